package io.channeladapter.common.twitter.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.channeladapter.common.twitter.RateLimits;
import io.channeladapter.common.twitter.Refusal;
import io.channeladapter.common.twitter.TwitterAnswer;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What holds of generation v1.1 alone. */
public abstract class AccountActivityV1Contract extends TwitterApiContract {
    @Test
    void thereIsNoReplay() {
        assertThat(api().replay(credentials(), "1", Instant.EPOCH, Instant.EPOCH))
                .isEqualTo(new TwitterAnswer.Refused<>(Refusal.noReplay(), RateLimits.UNKNOWN));
    }

    @Test
    void anUnknownEnvironmentIsRefused() {
        assertThat(kind(api().registerWebhook(credentials(), "no-such-label", callback())))
                .isEqualTo(Refusal.Kind.PERMANENT);
    }
}

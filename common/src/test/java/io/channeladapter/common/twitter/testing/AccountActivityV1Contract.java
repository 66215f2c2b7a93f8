package io.channeladapter.common.twitter.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.channeladapter.common.twitter.Refusal;
import org.junit.jupiter.api.Test;

/** What holds of generation v1.1 alone. */
public abstract class AccountActivityV1Contract extends TwitterApiContract {
    @Test
    void anUnknownEnvironmentIsRefused() {
        assertThat(kind(api().registerWebhook(credentials(), "no-such-label", callback())))
                .isEqualTo(Refusal.Kind.PERMANENT);
    }
}

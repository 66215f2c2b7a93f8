package io.channeladapter.common.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.channeladapter.common.codec.Samples;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ChannelTest {
    private static final Instant LATER = Samples.NOW.plusSeconds(60);

    @Test
    void aDraftIsVersionOneAndKnowsNoAccount() {
        Channel draft = Channel.draft(Samples.STREAM, Samples.BOT, Samples.NOW);

        assertThat(draft.version()).isEqualTo(1);
        assertThat(draft.status()).isEqualTo(ChannelStatus.DRAFT);
        assertThat(draft.isAccount("99")).isFalse();
    }

    @Test
    void eachChangeIsTheNextVersionAndKeepsTheRest() {
        Channel changed = Samples.CHANNEL.with(ChannelStatus.DISABLED, LATER);

        assertThat(changed.version()).isEqualTo(Samples.CHANNEL.version() + 1);
        assertThat(changed.updatedAt()).isEqualTo(LATER);
        assertThat(changed)
                .usingRecursiveComparison()
                .ignoringFields("version", "status", "updatedAt")
                .isEqualTo(Samples.CHANNEL);
    }

    @Test
    void anotherHealthLeavesTheStatus() {
        Health broken = new Health(Health.Level.BROKEN, "credentials-refused", "make new tokens", LATER, null);

        Channel changed = Samples.CHANNEL.with(broken, LATER);

        assertThat(changed.health()).isEqualTo(broken);
        assertThat(changed.status()).isEqualTo(ChannelStatus.ENABLED);
        assertThat(changed.version()).isEqualTo(Samples.CHANNEL.version() + 1);
    }

    @Test
    void knowsItsOwnAccount() {
        assertThat(Samples.CHANNEL.isAccount("99")).isTrue();
        assertThat(Samples.CHANNEL.isAccount("42")).isFalse();
    }
}

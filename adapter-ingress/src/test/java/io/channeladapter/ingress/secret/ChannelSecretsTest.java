package io.channeladapter.ingress.secret;

import static org.assertj.core.api.Assertions.assertThat;

import io.channeladapter.common.channel.Channel;
import io.channeladapter.common.channel.ChannelStatus;
import io.channeladapter.common.channel.StreamId;
import io.channeladapter.common.secret.Sealer;
import io.channeladapter.common.secret.Secret;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ChannelSecretsTest {
    private static final StreamId ONE = StreamId.of(new UUID(0, 1));
    private static final StreamId OTHER = StreamId.of(new UUID(0, 2));

    private final Sealer sealer = Sealer.with(Sealer.newKeyset());
    private final ChannelSecrets secrets = new ChannelSecrets(sealer);

    @Test
    void knowsTheSecretOfAConfiguredChannel() {
        changed(TestChannels.configured(ONE, sealer, "first"));
        assertThat(secrets.find(ONE))
                .isInstanceOfSatisfying(
                        SecretLookup.Known.class,
                        known -> assertThat(known.current()).isEqualTo(new Secret("first")));
    }

    @Test
    void followsAChangeOfTheSecret() {
        changed(TestChannels.configured(ONE, sealer, "first"));
        changed(TestChannels.configured(ONE, sealer, "second"));
        assertThat(secrets.find(ONE))
                .isInstanceOfSatisfying(
                        SecretLookup.Known.class,
                        known -> assertThat(known.valid()).containsExactly(new Secret("second")));
    }

    @Test
    void aDisabledChannelStaysKnown() {
        Channel channel = TestChannels.configured(ONE, sealer, "first");
        changed(channel.with(ChannelStatus.DISABLED, TestChannels.AT));
        assertThat(secrets.find(ONE)).isInstanceOf(SecretLookup.Known.class);
    }

    @Test
    void aDraftIsUnknown() {
        changed(TestChannels.draft(ONE));
        assertThat(secrets.find(ONE)).isInstanceOf(SecretLookup.Unknown.class);
    }

    @Test
    void g10_aDeletedChannelIsForgotten() {
        changed(TestChannels.configured(ONE, sealer, "first"));
        secrets.changed(ONE, Optional.empty());
        assertThat(secrets.find(ONE)).isInstanceOf(SecretLookup.Unknown.class);
        assertThat(secrets.size()).isZero();
    }

    @Test
    void credentialsOfAnotherKeysetAreUnreadableAndHarmNoOther() {
        Sealer stranger = Sealer.with(Sealer.newKeyset());
        changed(TestChannels.configured(ONE, stranger, "first"));
        changed(TestChannels.configured(OTHER, sealer, "second"));
        assertThat(secrets.find(ONE)).isInstanceOf(SecretLookup.Unreadable.class);
        assertThat(secrets.find(OTHER)).isInstanceOf(SecretLookup.Known.class);
    }

    @Test
    void credentialsThatAreNoneAreUnreadable() {
        changed(TestChannels.sealed(ONE, sealer.seal("no JSON", ONE.value())));
        assertThat(secrets.find(ONE)).isInstanceOf(SecretLookup.Unreadable.class);
        changed(TestChannels.sealed(ONE, sealer.seal("{}", ONE.value())));
        assertThat(secrets.find(ONE)).isInstanceOf(SecretLookup.Unreadable.class);
    }

    @Test
    void g9_credentialsSealedForAnotherChannelAreUnreadable() {
        Channel other = TestChannels.configured(OTHER, sealer, "second");
        changed(TestChannels.sealed(ONE, String.valueOf(other.sealedCredentials())));
        assertThat(secrets.find(ONE)).isInstanceOf(SecretLookup.Unreadable.class);
    }

    @Test
    void anUnreadableChannelRecoversWithItsNextChange() {
        changed(TestChannels.sealed(ONE, "damaged"));
        changed(TestChannels.configured(ONE, sealer, "first"));
        assertThat(secrets.find(ONE)).isInstanceOf(SecretLookup.Known.class);
    }

    private void changed(Channel channel) {
        secrets.changed(channel.streamId(), Optional.of(channel));
    }
}

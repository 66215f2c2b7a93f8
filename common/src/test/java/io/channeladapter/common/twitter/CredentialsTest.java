package io.channeladapter.common.twitter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.channeladapter.common.channel.Channel;
import io.channeladapter.common.channel.StreamId;
import io.channeladapter.common.codec.Samples;
import io.channeladapter.common.secret.Sealer;
import io.channeladapter.common.secret.Secret;
import io.channeladapter.common.secret.UnsealableException;
import org.junit.jupiter.api.Test;

class CredentialsTest {
    private static final StreamId OTHER = new StreamId("st-00000000-0000-0000-0000-000000000002");
    private static final Credentials CREDENTIALS = new Credentials(
            new Secret("key"), new Secret("key-secret"), new Secret("token"), new Secret("token-secret"));

    private final Sealer sealer = Sealer.with(Sealer.newKeyset());

    @Test
    void areOpenedAsTheyWereSealed() throws UnsealableException {
        String sealed = CREDENTIALS.seal(sealer, Samples.STREAM);

        assertThat(Credentials.open(sealed, sealer, Samples.STREAM)).isEqualTo(CREDENTIALS);
    }

    @Test
    void g9_openForNoOtherChannel() {
        String sealed = CREDENTIALS.seal(sealer, Samples.STREAM);

        assertThatThrownBy(() -> Credentials.open(sealed, sealer, OTHER)).isInstanceOf(UnsealableException.class);
    }

    @Test
    void aDraftHasNone() throws UnsealableException {
        assertThat(Credentials.of(Channel.draft(Samples.STREAM, Samples.BOT, Samples.NOW), sealer))
                .isEmpty();
    }

    @Test
    void g9_whatIsNotJsonIsNotQuoted() {
        String sealed = sealer.seal("hunter2", Samples.STREAM.value());

        assertThatThrownBy(() -> Credentials.open(sealed, sealer, Samples.STREAM))
                .hasMessageNotContaining("hunter2")
                .hasNoCause();
    }

    @Test
    void equalSecretsHaveEqualHashes() {
        assertThat(new Secret("a")).isEqualTo(new Secret("a")).hasSameHashCodeAs(new Secret("a"));
        assertThat(new Secret("a")).isNotEqualTo(new Secret("b"));
        assertThatThrownBy(() -> new Secret("")).isInstanceOf(IllegalArgumentException.class);
    }
}

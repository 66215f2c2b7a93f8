package io.channeladapter.common.directory;

import static org.assertj.core.api.Assertions.assertThat;

import io.channeladapter.common.channel.AfterUnclear;
import io.channeladapter.common.channel.ApiGeneration;
import io.channeladapter.common.channel.BotId;
import io.channeladapter.common.channel.Channel;
import io.channeladapter.common.channel.Connection;
import io.channeladapter.common.channel.StreamId;
import io.channeladapter.common.codec.Samples;
import io.channeladapter.common.secret.Keyset;
import io.channeladapter.common.secret.Sealer;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class StoredKeysTest {
    private final Keyset first = Keyset.fresh();
    private final Sealer before = Sealer.with(first.json());
    private final Sealer now =
            Sealer.with(first.withNewKey().withNewestPrimary().json());

    @Test
    void aKeysetThatHasEachKeyWillDo() {
        List<Channel> channels = List.of(sealed(1, before.seal("one", id(1))), sealed(2, now.seal("two", id(2))));

        assertThat(StoredKeys.problem(now, channels)).isEmpty();
    }

    @Test
    void aKeysetThatLacksAKeyIsRefusedInOneSentenceThatSaysWhatToDo() {
        List<Channel> channels = List.of(sealed(1, before.seal("one", id(1))), sealed(2, now.seal("two", id(2))));

        assertThat(StoredKeys.problem(before, channels))
                .hasValueSatisfying(sentence -> assertThat(sentence)
                        .startsWith("ADAPTER_SECRETS_KEYSET lacks a key")
                        .contains("1 of 2 channels")
                        .contains("Give the keyset that was in use before"));
    }

    @Test
    void aTextThatIsDamagedStopsNothing() {
        List<Channel> channels =
                List.of(sealed(1, now.seal("for another channel", id(2))), sealed(2, "no base64!"), sealed(3, ""));

        assertThat(StoredKeys.problem(now, channels)).isEmpty();
    }

    private static Channel sealed(int number, String text) {
        return Channel.draft(new StreamId(id(number)), new BotId("demo"), Samples.NOW)
                .entering(
                        new Connection(ApiGeneration.ACCOUNT_ACTIVITY_V1, "prod", text),
                        AfterUnclear.RESEND,
                        null,
                        Samples.NOW);
    }

    private static String id(int number) {
        return StreamId.of(new UUID(0, number)).value();
    }
}

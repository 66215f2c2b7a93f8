package io.channeladapter.common.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.channeladapter.common.channel.Channel;
import io.channeladapter.common.channel.TwitterAccount;
import io.channeladapter.common.message.CheckedReply;
import io.channeladapter.common.secret.Secret;
import java.util.Optional;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {

    @Test
    void readsAHundredLevelsAndNotOneMore() {
        assertThat(read("[".repeat(100) + "]".repeat(100), JsonNode.class)).isPresent();
        assertThat(read("[".repeat(101) + "]".repeat(101), JsonNode.class)).isEmpty();
    }

    @Test
    void numbersKeepEveryDigit() {
        String json = "{\"big\":123456789012345678901234567890,\"fine\":0.12345678901234567890123,\"zeroes\":1.500}";

        assertThat(read(json, JsonNode.class).map(tree -> new String(Json.bytes(tree), UTF_8)))
                .contains(json);
    }

    @Test
    void halfACharacterSurvives() {
        JsonNode tree = read("{\"a\":\"x\\ud83d\"}", JsonNode.class).orElseThrow();

        assertThat(Json.read(Json.bytes(tree), JsonNode.class)).contains(tree);
    }

    @Test
    void refusesWhatFollowsTheValue() {
        assertThat(read("{} {}", JsonNode.class)).isEmpty();
    }

    @Test
    void passesOverUnknownKeys() {
        assertThat(read("{\"id\":\"1\",\"screenName\":\"a\",\"name\":\"A\",\"new\":1}", TwitterAccount.class))
                .contains(new TwitterAccount("1", "a", "A", null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{}",
                "{\"id\":\"1\",\"screenName\":\"a\"}",
                "{\"id\":\"1\",\"screenName\":\"a\",\"name\":null}"
            })
    void refusesARecordThatLacksWhatItMustHave(String json) {
        assertThat(read(json, TwitterAccount.class)).isEmpty();
    }

    @Test
    void refusesANestedRecordThatLacksWhatItMustHave() {
        String channel = new String(Json.bytes(Samples.CHANNEL), UTF_8);

        assertThat(read(channel.replace("\"level\":\"degraded\",", ""), Channel.class))
                .isEmpty();
    }

    @Test
    void refusesAnUnknownConstant() {
        String channel = new String(Json.bytes(Samples.CHANNEL), UTF_8);

        assertThat(read(channel.replace("\"enabled\"", "\"paused\""), Channel.class))
                .isEmpty();
    }

    @Test
    void refusesAValueOfAnotherForm() {
        String reply = new String(Json.bytes(Samples.REPLY), UTF_8);

        assertThat(read(reply.replace(":42\"", ":you\""), CheckedReply.class)).isEmpty();
    }

    @Test
    void g9_aSecretHasNoJsonForm() {
        assertThatThrownBy(() -> Json.bytes(new Secret("hunter2")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void aTombstoneIsNullBothWays() {
        JsonSerde<Channel> serde = new JsonSerde<>(Channel.class);

        assertThat(serde.serializer().serialize("t", null)).isNull();
        assertThat(serde.deserializer().deserialize("t", null)).isNull();
    }

    @Test
    void theSerdeReadsWhatItWrote() {
        JsonSerde<Channel> serde = new JsonSerde<>(Channel.class);

        byte[] bytes = serde.serializer().serialize("t", Samples.CHANNEL);

        assertThat(serde.deserializer().deserialize("t", bytes)).isEqualTo(Samples.CHANNEL);
    }

    @Test
    void theSerdeRefusesOtherBytesAndNamesTheTopic() {
        JsonSerde<Channel> serde = new JsonSerde<>(Channel.class);

        assertThatThrownBy(() -> serde.deserializer().deserialize("channel.states", new byte[] {1}))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("channel.states");
    }

    private static <T> Optional<T> read(String json, Class<T> type) {
        return Json.read(json.getBytes(UTF_8), type);
    }
}

package io.channeladapter.common.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChannelNamesTest {
    private static final String UUID_TEXT = "00000000-0000-0000-0000-000000000001";

    @Test
    void aStreamidIsMadeOfAUuid() {
        assertThat(StreamId.of(UUID.fromString(UUID_TEXT))).hasToString("st-" + UUID_TEXT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                UUID_TEXT,
                "st-",
                "st-0000000A-0000-0000-0000-000000000001",
                "ST-00000000-0000-0000-0000-000000000001",
                "st-00000000-0000-0000-0000-000000000001 ",
                "st-00000000-0000-0000-0000-000000000001\n",
                "st-00000000000000000000000000000000001"
            })
    void refusesWhatIsNoStreamid(String text) {
        assertThat(StreamId.isValid(text)).isFalse();
        assertThatThrownBy(() -> new StreamId(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a1", "demo", "a-b-c", "0-", "a23456789012345678901234567890123456789012345678901234567890123"})
    void acceptsABotId(String text) {
        assertThat(new BotId(text)).hasToString(text);
    }

    @Test
    void g4_namesOfTheRoutersGroupAndTransactionsAreNoBots() {
        assertThat(Stream.of("router", "router-1", "routers", "my-router").filter(id -> new BotId(id).isReserved()))
                .containsExactly("router", "router-1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a",
                "-a",
                "Demo",
                "a.b",
                "a_b",
                "a b",
                "demo\n",
                "a234567890123456789012345678901234567890123456789012345678901234"
            })
    void refusesWhatIsNoBotId(String text) {
        assertThat(BotId.isValid(text)).isFalse();
        assertThatThrownBy(() -> new BotId(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aConversationIsReadFromItsOwnText() {
        Conversation conversation = new Conversation(StreamId.of(UUID.fromString(UUID_TEXT)), "42");

        assertThat(Conversation.read(conversation.toString())).contains(conversation);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ":",
                "st-" + UUID_TEXT,
                "st-" + UUID_TEXT + ":",
                "st-" + UUID_TEXT + ":x",
                "st-" + UUID_TEXT + ":-1",
                "st-" + UUID_TEXT + ":1:2",
                "st-" + UUID_TEXT + ":12345678901234567890",
                "st-1:42"
            })
    void whatIsNoConversationIsReadAsNone(String text) {
        assertThat(Conversation.read(text)).isEmpty();
        assertThatThrownBy(() -> Conversation.of(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void anUnknownGenerationIsReadAsNone() {
        assertThat(ApiGeneration.read("account-activity-v1")).contains(ApiGeneration.ACCOUNT_ACTIVITY_V1);
        assertThat(ApiGeneration.read("v9")).isEmpty();
    }
}

package io.channeladapter.egress.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.channeladapter.common.channel.Conversation;
import io.channeladapter.common.channel.StreamId;
import io.channeladapter.egress.outbox.OutboxKeys.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OutboxKeysTest {
    private static final StreamId STREAM = new StreamId("st-00000000-0000-0000-0000-000000000001");
    private static final Conversation PERSON = new Conversation(STREAM, "77");

    @Test
    void numberedKeysSortLikeTheirNumbers() {
        assertThat(OutboxKeys.of(Kind.PENDING, STREAM, 9)).isLessThan(OutboxKeys.of(Kind.PENDING, STREAM, 10));
        assertThat(OutboxKeys.uncommitted(255)).isLessThan(OutboxKeys.uncommitted(256));
    }

    @Test
    void partsOfAKeyAreReadBack() {
        String key = OutboxKeys.of(Kind.DONE, STREAM, "an/id/with/slashes");

        assertThat(OutboxKeys.streamId(key)).isEqualTo(STREAM);
        assertThat(OutboxKeys.name(key)).isEqualTo("an/id/with/slashes");
        assertThat(OutboxKeys.number(OutboxKeys.of(Kind.PENDING, STREAM, 4_711)))
                .isEqualTo(4_711);
    }

    @Test
    void keysOfAConversationLieTogetherAndAreReadBack() {
        String key = OutboxKeys.of(Kind.PENDING, PERSON, 4_711);

        assertThat(OutboxKeys.conversation(key)).isEqualTo(PERSON);
        assertThat(OutboxKeys.number(key)).isEqualTo(4_711);
        assertThat(OutboxKeys.last(Kind.PENDING, PERSON))
                .isGreaterThan(OutboxKeys.of(Kind.PENDING, PERSON, Long.MAX_VALUE))
                .isLessThan(OutboxKeys.of(Kind.PENDING, new Conversation(STREAM, "770"), 0));
    }

    @Test
    void keyThatNamesNoConversationSaysWhatToDo() {
        String old = OutboxKeys.of(Kind.PENDING, STREAM, 26);

        assertThatThrownBy(() -> OutboxKeys.requireConversation(old))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("earlier version")
                .hasMessageContaining("egress.state-dir");
        OutboxKeys.requireConversation(OutboxKeys.of(Kind.PENDING, PERSON, 26));
    }

    @Test
    void keysAreTheOnesThatStoresHold() {
        assertThat(OutboxKeys.of(Kind.PENDING, PERSON, 26)).isEqualTo("p/" + STREAM + "/77/000000000000001a");
        assertThat(OutboxKeys.of(Kind.PROGRESS, STREAM, 26)).isEqualTo("a/" + STREAM + "/000000000000001a");
        assertThat(OutboxKeys.of(Kind.LIMITS, STREAM)).isEqualTo("l/" + STREAM);
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void everyKeyOfAKindLiesBetweenItsBounds(Kind kind) {
        assertThat(OutboxKeys.of(kind, STREAM, "\uffff")).isBetween(kind.first(), kind.last());
    }
}

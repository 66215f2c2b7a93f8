package io.channeladapter.egress.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.channeladapter.common.channel.StreamId;
import io.channeladapter.egress.outbox.OutboxKeys.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OutboxKeysTest {
    private static final StreamId STREAM = new StreamId("st-00000000-0000-0000-0000-000000000001");

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
    void keysAreTheOnesThatStoresHold() {
        assertThat(OutboxKeys.of(Kind.PENDING, STREAM, 26)).isEqualTo("p/" + STREAM + "/000000000000001a");
        assertThat(OutboxKeys.of(Kind.LIMITS, STREAM)).isEqualTo("l/" + STREAM);
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void everyKeyOfAKindLiesBetweenItsBounds(Kind kind) {
        assertThat(OutboxKeys.of(kind, STREAM, "\uffff")).isBetween(kind.first(), kind.last());
    }
}

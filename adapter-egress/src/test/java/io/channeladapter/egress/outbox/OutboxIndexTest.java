package io.channeladapter.egress.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.channeladapter.common.channel.BotId;
import io.channeladapter.common.channel.Conversation;
import io.channeladapter.common.channel.StreamId;
import io.channeladapter.common.message.CheckedReply;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OutboxIndexTest {
    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
    private static final StreamId STREAM = new StreamId("st-00000000-0000-0000-0000-000000000001");

    private final KeyValueStore<String, byte[]> store = Stores.keyValueStoreBuilder(
                    Stores.inMemoryKeyValueStore("index"), Serdes.String(), Serdes.ByteArray())
            .withCachingDisabled()
            .withLoggingDisabled()
            .build();
    private final OutboxIndex index = new OutboxIndex(store);

    @BeforeEach
    void begin() {
        store.init(new MockProcessorContext<>().getStateStoreContext(), store);
        index.begin();
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void repliesWhoseTimeHasPassedAreFoundAfterALookAtNone() {
        index.add(entry(1, "7", NOW.minusSeconds(1)));

        assertThat(index.due(NOW, 0)).isEmpty();
        assertThat(index.due(NOW, 10)).extracting(OutboxIndex.Due::seq).containsExactly(1L);
    }

    @Test
    void oldestRepliesAreThoseThatHaveNotEnded() {
        Entry first = entry(1, "7", null);
        Entry second = entry(2, "8", null);
        index.add(second);
        index.add(entry(3, "7", null));
        index.add(first);

        assertThat(seqs(0)).containsExactly(1L, 2L, 3L);
        assertThat(seqs(2)).containsExactly(2L, 3L);
        index.remove(first);
        index.remove(second);
        assertThat(index.oldest(STREAM)).isLessThanOrEqualTo(3);
        assertThat(seqs(0)).containsExactly(3L);
        assertThat(index.oldest(STREAM)).isEqualTo(3);
    }

    @Test
    void channelThatWasEmptiedShowsWhatComesNext() {
        Entry first = entry(1, "7", null);
        index.add(first);
        index.remove(first);

        assertThat(seqs(0)).isEmpty();
        index.add(entry(2, "7", null));
        assertThat(seqs(0)).containsExactly(2L);
    }

    @Test
    void whatALifeBeforeLeftIsDeletedAndNothingElse() {
        for (int i = 0; i < 25; i++) {
            index.add(entry(i, "7", NOW));
        }
        OutboxIndex next = new OutboxIndex(store);
        next.begin();
        assertThat(next.oldest(STREAM, 0, 10)).isEmpty();
        next.add(entry(30, "8", null));

        for (int i = 0; i < 10; i++) {
            next.sweep(10);
        }
        assertThat(keys()).hasSize(2).contains("life");
        assertThat(next.oldest(STREAM, 0, 10)).containsExactly(new OutboxIndex.Place("8", 30));
    }

    private List<Long> seqs(long from) {
        return index.oldest(STREAM, from, 10).stream()
                .map(OutboxIndex.Place::seq)
                .toList();
    }

    @Test
    void takesTimesThatNoNumberOfMillisecondsCanTell() {
        index.add(entry(1, "7", Instant.MAX));
        index.add(entry(2, "8", Instant.MIN));
        assertThat(index.due(NOW, 10)).extracting(OutboxIndex.Due::seq).containsExactly(2L);
        index.remove(entry(1, "7", Instant.MAX));
    }

    private List<String> keys() {
        List<String> keys = new ArrayList<>();
        try (KeyValueIterator<String, byte[]> all = store.all()) {
            all.forEachRemaining(entry -> keys.add(entry.key));
        }
        return keys;
    }

    private static Entry entry(long seq, String userId, @Nullable Instant expiresAt) {
        CheckedReply reply = new CheckedReply(
                "r" + seq,
                new BotId("demo"),
                new Conversation(STREAM, userId),
                "text",
                List.of(),
                List.of(),
                null,
                null,
                null,
                false,
                null,
                CheckedReply.Priority.live,
                expiresAt,
                null,
                NOW,
                null);
        return new Entry(new Appended(seq, reply, 0L), Progress.NEW, false);
    }
}

package io.channeladapter.config.letterbox;

import io.channeladapter.common.topic.Topics;
import io.channeladapter.config.letter.Letter;
import io.channeladapter.config.letter.LetterId;
import io.channeladapter.config.letter.LetterMark;
import io.channeladapter.config.letter.LetterSearch;
import io.channeladapter.config.letter.Turn;
import io.channeladapter.config.log.Bounds;
import io.channeladapter.config.log.NotReadException;
import io.channeladapter.config.log.Part;
import io.channeladapter.config.log.Reading;
import io.channeladapter.config.log.TopicReadings;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Reads them from their topic. All partitions, since a reply lies under its conversation and not under its channel.
 * Nothing is kept.
 */
public final class KafkaLetterbox implements Letterbox {
    private static final String TOPIC = Topics.DEAD_LETTERS.name();
    private static final Bounds BOUNDS = new Bounds(100_000, Duration.ofSeconds(10));
    /** A letter's record may carry the time of what it was made from, or of another clock. */
    private static final Duration CLOCKS = Duration.ofMinutes(1);
    /** Of those that are taken out in one go. */
    private static final long MOST_BYTES = 32L << 20;

    private final TopicReadings readings;

    public KafkaLetterbox(TopicReadings readings) {
        this.readings = readings;
    }

    @Override
    public Found find(LetterSearch search, Predicate<Letter> wanted) throws NotReadException, InterruptedException {
        TreeMap<LetterMark, Letter> newest = new TreeMap<>();
        Reading<Letter> reading = read(search, record -> {
            Letter letter = LetterRecords.letter(record);
            if (search.matches(letter) && wanted.test(letter)) {
                newest.put(letter.mark(), letter);
                if (newest.size() > search.limit() + 1) {
                    newest.pollLastEntry();
                }
            }
        });
        List<Letter> found = List.copyOf(newest.values());
        boolean more = found.size() > search.limit();
        return new Found(
                more ? found.subList(0, search.limit()) : found,
                more ? found.get(search.limit() - 1).mark().cursor() : null,
                later(search.from(), reading.from()),
                earlier(search.upTo(), reading.until()),
                reading.whole());
    }

    @Override
    public Oldest oldest(LetterSearch search, @Nullable Turn after, Predicate<Letter> wanted)
            throws NotReadException, InterruptedException {
        Taken taken = new Taken(search.limit());
        Reading<Letter> reading = read(search, record -> {
            Letter letter = LetterRecords.letter(record);
            boolean due = after == null || letter.turn().compareTo(after) > 0;
            if (due && search.matches(letter) && wanted.test(letter)) {
                taken.add(letter, record);
            }
        });
        if (reading.until() != null) {
            // Webhooks may not have been come to, and theirs is the first turn.
            taken.letters.keySet().removeIf(turn -> !turn.webhook());
        }
        return new Oldest(
                taken.letters.values().stream().map(LetterRecords::opened).toList(),
                taken.more || reading.until() != null,
                reading.from() == null);
    }

    @Override
    public Optional<Opened> open(LetterId id) throws NotReadException, InterruptedException {
        return readings.one(TOPIC, id.partition(), id.offset(), LetterRecords::opened, BOUNDS.time());
    }

    /** What is done with each record. */
    private interface Look {
        void at(ConsumerRecord<byte[], byte[]> record);
    }

    private Reading<Letter> read(LetterSearch search, Look look) throws NotReadException, InterruptedException {
        Instant end = search.upTo();
        return readings.read(
                List.of(new Part<>(
                        TOPIC, null, search.from().minus(CLOCKS), end == null ? null : end.plus(CLOCKS), record -> {
                            look.at(record);
                            return List.of();
                        })),
                BOUNDS);
    }

    /** The oldest so far, within their number and size. One thread. */
    private static final class Taken {
        private final int most;
        private final TreeMap<Turn, ConsumerRecord<byte[], byte[]>> letters = new TreeMap<>();
        private long bytes;
        private boolean more;

        Taken(int most) {
            this.most = most;
        }

        void add(Letter letter, ConsumerRecord<byte[], byte[]> record) {
            letters.put(letter.turn(), record);
            bytes += record.serializedValueSize();
            while (letters.size() > most || (bytes > MOST_BYTES && letters.size() > 1)) {
                bytes -= letters.pollLastEntry().getValue().serializedValueSize();
                more = true;
            }
        }
    }

    private static Instant later(Instant asked, @Nullable Instant reached) {
        return reached == null || reached.isBefore(asked) ? asked : reached;
    }

    private static @Nullable Instant earlier(@Nullable Instant asked, @Nullable Instant reached) {
        return asked == null || (reached != null && reached.isBefore(asked)) ? reached : asked;
    }
}

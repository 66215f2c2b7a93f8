package io.channeladapter.config.letterbox;

import io.channeladapter.common.topic.DeadLetter;
import io.channeladapter.common.topic.RecordHeaders;
import io.channeladapter.common.topic.Topics;
import io.channeladapter.config.letter.Letter;
import io.channeladapter.config.letter.LetterId;
import io.channeladapter.config.letterbox.Opened.Header;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** Reads records of {@code adapter.dead-letters}; a header that is missing is as if it were empty. */
final class LetterRecords {
    private LetterRecords() {}

    static Letter letter(ConsumerRecord<byte[], byte[]> record) {
        Headers headers = record.headers();
        Letter.Origin origin = new Letter.Origin(
                text(headers, DeadLetter.ORIGIN_TOPIC),
                (int) number(headers, DeadLetter.ORIGIN_PARTITION),
                number(headers, DeadLetter.ORIGIN_OFFSET));
        byte[] value = record.value();
        return new Letter(
                new LetterId(record.partition(), record.offset()),
                record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8),
                text(headers, DeadLetter.REASON),
                text(headers, DeadLetter.DETAIL),
                origin,
                text(headers, DeadLetter.SERVICE),
                at(record),
                value == null ? null : value.length,
                replayOf(headers, origin));
    }

    static Opened opened(ConsumerRecord<byte[], byte[]> record) {
        List<Header> headers = new ArrayList<>();
        record.headers()
                .forEach(header -> headers.add(new Header(
                        header.key(),
                        header.value() == null ? "" : new String(header.value(), StandardCharsets.UTF_8))));
        return new Opened(letter(record), headers, record.value());
    }

    // A bot may write any header to its replies: only the ingress's say something.
    private static @Nullable LetterId replayOf(Headers headers, Letter.Origin origin) {
        return origin.topic().equals(Topics.WEBHOOKS.name())
                ? LetterId.read(text(headers, DeadLetter.REPLAY_OF)).orElse(null)
                : null;
    }

    private static Instant at(ConsumerRecord<byte[], byte[]> record) {
        try {
            return Instant.parse(text(record.headers(), DeadLetter.AT));
        } catch (DateTimeException e) {
            return Instant.ofEpochMilli(record.timestamp());
        }
    }

    private static String text(Headers headers, String name) {
        return RecordHeaders.text(headers, name).orElse("");
    }

    private static long number(Headers headers, String name) {
        String text = text(headers, name);
        return text.matches("[0-9]{1,18}") ? Long.parseLong(text) : -1;
    }
}

package io.channeladapter.config.history;

import io.channeladapter.common.channel.ChannelEvent;
import io.channeladapter.common.channel.StreamId;
import io.channeladapter.common.codec.Json;
import io.channeladapter.common.topic.Topics;
import io.channeladapter.config.log.Bounds;
import io.channeladapter.config.log.NotReadException;
import io.channeladapter.config.log.Part;
import io.channeladapter.config.log.Reading;
import io.channeladapter.config.log.TopicReadings;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Reads the channel's own partition of {@code channel.events}. */
public final class KafkaEventLog implements EventLog {
    /** Of a partition, which many channels share; at most some seconds. */
    private static final Bounds BOUNDS = new Bounds(500_000, Duration.ofSeconds(10));
    /** A command's record may be stamped by another clock than the one that named the time of creation. */
    private static final Duration CLOCKS = Duration.ofMinutes(1);

    private final TopicReadings readings;

    public KafkaEventLog(TopicReadings readings) {
        this.readings = readings;
    }

    @Override
    public Found read(StreamId streamId, Instant from) throws NotReadException, InterruptedException {
        byte[] key = streamId.value().getBytes(StandardCharsets.UTF_8);
        Instant begin = from.isBefore(Instant.EPOCH.plus(CLOCKS)) ? Instant.EPOCH : from.minus(CLOCKS);
        Reading<ChannelEvent> reading = readings.read(
                List.of(new Part<>(Topics.EVENTS.name(), streamId.value(), begin, null, record -> take(key, record))),
                BOUNDS);
        return new Found(reading.kept(), reading.whole());
    }

    private static List<ChannelEvent> take(byte[] key, ConsumerRecord<byte[], byte[]> record) {
        if (!Arrays.equals(key, record.key()) || record.value() == null) {
            return List.of();
        }
        return Json.read(record.value(), ChannelEvent.class).stream().toList();
    }
}

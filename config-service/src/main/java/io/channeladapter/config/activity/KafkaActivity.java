package io.channeladapter.config.activity;

import io.channeladapter.common.channel.Channel;
import io.channeladapter.common.topic.Topics;
import io.channeladapter.config.journey.GroupOffsets;
import io.channeladapter.config.journey.Journey;
import io.channeladapter.config.journey.Journeys;
import io.channeladapter.config.journey.Seen;
import io.channeladapter.config.log.Bounds;
import io.channeladapter.config.log.NotReadException;
import io.channeladapter.config.log.Part;
import io.channeladapter.config.log.Reading;
import io.channeladapter.config.log.TopicReadings;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Reads the journeys from the topics that they went through. Nothing of it is kept. */
public final class KafkaActivity implements Activity {
    private static final Bounds BOUNDS = new Bounds(100_000, Duration.ofSeconds(10));
    /** A message is in the log a little before its own time, where clocks differ, and its outcome long after it. */
    private static final Duration BEFORE = Duration.ofMinutes(1);

    private static final Duration AFTER = Duration.ofHours(6);

    private final TopicReadings readings;
    private final BotGroups groups;

    public KafkaActivity(TopicReadings readings, BotGroups groups) {
        this.readings = readings;
        this.groups = groups;
    }

    @Override
    public Found find(Channel channel, Search search, boolean texts) throws NotReadException, InterruptedException {
        Reading<Seen> reading = readings.read(parts(channel, search, texts), BOUNDS);
        Optional<GroupOffsets> offsets = groups.of(channel.botId());
        List<Journey> found = Journeys.of(reading.kept(), offsets).stream()
                .filter(search::matches)
                .limit(search.limit() + 1L)
                .toList();
        boolean more = found.size() > search.limit();
        Instant from = later(search.from(), reading.from());
        Instant to = earlier(search.begunBy(), reading.until());
        return new Found(
                more ? found.subList(0, search.limit()) : found,
                more ? found.get(search.limit() - 1).mark().cursor() : null,
                from,
                to == null ? null : later(from, to),
                reading.whole());
    }

    private static Instant later(Instant asked, @Nullable Instant reached) {
        return reached == null || reached.isBefore(asked) ? asked : reached;
    }

    private static @Nullable Instant earlier(@Nullable Instant asked, @Nullable Instant reached) {
        return asked == null || (reached != null && reached.isBefore(asked)) ? reached : asked;
    }

    private static List<Part<Seen>> parts(Channel channel, Search search, boolean texts) {
        TwitterSigns twitter = new TwitterSigns(channel, texts);
        BotSigns bot = new BotSigns(channel.streamId(), texts);
        Instant from = search.from().minus(BEFORE);
        Instant to = search.begunBy();
        Instant until = to == null ? null : to.plus(AFTER);
        String streamId = channel.streamId().value();
        return List.of(
                part(Topics.WEBHOOKS.name(), streamId, from, until, twitter::received),
                part(Topics.DEAD_LETTERS.name(), streamId, from, until, twitter::givenUp),
                part(Topics.OUTBOUND.name(), streamId, from, until, twitter::checked),
                part(Topics.ECHOES.name(), streamId, from, until, twitter::echoed),
                part(Topics.botEvents(channel.botId()), null, from, until, bot::event),
                part(Topics.botReplies(channel.botId()), null, from, until, bot::replied));
    }

    private static Part<Seen> part(
            String topic,
            @Nullable String key,
            Instant from,
            @Nullable Instant until,
            Function<ConsumerRecord<byte[], byte[]>, List<Seen>> take) {
        return new Part<>(topic, key, from, until, take);
    }
}

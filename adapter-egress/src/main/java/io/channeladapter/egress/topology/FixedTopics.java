package io.channeladapter.egress.topology;

import io.channeladapter.common.topic.Topic;
import io.channeladapter.common.topic.TopicCreator;
import io.channeladapter.common.topic.Topics;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The topics that the egress needs whatever bots there are. */
public final class FixedTopics {
    private static final Logger LOG = LoggerFactory.getLogger(FixedTopics.class);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long PAUSE_MILLIS = 1_000;
    private static final List<Topic> USED =
            List.of(Topics.OUTBOUND, Topics.ECHOES, Topics.DEAD_LETTERS, Topics.SIGNALS, Topics.STATES);

    private FixedTopics() {}

    /**
     * Creates what is missing, and waits for the broker up to a minute.
     *
     * @throws IOException where the broker cannot be reached in that time, or refuses
     */
    public static void ensure(TopicCreator creator, String bootstrapServers, InstantSource clock)
            throws IOException, InterruptedException {
        Instant until = clock.instant().plus(PATIENCE);
        CountDownLatch never = new CountDownLatch(1);
        while (true) {
            try {
                creator.ensure(USED);
                return;
            } catch (KafkaException e) {
                if (clock.instant().isAfter(until)) {
                    throw new IOException(
                            "Kafka at " + bootstrapServers + " could not be used within " + PATIENCE.toSeconds()
                                    + " s: " + e.getMessage(),
                            e);
                }
                LOG.atWarn().setCause(e).log("Kafka cannot be used yet, trying again");
                boolean _ = never.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
            }
        }
    }
}

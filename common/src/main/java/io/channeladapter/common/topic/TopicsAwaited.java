package io.channeladapter.common.topic;

import io.channeladapter.common.observe.LogKeys;
import io.channeladapter.common.settings.KafkaClients;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Waits at the start until the broker is there and has the topics that a service uses. */
public final class TopicsAwaited {
    private static final Logger LOG = LoggerFactory.getLogger(TopicsAwaited.class);
    private static final Duration AT_MOST = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofMillis(500);

    private TopicsAwaited() {}

    /**
     * Creates the topics that are missing. Tries for a minute; a try that has begun is finished.
     *
     * @param partitions partitions of each new topic
     * @throws IOException where the broker was not there within the time, or does not let us in
     */
    public static void ensure(KafkaClients clients, int partitions, Collection<Topic> topics)
            throws IOException, InterruptedException {
        long deadline = System.nanoTime() + AT_MOST.toNanos();
        // Before the first try: that one alone may take half a minute.
        LOG.atInfo().addKeyValue(LogKeys.ADDRESS, clients.bootstrapServers()).log("waiting for Kafka");
        while (true) {
            try (Admin admin = clients.admin()) {
                new TopicCreator(admin, partitions).ensure(topics);
                return;
            } catch (AuthenticationException | AuthorizationException e) {
                throw new IOException("Kafka at " + clients.bootstrapServers() + " does not let this service in", e);
            } catch (KafkaException e) {
                if (System.nanoTime() - deadline > 0) {
                    throw new IOException(
                            "Kafka at " + clients.bootstrapServers() + " cannot be reached: set "
                                    + KafkaClients.BOOTSTRAP.environmentName(),
                            e);
                }
            }
            LockSupport.parkNanos(PAUSE.toNanos());
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
    }
}

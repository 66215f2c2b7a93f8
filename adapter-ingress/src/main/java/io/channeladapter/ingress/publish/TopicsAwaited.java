package io.channeladapter.ingress.publish;

import io.channeladapter.common.observe.LogKeys;
import io.channeladapter.common.settings.KafkaClients;
import io.channeladapter.common.topic.TopicCreator;
import io.channeladapter.common.topic.Topics;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Waits at the start until the broker is there and has the topics that the ingress uses. */
public final class TopicsAwaited {
    private static final Logger LOG = LoggerFactory.getLogger(TopicsAwaited.class);
    private static final Duration PAUSE = Duration.ofMillis(500);

    private TopicsAwaited() {}

    /**
     * Creates the topics that are missing.
     *
     * @param atMost how long to try; one try that has begun is finished
     * @throws IOException where the broker was not there within the time, or does not let us in
     */
    public static void ensure(KafkaClients clients, int partitions, Duration atMost)
            throws IOException, InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        // Before the first try: that one alone may take half a minute.
        LOG.atInfo().addKeyValue(LogKeys.ADDRESS, clients.bootstrapServers()).log("waiting for Kafka");
        while (true) {
            try (Admin admin = clients.admin()) {
                new TopicCreator(admin, partitions).ensure(List.of(Topics.WEBHOOKS, Topics.SIGNALS, Topics.STATES));
                return;
            } catch (AuthenticationException | AuthorizationException e) {
                throw new IOException("Kafka at " + clients.bootstrapServers() + " does not let the ingress in", e);
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

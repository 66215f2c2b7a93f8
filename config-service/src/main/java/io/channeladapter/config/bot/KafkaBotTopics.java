package io.channeladapter.config.bot;

import io.channeladapter.common.channel.BotId;
import io.channeladapter.common.topic.TopicCreator;
import io.channeladapter.common.topic.Topics;
import io.channeladapter.config.change.BotTopics;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.SecurityDisabledException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A bot's two topics and, where the cluster has an authorizer, its rights. Creates what is missing and leaves the rest as
 * it is; takes nothing away. A cluster that does not let this service give rights is told of in the log, once: bots may
 * then do what its operator lets them. Safe for many threads.
 */
public final class KafkaBotTopics implements BotTopics {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaBotTopics.class);
    private static final long TIMEOUT_SECONDS = 30;
    /** The controller takes 10,000 at once. */
    private static final int AT_ONCE = 1_000;

    private final TopicCreator topics;
    private final Admin admin;
    private final @Nullable BotRights rights;
    private final AtomicBoolean refusalTold = new AtomicBoolean();

    /**
     * @param topics creates the topics
     * @param admin stays the caller's to close
     * @param rights null where bots' rights are somebody else's to give
     */
    public KafkaBotTopics(TopicCreator topics, Admin admin, @Nullable BotRights rights) {
        this.topics = topics;
        this.admin = admin;
        this.rights = rights;
    }

    @Override
    public void ensure(BotId botId) {
        topics.ensure(Topics.ofBot(botId));
        grant(List.of(botId));
    }

    /**
     * Gives these bots the rights that they have not; for bots that were there before the authorizer was.
     *
     * @throws KafkaException where the broker does not do it in time
     */
    public void grant(Collection<BotId> bots) {
        if (rights == null) {
            return;
        }
        List<AclBinding> all = new ArrayList<>();
        bots.forEach(botId -> all.addAll(rights.of(botId)));
        for (int from = 0; from < all.size(); from += AT_ONCE) {
            if (!create(all.subList(from, Math.min(all.size(), from + AT_ONCE)))) {
                return;
            }
        }
    }

    private boolean create(List<AclBinding> some) {
        try {
            admin.createAcls(some).all().get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
            return true;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof SecurityDisabledException) {
                return false; // no authorizer: everyone may do everything
            }
            if (e.getCause() instanceof AuthorizationException refused) {
                if (refusalTold.compareAndSet(false, true)) {
                    LOG.atError()
                            .setCause(refused)
                            .log("bots cannot be given their rights: allow this service Alter on the cluster, or set"
                                    + " config.bot-principal=none and give them yourself, as docs/operations.md says");
                }
                return false;
            }
            throw e.getCause() instanceof KafkaException cause ? cause : new KafkaException(e.getCause());
        } catch (TimeoutException e) {
            throw new KafkaException("the broker did not answer within " + TIMEOUT_SECONDS + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted while waiting for the broker", e);
        }
    }
}

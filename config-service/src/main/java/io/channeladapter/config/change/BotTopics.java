package io.channeladapter.config.change;

import io.channeladapter.common.channel.BotId;
import org.apache.kafka.common.KafkaException;

/** Sees to it that a bot's topics exist. Safe for many threads. */
@FunctionalInterface
public interface BotTopics {
    /**
     * Creates what is missing and returns when it is there.
     *
     * @throws KafkaException where the broker does not do it in time
     */
    void ensure(BotId botId);
}

package io.channeladapter.config.bot;

import io.channeladapter.common.channel.BotId;
import io.channeladapter.common.topic.Topics;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/**
 * What a bot may do at Kafka (guarantee G4): read its events, write its replies, and use the consumer groups and
 * transactional ids {@code bot-<botId>} and {@code bot-<botId>.…}. No botId holds a point, so that none of these is
 * another bot's, {@code bot-a.…} not even one of {@code a-b}. Pure.
 *
 * @param principal who a bot is to Kafka, such as {@code User:bot-{botId}}
 */
public record BotRights(String principal) {
    /** Stands for the botId in the principal. */
    public static final String BOT_ID = "{botId}";

    private static final String ANY_HOST = "*";

    public BotRights {
        if (!isPrincipal(principal)) {
            throw new IllegalArgumentException("a principal is Type:name with " + BOT_ID + " in the name");
        }
    }

    /** Whether the text names a principal of its own for each bot. */
    public static boolean isPrincipal(String text) {
        int colon = text.indexOf(':');
        return colon > 0 && text.indexOf(BOT_ID) > colon;
    }

    /** The rights of a bot, as Kafka keeps them. */
    public List<AclBinding> of(BotId botId) {
        String group = "bot-" + botId;
        List<AclBinding> rights = new ArrayList<>();
        allow(rights, botId, ResourceType.TOPIC, PatternType.LITERAL, Topics.botEvents(botId), AclOperation.READ);
        allow(rights, botId, ResourceType.TOPIC, PatternType.LITERAL, Topics.botReplies(botId), AclOperation.WRITE);
        allow(rights, botId, ResourceType.GROUP, PatternType.LITERAL, group, AclOperation.READ);
        allow(rights, botId, ResourceType.GROUP, PatternType.PREFIXED, group + ".", AclOperation.READ);
        allow(rights, botId, ResourceType.TRANSACTIONAL_ID, PatternType.LITERAL, group, AclOperation.WRITE);
        allow(rights, botId, ResourceType.TRANSACTIONAL_ID, PatternType.PREFIXED, group + ".", AclOperation.WRITE);
        return List.copyOf(rights);
    }

    private void allow(
            List<AclBinding> rights,
            BotId botId,
            ResourceType type,
            PatternType pattern,
            String name,
            AclOperation operation) {
        for (AclOperation each : List.of(operation, AclOperation.DESCRIBE)) {
            rights.add(new AclBinding(
                    new ResourcePattern(type, name, pattern),
                    new AccessControlEntry(
                            principal.replace(BOT_ID, botId.value()), ANY_HOST, each, AclPermissionType.ALLOW)));
        }
    }
}

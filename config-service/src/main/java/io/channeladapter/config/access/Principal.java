package io.channeladapter.config.access;

import io.channeladapter.common.channel.BotId;
import java.util.Set;

/**
 * Someone who signed in, or whose bearer token was right.
 *
 * @param name whom the History names
 * @param role what this one may do
 * @param bots the bots that the role is for; empty, but for an owner, for all bots
 */
public record Principal(String name, Role role, Set<BotId> bots) {
    public Principal {
        bots = Set.copyOf(bots);
        if (name.isBlank()) {
            throw new IllegalArgumentException("a principal has a name");
        }
    }

    /** Someone who may do everything. */
    public static Principal admin(String name) {
        return new Principal(name, Role.ADMIN, Set.of());
    }

    /** Whether this one sees the bot and its channels. */
    public boolean sees(BotId botId) {
        return switch (role) {
            case ADMIN -> true;
            case VIEWER -> bots.isEmpty() || bots.contains(botId);
            case OWNER -> bots.contains(botId);
        };
    }

    /** Whether this one may create, change and delete channels of the bot. */
    public boolean changes(BotId botId) {
        return role != Role.VIEWER && sees(botId);
    }

    /** Whether this one may do what concerns the whole service. */
    public boolean isAdmin() {
        return role == Role.ADMIN;
    }
}

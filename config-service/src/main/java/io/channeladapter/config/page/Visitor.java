package io.channeladapter.config.page;

import io.channeladapter.common.channel.BotId;
import io.channeladapter.config.access.Principal;

/**
 * Someone who signed in and looks at a page.
 *
 * @param principal who it is and what this one may do
 * @param csrf token that each form of the page sends back
 */
public record Visitor(Principal principal, String csrf) {

    /** Whether to show what changes channels of the bot. */
    public boolean changes(String botId) {
        return BotId.isValid(botId) && principal.changes(new BotId(botId));
    }

    /** Whether to show what creates channels: for some bot this one may. */
    public boolean creates() {
        return principal.isAdmin() || principal.bots().stream().anyMatch(principal::changes);
    }
}

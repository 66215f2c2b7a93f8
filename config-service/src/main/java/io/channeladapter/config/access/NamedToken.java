package io.channeladapter.config.access;

import io.channeladapter.common.channel.BotId;
import java.util.Set;

/**
 * An entry of the tokens file: who may do what, and by which token it is known.
 *
 * @param name whom the History names
 * @param role what this one may do
 * @param bots the bots that the role is for, as {@link Principal#bots()}
 * @param sha256 SHA-256 of the token, 64 lower-case hexadecimal digits
 */
record NamedToken(String name, Role role, Set<BotId> bots, String sha256) {
    NamedToken {
        bots = Set.copyOf(bots);
    }

    /** Whom the token stands for. A session shows the mark in clear, therefore it is but a part of the hash. */
    Identity identity() {
        return new Identity(new Principal(name, role, bots), Identity.Source.NAMED_TOKEN, sha256.substring(0, 16));
    }
}

package io.channeladapter.config.command;

import io.channeladapter.common.channel.StreamId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A command with who, when and to what: value of {@code channel.commands}, key its streamid.
 *
 * @param commandId names the command; one that is seen again is answered the same way and changes nothing
 * @param streamId the channel
 * @param expectedVersion a version of the channel that the caller saw, with all that people did until now;
 *     null where any will do
 * @param actor who wants it
 * @param at when
 * @param command what
 */
public record CommandEnvelope(
        String commandId,
        StreamId streamId,
        @Nullable Long expectedVersion,
        String actor,
        Instant at,
        Command command) {}

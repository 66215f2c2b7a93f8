package io.channeladapter.config.decide;

import io.channeladapter.common.channel.AfterUnclear;
import io.channeladapter.common.channel.Channel;
import io.channeladapter.common.channel.ChannelEvent;
import io.channeladapter.common.channel.ChannelStatus;
import io.channeladapter.common.channel.Health;
import io.channeladapter.config.command.Command;
import io.channeladapter.config.command.CommandEnvelope;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Decides on commands. Pure; the time is the envelope's.
 *
 * <table>
 * <caption>Transitions; {@code =} changes nothing and is accepted, a code refuses</caption>
 * <tr><th>status</th><th>create</th><th>configure</th><th>record-authorization</th><th>enable</th><th>disable</th><th>delete</th></tr>
 * <tr><td>none</td><td>draft</td><td colspan="5">not-found</td></tr>
 * <tr><td>draft</td><td>already-exists</td><td>configured</td><td>not-configured</td><td>not-authorized</td><td>not-enabled</td><td>deleted</td></tr>
 * <tr><td>configured</td><td>already-exists</td><td>configured</td><td>authorized</td><td>not-authorized</td><td>not-enabled</td><td>deleted</td></tr>
 * <tr><td>authorized</td><td>already-exists</td><td>configured*</td><td>authorized</td><td>enabled</td><td>not-enabled</td><td>deleted</td></tr>
 * <tr><td>enabled</td><td>already-exists</td><td>configured*</td><td>enabled</td><td>=</td><td>disabled</td><td>deleted</td></tr>
 * <tr><td>disabled</td><td>already-exists</td><td>configured*</td><td>disabled</td><td>enabled</td><td>=</td><td>deleted</td></tr>
 * </table>
 *
 * <p>* The status stays where generation, label and credentials are the same as before. A command that expects another
 * version than the channel's is refused with {@code stale-version} before anything else is looked at.
 */
public final class Decide {
    private Decide() {}

    /** The decision on this command for this channel; null for one that does not exist. */
    public static Decision decide(@Nullable Channel channel, CommandEnvelope envelope) {
        if (channel == null) {
            return envelope.command() instanceof Command.Create create
                    ? created(envelope, create)
                    : new Decision.Refused("not-found", "There is no channel " + envelope.streamId() + ".");
        }
        Long expected = envelope.expectedVersion();
        if (expected != null && expected != channel.version()) {
            return new Decision.Refused(
                    "stale-version",
                    "The channel is at version " + channel.version() + " by now, not " + expected
                            + ": read it again, then repeat the change.");
        }
        return switch (envelope.command()) {
            case Command.Create _ -> new Decision.Refused("already-exists", "The channel exists already.");
            case Command.Configure configure -> configured(channel, envelope, configure);
            case Command.RecordAuthorization authorization -> authorized(channel, envelope, authorization);
            case Command.Enable _ -> enabled(channel, envelope);
            case Command.Disable _ -> disabled(channel, envelope);
            case Command.Delete delete -> deleted(channel, envelope, delete);
        };
    }

    private static Decision created(CommandEnvelope envelope, Command.Create create) {
        Channel draft = Channel.draft(envelope.streamId(), create.botId(), envelope.at());
        return changed(draft, ChannelEvent.Type.CREATED, envelope, Map.of());
    }

    private static Decision configured(Channel channel, CommandEnvelope envelope, Command.Configure wanted) {
        boolean connectionChanges = channel.generation() != wanted.generation()
                || !Objects.equals(channel.environmentLabel(), wanted.environmentLabel())
                || !Objects.equals(channel.sealedCredentials(), wanted.sealedCredentials());
        boolean credentialsChange = !Objects.equals(channel.sealedCredentials(), wanted.sealedCredentials());
        AfterUnclear afterUnclear = wanted.afterUnclear() == null ? channel.afterUnclear() : wanted.afterUnclear();
        Instant now = envelope.at();
        Channel next = new Channel(
                channel.streamId(),
                channel.botId(),
                channel.version() + 1,
                null,
                connectionChanges ? ChannelStatus.CONFIGURED : channel.status(),
                wanted.generation(),
                wanted.environmentLabel(),
                wanted.sealedCredentials(),
                channel.account(),
                channel.webhookId(),
                null,
                null,
                afterUnclear,
                connectionChanges && channel.health().level() != Health.Level.HEALTHY
                        ? Health.healthy(now)
                        : channel.health(),
                null,
                channel.createdAt(),
                now);
        return changed(
                next,
                ChannelEvent.Type.CONFIGURED,
                envelope,
                Map.of(
                        "generation", wanted.generation().wire(),
                        "environmentLabel", wanted.environmentLabel(),
                        "credentials", credentialsChange ? "changed" : "unchanged"));
    }

    private static Decision authorized(
            Channel channel, CommandEnvelope envelope, Command.RecordAuthorization authorization) {
        ChannelStatus status = switch (channel.status()) {
            case DRAFT, CONFIGURED, AUTHORIZED -> ChannelStatus.AUTHORIZED;
            case ENABLED -> ChannelStatus.ENABLED;
            case DISABLED -> ChannelStatus.DISABLED;
        };
        if (channel.status() == ChannelStatus.DRAFT) {
            return new Decision.Refused(
                    "not-configured", "The channel has no keys and tokens yet: configure it first.");
        }
        Instant now = envelope.at();
        Channel next = new Channel(
                channel.streamId(),
                channel.botId(),
                channel.version() + 1,
                null,
                status,
                channel.generation(),
                channel.environmentLabel(),
                channel.sealedCredentials(),
                authorization.account(),
                authorization.webhookId(),
                null,
                null,
                channel.afterUnclear(),
                // What was noticed before now was about the time before now.
                Health.healthy(now),
                null,
                channel.createdAt(),
                now);
        return changed(
                next,
                ChannelEvent.Type.AUTHORIZED,
                envelope,
                Map.of(
                        "account", authorization.account().id(),
                        "screenName", authorization.account().screenName(),
                        "webhookId", authorization.webhookId()));
    }

    private static Decision enabled(Channel channel, CommandEnvelope envelope) {
        return switch (channel.status()) {
            case DRAFT, CONFIGURED ->
                new Decision.Refused("not-authorized", "The channel is not authorized yet: authorize it first.");
            case AUTHORIZED, DISABLED ->
                changed(
                        channel.with(ChannelStatus.ENABLED, envelope.at()),
                        ChannelEvent.Type.ENABLED,
                        envelope,
                        Map.of());
            case ENABLED -> new Decision.Unchanged(channel.version());
        };
    }

    private static Decision disabled(Channel channel, CommandEnvelope envelope) {
        return switch (channel.status()) {
            case DRAFT, CONFIGURED, AUTHORIZED ->
                new Decision.Refused("not-enabled", "The channel was never enabled, so there is nothing to disable.");
            case ENABLED ->
                changed(
                        channel.with(ChannelStatus.DISABLED, envelope.at()),
                        ChannelEvent.Type.DISABLED,
                        envelope,
                        Map.of());
            case DISABLED -> new Decision.Unchanged(channel.version());
        };
    }

    private static Decision deleted(Channel channel, CommandEnvelope envelope, Command.Delete delete) {
        Map<String, String> details = new HashMap<>();
        if (!delete.warnings().isEmpty()) {
            details.put("warnings", String.join(" ", delete.warnings()));
        }
        ChannelEvent event = new ChannelEvent(
                channel.streamId(),
                channel.botId(),
                channel.version() + 1,
                ChannelEvent.Type.DELETED,
                envelope.at(),
                envelope.actor(),
                details);
        return new Decision.Changed(null, event);
    }

    private static Decision changed(
            Channel next, ChannelEvent.Type type, CommandEnvelope envelope, Map<String, String> details) {
        return new Decision.Changed(
                next,
                new ChannelEvent(
                        next.streamId(), next.botId(), next.version(), type, envelope.at(), envelope.actor(), details));
    }
}

package io.channeladapter.config.decide;

import io.channeladapter.common.channel.AfterFailure;
import io.channeladapter.common.channel.AfterUnclear;
import io.channeladapter.common.channel.Channel;
import io.channeladapter.common.channel.ChannelEvent;
import io.channeladapter.common.channel.ChannelStatus;
import io.channeladapter.common.channel.Connection;
import io.channeladapter.common.channel.PreviousSecret;
import io.channeladapter.common.channel.Refetch;
import io.channeladapter.common.channel.TwitterAccount;
import io.channeladapter.common.outbox.OutboxCommand;
import io.channeladapter.config.command.Command;
import io.channeladapter.config.command.CommandEnvelope;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Decides on commands. Pure; the time is the envelope's.
 *
 * <p>{@code reseal} leaves every status as it is and makes no command of a person stale; it is refused with {@code retry}
 * where other texts are stored than those that were sealed anew.
 *
 * <p>{@code ask-replay} notes that Twitter is being asked for a gap, before it is; it is refused with
 * {@code replay-not-due} where that gap is asked for already, has grown, or is none.
 *
 * <p>{@code cancel-replies} and {@code release-sending} are handed on to the egress, and make no command stale.
 *
 * <p>A {@code +} stands for a connection that waits to be authorized beside the one in use, whose status it does not
 * touch: {@code enabled+} goes on serving by the old connection, while its owner sees it as configured.
 *
 * <table>
 * <caption>Transitions; {@code =} changes nothing and is accepted, a code refuses</caption>
 * <tr><th>status</th><th>create</th><th>configure: as in use</th><th>configure: other</th><th>record-authorization</th><th>enable</th><th>disable</th><th>delete</th></tr>
 * <tr><td>none</td><td>draft</td><td colspan="6">not-found</td></tr>
 * <tr><td>draft</td><td>already-exists</td><td colspan="2">configured</td><td>not-configured</td><td>not-authorized</td><td>not-enabled</td><td>deleted</td></tr>
 * <tr><td>configured</td><td>already-exists</td><td colspan="2">configured</td><td>authorized</td><td>not-authorized</td><td>not-enabled</td><td>deleted</td></tr>
 * <tr><td>authorized</td><td>already-exists</td><td>authorized</td><td>authorized+</td><td>authorized</td><td>enabled</td><td>not-enabled</td><td>deleted</td></tr>
 * <tr><td>authorized+</td><td>already-exists</td><td>authorized</td><td>authorized+</td><td>authorized</td><td>not-authorized</td><td>not-enabled</td><td>deleted</td></tr>
 * <tr><td>enabled</td><td>already-exists</td><td>enabled</td><td>enabled+</td><td>enabled</td><td>=</td><td>disabled</td><td>deleted</td></tr>
 * <tr><td>enabled+</td><td>already-exists</td><td>enabled</td><td>enabled+</td><td>enabled</td><td>=</td><td>disabled+</td><td>deleted</td></tr>
 * <tr><td>disabled</td><td>already-exists</td><td>disabled</td><td>disabled+</td><td>disabled</td><td>enabled</td><td>=</td><td>deleted</td></tr>
 * <tr><td>disabled+</td><td>already-exists</td><td>disabled</td><td>disabled+</td><td>disabled</td><td>not-authorized</td><td>=</td><td>deleted</td></tr>
 * </table>
 *
 * <p>A command that expects a version from before the last change by a person, or one that is still to come, is refused
 * with {@code stale-version} before anything else is looked at. What the adapter itself noticed since then makes no
 * command stale.
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
        if (expected != null && (expected < channel.lastChange() || expected > channel.version())) {
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
            case Command.Reseal(Map<String, String> texts) -> resealed(channel, envelope, texts);
            case Command.RecordReplay(int letters, String ids) ->
                changed(
                        // Nothing but the version is another one, and no one's If-Match is stale for it.
                        channel.with(channel.health(), envelope.at()),
                        ChannelEvent.Type.LETTERS_REPLAYED,
                        envelope,
                        Map.of("letters", String.valueOf(letters), "ids", ids));
            case Command.CancelReplies(String userId, String replyId) ->
                ordered(channel, envelope, OutboxCommand.Kind.CANCEL, userId, replyId);
            case Command.ReleaseSending _ -> ordered(channel, envelope, OutboxCommand.Kind.RELEASE, null, null);
            case Command.AskReplay ask -> replayAsked(channel, envelope, ask);
            case Command.Delete delete -> deleted(channel, envelope, delete);
        };
    }

    private static Decision created(CommandEnvelope envelope, Command.Create create) {
        Channel draft = Channel.draft(envelope.streamId(), create.botId(), envelope.at());
        return changed(draft, ChannelEvent.Type.CREATED, envelope, Map.of());
    }

    private static Decision configured(Channel channel, CommandEnvelope envelope, Command.Configure wanted) {
        AfterUnclear afterUnclear = Objects.requireNonNullElse(wanted.afterUnclear(), channel.afterUnclear());
        AfterFailure afterFailure = Objects.requireNonNullElse(wanted.afterFailure(), channel.whenFailed());
        Channel next = channel.entering(wanted.connection(), afterUnclear, wanted.previousSecret(), envelope.at())
                .with(afterFailure);
        Connection before = channel.entered();
        boolean sameCredentials = before != null && before.sealedCredentials().equals(wanted.sealedCredentials());
        Map<String, String> details = new HashMap<>();
        details.put("generation", wanted.generation().wire());
        String label = wanted.environmentLabel();
        if (label != null) {
            details.put("environmentLabel", label);
        }
        details.put("credentials", sameCredentials ? "unchanged" : "changed");
        if (afterUnclear != channel.afterUnclear()) {
            details.put("afterUnclear", afterUnclear.wire());
        }
        if (afterFailure != channel.whenFailed()) {
            details.put("afterFailure", afterFailure.wire());
        }
        PreviousSecret kept = wanted.previousSecret();
        if (kept != null && !kept.equals(channel.previousSecret())) {
            details.put("previousSecretValidUntil", kept.validUntil().toString());
        }
        if (next.pending() != null) {
            details.put("waits", "until authorized");
        }
        return changed(next, ChannelEvent.Type.CONFIGURED, envelope, details);
    }

    private static Decision authorized(
            Channel channel, CommandEnvelope envelope, Command.RecordAuthorization authorization) {
        if (channel.status() == ChannelStatus.DRAFT) {
            return new Decision.Refused(
                    "not-configured", "The channel has no keys and tokens yet: configure it first.");
        }
        TwitterAccount account = authorization.account();
        return changed(
                channel.authorized(account, authorization.webhookId(), envelope.at()),
                ChannelEvent.Type.AUTHORIZED,
                envelope,
                Map.of(
                        "account", account.id(),
                        "screenName", account.screenName(),
                        "webhookId", authorization.webhookId()));
    }

    private static Decision enabled(Channel channel, CommandEnvelope envelope) {
        return switch (channel.status()) {
            case DRAFT, CONFIGURED ->
                new Decision.Refused("not-authorized", "The channel is not authorized yet: authorize it first.");
            case AUTHORIZED, DISABLED ->
                channel.pending() == null
                        ? changed(
                                // While it was not enabled it missed nothing.
                                channel.with(ChannelStatus.ENABLED, envelope.at())
                                        .with(channel.refetch().upTo(envelope.at())),
                                ChannelEvent.Type.ENABLED,
                                envelope,
                                Map.of())
                        : new Decision.Refused(
                                "not-authorized",
                                "What was entered last is not authorized yet: authorize it first, then enable.");
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

    private static Decision resealed(Channel channel, CommandEnvelope envelope, Map<String, String> texts) {
        if (!texts.keySet().containsAll(channel.sealedTexts())) {
            return new Decision.Refused(
                    "retry",
                    "The channel's keys and tokens were changed meanwhile: seal those anew that are there now.");
        }
        Channel next = channel.resealed(texts, envelope.at());
        return next.sealedTexts().equals(channel.sealedTexts())
                ? new Decision.Unchanged(channel.version())
                : changed(next, ChannelEvent.Type.RESEALED, envelope, Map.of());
    }

    // Nothing of the channel but its version is another one: what waits is the egress's, and no one's If-Match is
    // stale.
    private static Decision ordered(
            Channel channel,
            CommandEnvelope envelope,
            OutboxCommand.Kind kind,
            @Nullable String userId,
            @Nullable String replyId) {
        Channel next = channel.with(channel.health(), envelope.at());
        Map<String, String> details = new HashMap<>();
        if (userId != null) {
            details.put("person", userId);
        }
        if (replyId != null) {
            details.put("reply", replyId);
        }
        ChannelEvent.Type type = switch (kind) {
            case CANCEL -> ChannelEvent.Type.REPLIES_CANCELLED;
            case RELEASE -> ChannelEvent.Type.SENDING_RELEASED;
        };
        return new Decision.Changed(
                next,
                event(next, type, envelope, details),
                new OutboxCommand(channel.streamId(), kind, userId, replyId, envelope.actor(), envelope.at()));
    }

    private static Decision replayAsked(Channel channel, CommandEnvelope envelope, Command.AskReplay ask) {
        Refetch.Gap gap = channel.refetch().gap();
        boolean isDue = channel.status() == ChannelStatus.ENABLED
                && gap != null
                && gap.from().equals(ask.from())
                && gap.until().equals(ask.until())
                && gap.attempts() + 1 == ask.attempt();
        return isDue
                ? new Decision.Noted(channel.with(channel.refetch()
                        .with(new Refetch.Gap(ask.from(), ask.until(), ask.attempt(), envelope.at(), envelope.at()))))
                : new Decision.Refused("replay-not-due", "This span is not, or no longer, to be asked for.");
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
        return new Decision.Changed(next, event(next, type, envelope, details));
    }

    private static ChannelEvent event(
            Channel next, ChannelEvent.Type type, CommandEnvelope envelope, Map<String, String> details) {
        return new ChannelEvent(
                next.streamId(), next.botId(), next.version(), type, envelope.at(), envelope.actor(), details);
    }
}

package io.channeladapter.config.decide;

import io.channeladapter.common.channel.Channel;
import io.channeladapter.common.channel.ChannelEvent;
import io.channeladapter.common.channel.ChannelSignal;
import io.channeladapter.common.channel.ChannelSignal.Examined;
import io.channeladapter.common.channel.ChannelSignal.Kind;
import io.channeladapter.common.channel.ChannelStatus;
import io.channeladapter.common.channel.Condition;
import io.channeladapter.common.channel.Health;
import io.channeladapter.common.channel.Vitals;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Turns what a service noticed into a channel's health and vitals. Pure; the time is the signal's.
 *
 * <table>
 * <caption>What raises a condition, and what takes it away</caption>
 * <tr><th>condition</th><th>level</th><th>raised by</th><th>over by</th></tr>
 * <tr><td>credentials-refused</td><td>broken</td><td>signal, examined</td><td>sending-works, answer-sent, examined</td></tr>
 * <tr><td>permission-missing</td><td>broken</td><td>signal</td><td>sending-works, answer-sent</td></tr>
 * <tr><td>account-restricted</td><td>broken</td><td>signal</td><td>sending-works, answer-sent, the signal's time</td></tr>
 * <tr><td>account-revoked</td><td>broken</td><td>signal</td><td>sending-works, answer-sent, examined: alive and subscribed</td></tr>
 * <tr><td>webhook-invalid, subscription-missing</td><td>broken</td><td>examined</td><td>examined</td></tr>
 * <tr><td>bad-signatures</td><td>degraded</td><td>signal</td><td>10 minutes</td></tr>
 * <tr><td>quota-nearly-spent</td><td>degraded</td><td>signal</td><td>the limit's reset</td></tr>
 * <tr><td>messages-unreadable</td><td>degraded</td><td>signal</td><td>48 hours</td></tr>
 * <tr><td>sending-paused</td><td>degraded</td><td>signal</td><td>sending-released</td></tr>
 * <tr><td>silent</td><td>degraded</td><td>signal</td><td>event-seen</td></tr>
 * <tr><td>events-missed</td><td>degraded</td><td>{@link FoldMissed}</td><td>3 days</td></tr>
 * </table>
 *
 * Whatever is over by its time goes with the next signal of any kind, and an authorization takes away everything. What
 * is new, and what is over, is a new version and an event: {@code recovered} where nothing remains, else
 * {@code degraded}. A signal that repeats what is known is written at most every few minutes, in the same version and
 * without an event, and so are vitals. Signals about a draft, about a channel that does not exist, or from before the
 * present connection change no health.
 */
public final class FoldSignal {
    /** Who is named as the actor of what the adapter does by itself. */
    static final String ACTOR = "adapter";

    /** Services notice the same trouble at nearly the same time, and their signals may come in another order. */
    private static final Duration OUT_OF_ORDER = Duration.ofMinutes(1);

    private FoldSignal() {}

    /** What the signal changes; null for a channel that does not exist. */
    public static Folded fold(@Nullable Channel channel, ChannelSignal signal) {
        if (channel == null || channel.status() == ChannelStatus.DRAFT) {
            return new Folded.Unchanged();
        }
        boolean aboutMissed = switch (signal.kind()) {
            case EVENTS_MISSED, REPLAY_ASKED, REPLAY_REFUSED, REPLAY_ENDED -> true;
            case CREDENTIALS_REFUSED,
                    PERMISSION_MISSING,
                    ACCOUNT_RESTRICTED,
                    ACCOUNT_REVOKED,
                    BAD_SIGNATURES,
                    QUOTA_NEARLY_SPENT,
                    MESSAGES_UNREADABLE,
                    SILENT,
                    SENDING_WORKS,
                    SENDING_PAUSED,
                    SENDING_RELEASED,
                    EVENT_SEEN,
                    ANSWER_SENT,
                    EXAMINED -> false;
        };
        if (aboutMissed) {
            return FoldMissed.fold(channel, signal);
        }
        boolean outdated = isOutdated(channel.health(), signal.at());
        if (outdated && signal.kind() != Kind.EVENT_SEEN && signal.kind() != Kind.ANSWER_SENT) {
            return new Folded.Unchanged();
        }
        Channel noted = noted(channel, signal);
        return outdated ? quietly(channel, noted) : folded(channel, noted, signal);
    }

    /** What the signal changes of the health, where {@code noted} is the channel with all that it changes besides. */
    static Folded folded(Channel channel, Channel noted, ChannelSignal signal) {
        Health before = channel.health();
        Conditions conditions = new Conditions(before, signal);
        Health health = health(before, conditions.present(), signal.at());
        boolean news = !conditions.raised().isEmpty()
                || !conditions.cleared().isEmpty()
                || !conditions.expired().isEmpty();
        if (!news) {
            return quietly(channel, conditions.refreshed() ? noted.refreshed(health) : noted);
        }
        Channel next = noted.with(health, signal.at());
        ChannelEvent event = new ChannelEvent(
                next.streamId(),
                next.botId(),
                next.version(),
                conditions.present().isEmpty() ? ChannelEvent.Type.RECOVERED : ChannelEvent.Type.DEGRADED,
                signal.at(),
                ACTOR,
                details(health, conditions, signal));
        return new Folded.Changed(next, event);
    }

    private static Folded quietly(Channel before, Channel after) {
        return after.equals(before) ? new Folded.Unchanged() : new Folded.Noted(after);
    }

    private static Channel noted(Channel channel, ChannelSignal signal) {
        Vitals vitals = VitalSigns.after(channel.vitals(), signal);
        Channel noted = vitals == null || vitals.equals(channel.vitals()) ? channel : channel.with(vitals);
        Examined found = signal.examined();
        String webhookId = found == null ? null : found.webhookId();
        return webhookId == null || webhookId.equals(channel.webhookId()) ? noted : noted.withWebhook(webhookId);
    }

    // An authorization makes the channel healthy from then on, and so tells where the present connection began.
    private static boolean isOutdated(Health health, Instant at) {
        Instant begin = health.conditions().stream()
                .map(Condition::since)
                .min(Instant::compareTo)
                .map(since -> since.minus(OUT_OF_ORDER))
                .orElse(health.since());
        return at.isBefore(begin);
    }

    private static Health health(Health before, List<Condition> present, Instant at) {
        if (present.isEmpty()) {
            return before.level() == Health.Level.HEALTHY ? before : Health.healthy(at);
        }
        Condition worst = present.getFirst();
        return new Health(
                worst.level(),
                worst.cause(),
                worst.detail(),
                worst.level() == before.level() ? before.since() : at,
                present);
    }

    private static Map<String, String> details(Health health, Conditions conditions, ChannelSignal signal) {
        List<Condition> over = Stream.concat(conditions.cleared().stream(), conditions.expired().stream())
                .toList();
        List<Condition> about = !conditions.raised().isEmpty()
                ? conditions.raised()
                : conditions.present().isEmpty() ? over : conditions.present();
        Map<String, String> details = new HashMap<>();
        details.put("level", health.level().name().toLowerCase(Locale.ROOT));
        details.put("cause", about.getFirst().cause());
        details.put("detail", detail(conditions, over, signal));
        details.put("noticedBy", signal.service());
        if (!over.isEmpty()) {
            details.put("over", causes(over));
        }
        if (conditions.present().size() > 1
                || (!over.isEmpty() && !conditions.present().isEmpty())) {
            details.put("remaining", causes(conditions.present()));
        }
        return details;
    }

    private static String detail(Conditions conditions, List<Condition> over, ChannelSignal signal) {
        if (!conditions.raised().isEmpty()) {
            return signal.detail();
        }
        String first = conditions.cleared().isEmpty()
                ? "It has not been noticed again: " + causes(over) + "."
                : signal.detail();
        return conditions.present().isEmpty()
                ? first
                : first + " Still wrong: "
                        + conditions.present().stream()
                                .map(c -> HealthWords.of(c.cause()).happened())
                                .collect(Collectors.joining(" "));
    }

    private static String causes(List<Condition> conditions) {
        return conditions.stream().map(Condition::cause).collect(Collectors.joining(", "));
    }
}

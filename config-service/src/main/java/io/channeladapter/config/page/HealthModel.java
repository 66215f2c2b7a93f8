package io.channeladapter.config.page;

import io.channeladapter.common.channel.Channel;
import io.channeladapter.common.channel.Condition;
import io.channeladapter.common.channel.Vitals;
import io.channeladapter.config.decide.HealthWords;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How well a channel does, in words.
 *
 * @param conditions all that is wrong, the worst first
 * @param lastEvent when Twitter last sent an event
 * @param lastAnswer when Twitter last took a message
 * @param examined when the connection was last examined
 * @param checks what was found then
 */
public record HealthModel(
        List<Wrong> conditions, String lastEvent, String lastAnswer, String examined, List<Check> checks) {
    public HealthModel {
        conditions = List.copyOf(conditions);
        checks = List.copyOf(checks);
    }

    /**
     * One thing that is wrong.
     *
     * @param level how bad it is
     * @param happened what is wrong
     * @param detail what was noticed this time; empty where it says no more
     * @param todo what to do about it
     * @param since when it began
     * @param seen when it was last noticed, and by what
     * @param until when it ends by itself; empty where something must tell that it is over
     */
    public record Wrong(
            String level, String happened, String detail, String todo, String since, String seen, String until) {}

    /**
     * One thing that was examined.
     *
     * @param result {@code passed}, {@code failed} or {@code unknown}
     * @param title what was looked at
     * @param detail what was found
     */
    public record Check(String result, String title, String detail) {}

    static HealthModel of(Channel channel) {
        Vitals vitals = Objects.requireNonNullElse(channel.vitals(), Vitals.NONE);
        return new HealthModel(
                Objects.requireNonNullElse(channel.health().conditions(), List.<Condition>of()).stream()
                        .map(HealthModel::wrong)
                        .toList(),
                time(vitals.lastEventAt(), "none seen yet"),
                time(vitals.lastAnswerAt(), "none seen yet"),
                time(vitals.examinedAt(), "not yet"),
                List.of(
                        check(
                                vitals.credentialsAlive(),
                                "Keys and tokens",
                                "Twitter takes them.",
                                "Twitter refuses them."),
                        check(
                                vitals.webhookValid(),
                                "Webhook",
                                "Registered at Twitter, and valid.",
                                "Not registered at Twitter, or not valid."),
                        check(
                                vitals.subscribed(),
                                "Subscription",
                                "The account is subscribed.",
                                "The account is not subscribed, so that no event arrives.")));
    }

    private static Wrong wrong(Condition condition) {
        Instant until = condition.until();
        HealthWords.Words words = HealthWords.of(condition.cause());
        return new Wrong(
                condition.level().name().toLowerCase(Locale.ROOT),
                words.happened(),
                condition.detail().equals(words.happened()) ? "" : condition.detail(),
                words.todo(),
                Words.time(condition.since()),
                Words.time(condition.lastSeenAt()) + ", by " + condition.noticedBy(),
                until == null ? "" : Words.time(until));
    }

    private static Check check(@Nullable Boolean well, String title, String good, String bad) {
        if (well == null) {
            return new Check("unknown", title, "Not known yet.");
        }
        return well ? new Check("passed", title, good) : new Check("failed", title, bad);
    }

    private static String time(@Nullable Instant at, String none) {
        return at == null ? none : Words.time(at);
    }
}

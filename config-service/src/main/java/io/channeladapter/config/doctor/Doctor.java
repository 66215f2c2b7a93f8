package io.channeladapter.config.doctor;

import io.channeladapter.common.channel.Channel;
import io.channeladapter.common.channel.Connection;
import io.channeladapter.common.secret.Sealer;
import io.channeladapter.common.secret.UnsealableException;
import io.channeladapter.common.topic.KnownTopics;
import io.channeladapter.common.topic.Topics;
import io.channeladapter.common.twitter.Credentials;
import io.channeladapter.common.twitter.TwitterApis;
import io.channeladapter.config.authorize.CallbackProbe;
import io.channeladapter.config.authorize.StepResult.Result;
import io.channeladapter.config.authorize.Target;
import io.channeladapter.config.change.CallbackUrls;
import io.channeladapter.config.doctor.Examination.Check;
import io.channeladapter.config.doctor.Examination.Finding;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Examines a channel from end to end and changes nothing, here or at Twitter. What is looked at is the connection in use,
 * or where there is none yet what was entered. Safe for many threads.
 */
public final class Doctor {
    private final Sealer sealer;
    private final CallbackUrls callbackUrls;
    private final TwitterApis twitter;
    private final CallbackProbe probe;
    private final TwitterClock twitterClock;
    private final KnownTopics topics;
    private final InstantSource clock;

    /** @param probe one that asks once: what is wrong now is to be told now */
    public Doctor(
            Sealer sealer,
            CallbackUrls callbackUrls,
            TwitterApis twitter,
            CallbackProbe probe,
            TwitterClock twitterClock,
            KnownTopics topics,
            InstantSource clock) {
        this.sealer = sealer;
        this.callbackUrls = callbackUrls;
        this.twitter = twitter;
        this.probe = probe;
        this.twitterClock = twitterClock;
        this.topics = topics;
        this.clock = clock;
    }

    /** Looks at everything; takes some seconds where much is wrong. */
    public Examination examine(Channel channel) {
        return examine(channel, Watcher.NONE);
    }

    /** Looks at everything, and tells of each look as it begins and ends. */
    public Examination examine(Channel channel, Watcher watcher) {
        Chart chart = new Chart(clock, watcher);
        Connection connection = channel.inUse();
        if (connection == null) {
            chart.failed(
                    Check.CONFIGURATION,
                    "The channel has no keys and tokens yet. Enter them under Configurations, then authorize.");
            chart.look(Check.TOPICS, () -> topics(channel));
            return chart.skippingTheRest("Not looked at, since the channel is not configured.");
        }
        Target target;
        try {
            Credentials credentials = Credentials.open(connection.sealedCredentials(), sealer, channel.streamId());
            target = Target.of(connection, credentials, callbackUrls.of(channel.streamId()));
        } catch (UnsealableException e) {
            chart.failed(
                    Check.CONFIGURATION,
                    "The stored keys cannot be opened: they were sealed with another keyset than this service has. Have"
                            + " the operator set secrets.keyset right, or enter the keys and tokens again.");
            chart.look(Check.TOPICS, () -> topics(channel));
            return chart.skippingTheRest("Not looked at, since the stored keys cannot be opened.");
        }
        chart.passed(Check.CONFIGURATION, "Keys and tokens are stored and can be opened.");
        // Keys that were made anew at Twitter wait here: what is wrong with the old ones is no news then.
        boolean waits = channel.pending() != null;
        if (waits) {
            chart.look(Check.STATUS, () -> LookAtState.status(channel));
        }
        chart.look(Check.TOPICS, () -> topics(channel));
        chart.look(Check.CLOCK, () -> LookAtTwitter.clock(twitterClock.compare()));
        new LookAtTwitter(twitter.of(target.generation()), probe, target, channel).addTo(chart);
        if (!waits) {
            chart.look(Check.STATUS, () -> LookAtState.status(channel));
        }
        chart.look(Check.HEALTH, () -> LookAtState.health(channel));
        chart.look(Check.TRAFFIC, () -> LookAtState.traffic(channel));
        return chart.done();
    }

    private Seen topics(Channel channel) {
        List<String> missing = Stream.of(Topics.botEvents(channel.botId()), Topics.botReplies(channel.botId()))
                .filter(topic -> !topics.exists(topic))
                .toList();
        return missing.isEmpty()
                ? Seen.right("The topics of bot " + channel.botId() + " are there.")
                : Seen.wrong("Kafka has no topic " + String.join(" and no topic ", missing)
                        + ": it was deleted. Have the operator create it again; creating another channel of the bot does"
                        + " that too.");
    }

    /**
     * What a look found.
     *
     * @param result how it is
     * @param detail in words
     */
    record Seen(Result result, String detail) {
        static Seen right(String detail) {
            return new Seen(Result.PASSED, detail);
        }

        static Seen wrong(String detail) {
            return new Seen(Result.FAILED, detail);
        }

        static Seen skipped(String detail) {
            return new Seen(Result.SKIPPED, detail);
        }
    }

    /** The findings of one examination, as they come. One thread. */
    static final class Chart {
        private final InstantSource clock;
        private final Watcher watcher;
        private final List<Finding> findings = new ArrayList<>();

        Chart(InstantSource clock, Watcher watcher) {
            this.clock = clock;
            this.watcher = watcher;
        }

        /** Looks, and takes the time; true where it is right. */
        boolean look(Check check, Supplier<Seen> look) {
            long begun = clock.millis();
            watcher.began(check);
            Seen seen = look.get();
            Finding finding = new Finding(check, seen.result(), seen.detail(), Math.max(0, clock.millis() - begun));
            findings.add(finding);
            watcher.ended(finding);
            return seen.result() == Result.PASSED;
        }

        void passed(Check check, String detail) {
            look(check, () -> Seen.right(detail));
        }

        void failed(Check check, String detail) {
            look(check, () -> Seen.wrong(detail));
        }

        void skipped(Check check, String detail) {
            look(check, () -> Seen.skipped(detail));
        }

        Examination skippingTheRest(String why) {
            for (Check check : Check.values()) {
                if (findings.stream().noneMatch(finding -> finding.check() == check)) {
                    skipped(check, why);
                }
            }
            return done();
        }

        Examination done() {
            return new Examination(findings);
        }
    }
}

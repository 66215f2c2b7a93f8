package io.channeladapter.egress.anomaly;

import io.channeladapter.common.channel.Conversation;
import io.channeladapter.common.channel.StreamId;
import io.channeladapter.egress.anomaly.Verdict.Anomaly;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Looks at what bots write, and finds what looks like a mistake. It is told of each reply when that is accepted, of each
 * message when it was sent, and of each message that a person wrote; times may come a little out of order.
 *
 * <p>It remembers, in memory alone, so much at most: 10,000 conversations and 10,000 channels, those that were heard of
 * last, in some megabytes. What it forgets, by a restart or by their number, makes it find a mistake later, never one
 * that is none: counts begin anew, and what is usual for a channel is learned anew before anything is a flood.
 *
 * <p>Until it is told of a first message of a person, which an older router does not do, every reply counts as asked
 * for.
 *
 * <p>A reply with the priority {@code broadcast} is never part of a flood: who writes to many at once says so by it, and
 * gets what the people who write leave of the limits. The same text twice to one person counts whatever the priority.
 *
 * <p>One thread.
 */
public final class Watch {
    private static final int MOST = 10_000;

    private final Thresholds thresholds;
    private final Map<Conversation, Talk> talks = newest();
    private final Map<StreamId, Flow> flows = newest();
    private Instant knownSince;
    private boolean hears;

    /** @param start from when on it is told of everything */
    public Watch(Thresholds thresholds, Instant start) {
        this.thresholds = thresholds;
        this.knownSince = start;
    }

    private record Talk(Loop loop, Repeats repeats) {}

    /** A reply was accepted, for the first time. */
    public Optional<Verdict> accepted(Conversation conversation, String text, boolean broadcast, Instant at) {
        Repeats repeats = talk(conversation).repeats;
        if (!hears) {
            repeats.received();
        }
        int times = repeats.accepted(text, at);
        if (times > 0) {
            return Optional.of(new Verdict(
                    Anomaly.REPEATED_TEXT,
                    "The bot wrote the same text " + times + " times to person " + conversation.userId() + " within "
                            + minutes() + ".",
                    conversation.userId()));
        }
        return !broadcast && flow(conversation.streamId(), at).accepted(at) && hears
                ? Optional.of(new Verdict(
                        Anomaly.FLOOD,
                        "The bot writes far more replies than usual, and nobody asked for them. What is meant for many"
                                + " is to be sent with the priority broadcast.",
                        null))
                : Optional.empty();
    }

    /**
     * Twitter took a message of the bot.
     *
     * @param began when its call began
     * @param ended when the answer to that was known
     */
    public void sent(Conversation conversation, Instant began, Instant ended) {
        talk(conversation).loop.sent(began, ended);
    }

    /** A person wrote. */
    public Optional<Verdict> received(Conversation conversation, Instant at) {
        hears = true;
        flow(conversation.streamId(), at).received(at);
        Talk talk = talk(conversation);
        talk.repeats.received();
        return talk.loop.received(at)
                ? Optional.of(new Verdict(
                        Anomaly.BOT_LOOP,
                        "Person " + conversation.userId() + " answered the bot " + thresholds.loopTurns()
                                + " times in a row within "
                                + thresholds.loopWithin().toMillis() / 1_000.0
                                + " s each, which no person does: it is probably a bot, too.",
                        conversation.userId()))
                : Optional.empty();
    }

    /** The owner released the channel: what was counted counts no more. */
    public void released(StreamId streamId) {
        talks.keySet().removeIf(conversation -> conversation.streamId().equals(streamId));
        Flow flow = flows.get(streamId);
        if (flow != null) {
            flow.released();
        }
    }

    private String minutes() {
        return thresholds.window().toMinutes() + " minutes";
    }

    private Talk talk(Conversation conversation) {
        Talk talk = talks.computeIfAbsent(conversation, _ -> new Talk(new Loop(thresholds), new Repeats(thresholds)));
        forgetOne(talks);
        return talk;
    }

    private Flow flow(StreamId streamId, Instant at) {
        Flow flow = flows.computeIfAbsent(streamId, _ -> new Flow(thresholds, knownSince));
        if (forgetOne(flows)) {
            // Of a channel that is new here nobody knows any more whether it is new.
            knownSince = at;
        }
        return flow;
    }

    private static <K, V> boolean forgetOne(Map<K, V> map) {
        if (map.size() <= MOST) {
            return false;
        }
        var oldest = map.keySet().iterator();
        oldest.next();
        oldest.remove();
        return true;
    }

    private static <K, V> Map<K, V> newest() {
        return new LinkedHashMap<>(16, 0.75f, true);
    }
}

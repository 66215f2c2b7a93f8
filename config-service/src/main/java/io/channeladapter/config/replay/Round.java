package io.channeladapter.config.replay;

import io.channeladapter.common.channel.Channel;
import io.channeladapter.common.channel.StreamId;
import io.channeladapter.common.secret.Secret;
import io.channeladapter.config.letter.Done;
import io.channeladapter.config.letter.Letter;
import io.channeladapter.config.letter.LetterId;
import io.channeladapter.config.letter.Refusal;
import io.channeladapter.config.letterbox.Opened;
import io.channeladapter.config.replay.Replayed.Each;
import io.channeladapter.config.replay.Replayed.Fate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Sends the letters of one channel again, one after the other: the next is tried when the ingress has the one before, so
 * that their order stays. One thread, one use.
 */
final class Round {
    private final Door door;
    private final Asked asked;
    private final long deadline;
    private final List<Each> letters = new ArrayList<>();
    private final Map<Letter.Origin, LetterId> sent = new HashMap<>();
    private @Nullable String stopped;

    Round(Door door, Asked asked, Duration atMost) {
        this.door = door;
        this.asked = asked;
        this.deadline = door.ticker().nanos() + atMost.toNanos();
    }

    /**
     * The way to the ingress.
     *
     * @param front takes webhooks
     * @param pace of all rounds together
     * @param ticker the time that passes
     */
    record Door(FrontDoor front, Pace pace, Ticker ticker) {}

    /**
     * What is asked for.
     *
     * @param channel whose letters they are; empty where it is not there
     * @param key signs them; null where the channel has none
     * @param dryRun whether nothing is to be sent
     * @param done which were sent again before
     * @param again whether the one who asks insists
     * @param now the time
     */
    record Asked(
            Optional<Channel> channel,
            @Nullable Secret key,
            boolean dryRun,
            Map<LetterId, Done> done,
            boolean again,
            Instant now) {}

    /** Goes through the letters. */
    void run(List<Opened> opened) throws InterruptedException {
        for (Opened letter : opened) {
            letters.add(each(letter));
        }
    }

    /** What became of each. */
    List<Each> letters() {
        return letters;
    }

    /** Why it ended early; null where it did not. */
    @Nullable
    String stopped() {
        return stopped;
    }

    private Each each(Opened opened) throws InterruptedException {
        Letter letter = opened.letter();
        Optional<Refusal> refusal = Refusal.of(
                letter, opened.json(), asked.channel(), asked.done().get(letter.id()), asked.again(), asked.now());
        if (refusal.isPresent()) {
            return new Each(
                    letter, Fate.REFUSED, refusal.get().code(), refusal.get().text());
        }
        LetterId same = sent.get(letter.origin());
        if (same != null) {
            return new Each(letter, Fate.SENT, null, "It is the same webhook as " + same + ", and goes with it.");
        }
        Each each = asked.dryRun() ? new Each(letter, Fate.SENT, null, "") : bring(opened);
        if (each.fate() == Fate.SENT) {
            sent.put(letter.origin(), letter.id());
        }
        return each;
    }

    private Each bring(Opened opened) throws InterruptedException {
        Letter letter = opened.letter();
        Secret key = asked.key();
        if (key == null || stopped != null) {
            return new Each(letter, Fate.LEFT, null, "");
        }
        StreamId streamId = asked.channel().orElseThrow().streamId();
        Duration wait = door.pace().take();
        String why = "The time of one request was up; the rest is sent by asking once more.";
        while (wait.toNanos() < deadline - door.ticker().nanos()) {
            door.ticker().pass(wait);
            switch (door.front().bring(streamId, opened, key)) {
                case FrontDoor.Answer.Taken _ -> {
                    return new Each(letter, Fate.SENT, null, "");
                }
                case FrontDoor.Answer.Refused(String refused) -> {
                    return new Each(letter, Fate.REFUSED, "ingress", refused);
                }
                case FrontDoor.Answer.Shut(String shut) -> {
                    stopped = shut;
                    return new Each(letter, Fate.LEFT, null, "");
                }
                case FrontDoor.Answer.Later(Duration in, String later) -> {
                    wait = in;
                    why = later;
                }
            }
        }
        stopped = why;
        return new Each(letter, Fate.LEFT, null, "");
    }
}

package io.channeladapter.config.page;

import io.channeladapter.config.letter.Refusal;
import io.channeladapter.config.letter.Turn;
import io.channeladapter.config.replay.Replayed;
import io.channeladapter.config.replay.Replayed.Fate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What became of dead letters that were to be sent again, or would become of them.
 *
 * @param preview whether nothing was sent yet
 * @param title all of it in a sentence
 * @param rows each letter that was looked at
 * @param sent how many were sent, or would be
 * @param passed what was passed over, in a sentence; empty for nothing
 * @param more whether others are meant that were not looked at
 * @param next after which turn those begin; empty for the first
 * @param yields whether some would be sent if one insisted
 * @param stopped why it ended early; empty where it did not
 * @param unrecorded whether the history does not tell of it
 */
public record ReplayModel(
        boolean preview,
        String title,
        List<Row> rows,
        int sent,
        String passed,
        boolean more,
        String next,
        boolean yields,
        String stopped,
        boolean unrecorded) {
    public ReplayModel {
        rows = List.copyOf(rows);
    }

    /**
     * A letter.
     *
     * @param id its name
     * @param at when it was given up, in UTC
     * @param reason why
     * @param state for its badge
     * @param word the same in a word
     * @param text why it is refused, or what else is to be said; empty for nothing
     */
    public record Row(String id, String at, String reason, String state, String word, String text) {
        static Row of(Replayed.Each each, boolean preview) {
            return new Row(
                    each.letter().id().toString(),
                    Words.time(each.letter().at()),
                    each.letter().reason(),
                    switch (each.fate()) {
                        case SENT -> "passed";
                        case REFUSED -> "failed";
                        case LEFT -> "waiting";
                    },
                    switch (each.fate()) {
                        case SENT -> preview ? "would be sent" : "sent";
                        case REFUSED -> preview ? "cannot be sent" : "not sent";
                        case LEFT -> "not yet";
                    },
                    each.text());
        }
    }

    static ReplayModel of(Replayed replayed) {
        boolean preview = replayed.dryRun();
        int sent = replayed.count(Fate.SENT);
        return new ReplayModel(
                preview,
                title(replayed, sent),
                replayed.letters().stream().map(each -> Row.of(each, preview)).toList(),
                sent,
                passed(replayed),
                replayed.more(),
                Optional.ofNullable(replayed.next()).map(Turn::toString).orElse(""),
                yields(replayed),
                Objects.requireNonNullElse(replayed.stopped(), ""),
                replayed.unrecorded());
    }

    private static String title(Replayed replayed, int sent) {
        int refused = replayed.count(Fate.REFUSED);
        int left = replayed.count(Fate.LEFT);
        return (replayed.dryRun() ? sent + " would be sent again" : sent + " sent again")
                + (refused > 0 ? ", " + refused + " cannot be" : "")
                + (left > 0 ? ", " + left + " not yet" : "") + ".";
    }

    private static boolean yields(Replayed replayed) {
        return replayed.sentAlready() + replayed.failedAgain() > 0
                || replayed.letters().stream().map(Replayed.Each::code).anyMatch(Refusal::yields);
    }

    private static String passed(Replayed replayed) {
        int done = replayed.sentAlready();
        int failed = replayed.failedAgain();
        return done + failed == 0
                ? ""
                : "Passed over: " + done + " that were sent again before, " + failed
                        + " that were sent again and failed again.";
    }
}

package io.channeladapter.config.letterbox;

import io.channeladapter.config.letter.Letter;
import io.channeladapter.config.letter.LetterId;
import io.channeladapter.config.letter.LetterSearch;
import io.channeladapter.config.letter.Turn;
import io.channeladapter.config.log.NotReadException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The dead letters, read when asked for. Safe for many threads. */
public interface Letterbox {
    /**
     * Finds dead letters, the newest first.
     *
     * @param wanted what is not wanted counts as if it were not there
     * @throws NotReadException where others look already, or Kafka does not answer
     */
    Found find(LetterSearch search, Predicate<Letter> wanted) throws NotReadException, InterruptedException;

    /**
     * Takes dead letters out with their bytes, the oldest first: the webhooks in the order in which they were accepted,
     * then the others.
     *
     * @param after only those whose turn is later; null for all
     * @param wanted what is not wanted counts as if it were not there
     * @throws NotReadException where others look already, or Kafka does not answer
     */
    Oldest oldest(LetterSearch search, @Nullable Turn after, Predicate<Letter> wanted)
            throws NotReadException, InterruptedException;

    /**
     * One with its bytes; empty where there is none of this name, or not any more.
     *
     * @throws NotReadException where others look already, or Kafka does not answer
     */
    Optional<Opened> open(LetterId id) throws NotReadException, InterruptedException;

    /**
     * What was found.
     *
     * @param letters the newest first
     * @param next where the next page begins; null where there is none
     * @param from since when everything was looked at
     * @param to up to when; null up to the moment of asking
     * @param whole whether that is all that was asked for; else there was more than one look may cost
     */
    record Found(
            List<Letter> letters,
            @Nullable String next,
            Instant from,
            @Nullable Instant to,
            boolean whole) {
        public Found {
            letters = List.copyOf(letters);
        }
    }

    /**
     * Letters to be sent again.
     *
     * @param letters in their turns; at most as many as the search says, fewer where their bytes are many
     * @param more whether there are others that the search means
     * @param fromTheFirst whether nothing older was left out
     */
    record Oldest(List<Opened> letters, boolean more, boolean fromTheFirst) {
        public Oldest {
            letters = List.copyOf(letters);
        }
    }
}

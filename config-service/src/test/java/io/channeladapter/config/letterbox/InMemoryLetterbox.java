package io.channeladapter.config.letterbox;

import io.channeladapter.common.channel.StreamId;
import io.channeladapter.common.topic.Topics;
import io.channeladapter.config.letter.Letter;
import io.channeladapter.config.letter.LetterId;
import io.channeladapter.config.letter.LetterSearch;
import io.channeladapter.config.letter.Turn;
import io.channeladapter.config.log.NotReadException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Dead letters in memory. Safe for many threads. */
public final class InMemoryLetterbox implements Letterbox {
    private final Map<LetterId, Opened> letters = Collections.synchronizedMap(new LinkedHashMap<>());
    private volatile boolean away;

    /** From now on nothing can be read. */
    public void away() {
        away = true;
    }

    /** Puts one in. */
    public void put(Letter letter, String body) {
        letters.put(
                letter.id(),
                new Opened(
                        letter,
                        List.of(new Opened.Header("remote-address", "192.0.2.7")),
                        body.getBytes(StandardCharsets.UTF_8)));
    }

    /** A webhook of this channel that was given up. */
    public static Letter webhook(long offset, StreamId channel, String reason, Instant at) {
        return letter(offset, channel.value(), Topics.WEBHOOKS.name(), reason, at, null);
    }

    /** Any letter, in partition 3, with the same offset where it came from. */
    public static Letter letter(
            long offset, String key, String origin, String reason, Instant at, @Nullable LetterId replayOf) {
        return new Letter(
                new LetterId(3, offset),
                key,
                reason,
                "in a sentence",
                new Letter.Origin(origin, 3, offset),
                "bot-router",
                at,
                2,
                replayOf);
    }

    @Override
    public Found find(LetterSearch search, Predicate<Letter> wanted) throws NotReadException {
        List<Letter> found = matching(search, wanted).stream()
                .map(Opened::letter)
                .sorted(Comparator.comparing(Letter::mark))
                .toList();
        boolean more = found.size() > search.limit();
        return new Found(
                more ? found.subList(0, search.limit()) : found,
                more ? found.get(search.limit() - 1).mark().cursor() : null,
                search.from(),
                search.to(),
                true);
    }

    @Override
    public Oldest oldest(LetterSearch search, @Nullable Turn after, Predicate<Letter> wanted) throws NotReadException {
        List<Opened> found =
                matching(search, letter -> (after == null || letter.turn().compareTo(after) > 0) && wanted.test(letter))
                        .stream()
                        .sorted(Comparator.comparing(opened -> opened.letter().turn()))
                        .toList();
        boolean more = found.size() > search.limit();
        return new Oldest(more ? found.subList(0, search.limit()) : found, more, true);
    }

    @Override
    public Optional<Opened> open(LetterId id) throws NotReadException {
        requireThere();
        return Optional.ofNullable(letters.get(id));
    }

    private List<Opened> matching(LetterSearch search, Predicate<Letter> wanted) throws NotReadException {
        requireThere();
        return List.copyOf(letters.values()).stream()
                .filter(opened -> search.matches(opened.letter()) && wanted.test(opened.letter()))
                .toList();
    }

    private void requireThere() throws NotReadException {
        if (away) {
            throw new NotReadException(NotReadException.Reason.UNAVAILABLE);
        }
    }
}

package io.channeladapter.common.message;

import io.channeladapter.common.message.EventData.Media;
import io.channeladapter.common.message.EventData.Person;
import io.channeladapter.common.message.EventData.Url;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A public post, as far as Twitter described it: of one that was deleted no more is known than its id and its author's.
 *
 * @param id Twitter's id
 * @param author who wrote it; null where Twitter does not say
 * @param text as a person reads it: in full, unescaped, links expanded, the link of attached media removed
 * @param rawText as Twitter sent it
 * @param createdAt when it was written
 * @param inReplyTo what it answers; null where it answers nothing
 * @param repostOf id of the tweet that it passes on; null where it is one of its own
 * @param quoteOf id of the tweet that it quotes; null where it quotes none
 * @param media attached media
 * @param urls links in the text
 */
public record Tweet(
        String id,
        @Nullable Person author,
        @Nullable String text,
        @Nullable String rawText,
        @Nullable Instant createdAt,
        @Nullable InReplyTo inReplyTo,
        @Nullable String repostOf,
        @Nullable String quoteOf,
        List<Media> media,
        List<Url> urls) {

    /**
     * What a tweet answers.
     *
     * @param tweetId null where it answers a person, but no tweet
     * @param userId who is answered
     */
    public record InReplyTo(
            @Nullable String tweetId, @Nullable String userId) {}

    /** A tweet of which no more is known. */
    public static Tweet of(String id, @Nullable Person author) {
        return new Tweet(id, author, null, null, null, null, null, null, List.of(), List.of());
    }
}

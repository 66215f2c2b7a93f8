package io.channeladapter.router.read;

import com.fasterxml.jackson.databind.JsonNode;
import io.channeladapter.common.message.EventData.Person;
import io.channeladapter.common.message.Tweet;
import io.channeladapter.common.message.Tweet.InReplyTo;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads public posts in the words of v1.1, as Account Activity has them. */
final class Tweets {
    /** By what a tweet's own media stand in its text. */
    static final Predicate<String> MEDIA_LINK = Pattern.compile(
                    "https?://(?:www\\.|mobile\\.)?(?:twitter|x)\\.com/[^/]+/status/[0-9]+/(?:photo|video)/[0-9]+")
            .asMatchPredicate();

    private Tweets() {}

    /** A tweet that was written; empty where it lacks its id or its author's. */
    static Optional<TwitterEvent> created(
            JsonNode tweet, @Nullable Boolean authorBlocked, Context context, JsonNode raw) {
        return tweet(tweet)
                .flatMap(read -> Optional.ofNullable(read.author())
                        .map(author -> new TwitterEvent.Tweeted(
                                context.forUserId(), author, read, authorBlocked, context.timeOf(tweet), raw)));
    }

    /** A tweet that was deleted. */
    static Optional<TwitterEvent> deleted(JsonNode event, Context context, JsonNode raw) {
        JsonNode status = event.path("status");
        return id(status)
                .map(id -> new TwitterEvent.TweetDeleted(
                        context.forUserId(),
                        Tweet.of(
                                id,
                                Fields.id(status, "user_id")
                                        .map(context.people()::person)
                                        .orElse(null)),
                        context.timeOf(event),
                        raw));
    }

    /** A tweet that was liked. */
    static Optional<TwitterEvent> favorited(JsonNode event, Context context, JsonNode raw) {
        Person by = People.embedded(event.path("user")).orElse(null);
        return tweet(event.path("favorited_status"))
                .map(tweet -> new TwitterEvent.Favorited(
                        context.forUserId(),
                        Fields.text(event, "id").filter(Fields::fitsAsId).orElseGet(() -> Fields.digest(event)),
                        by,
                        tweet,
                        context.timeOf(event),
                        raw));
    }

    private static Optional<Tweet> tweet(JsonNode tweet) {
        return id(tweet).map(id -> tweet(id, tweet));
    }

    private static Tweet tweet(String id, JsonNode tweet) {
        // A repost's own text is cut.
        JsonNode written = tweet.path("retweeted_status").isObject() ? tweet.path("retweeted_status") : tweet;
        JsonNode whole =
                written.path("extended_tweet").path("full_text").isTextual() ? written.path("extended_tweet") : written;
        String rawText = whole.has("full_text")
                ? whole.path("full_text").asText("")
                : whole.path("text").asText("");
        JsonNode media = whole.path("extended_entities").has("media")
                ? whole.path("extended_entities").path("media")
                : whole.path("entities").path("media");
        List<JsonNode> attached = AttachedMedia.in(media);
        MessageText text =
                MessageText.of(rawText, whole.path("entities").path("urls"), AttachedMedia.links(attached), MEDIA_LINK);
        return new Tweet(
                id,
                People.embedded(tweet.path("user")).orElse(null),
                text.text(),
                rawText,
                Fields.time(tweet).orElse(null),
                inReplyTo(tweet),
                id(tweet.path("retweeted_status")).orElse(null),
                id(tweet.path("quoted_status"))
                        .or(() -> Fields.text(tweet, "quoted_status_id_str").filter(Fields::fitsAsId))
                        .orElse(null),
                attached.stream().map(AttachedMedia::read).toList(),
                text.urls());
    }

    private static @Nullable InReplyTo inReplyTo(JsonNode tweet) {
        String tweetId = Fields.text(tweet, "in_reply_to_status_id_str")
                .or(() -> Fields.text(tweet, "in_reply_to_status_id"))
                .orElse(null);
        String userId = Fields.id(tweet, "in_reply_to_user_id_str")
                .or(() -> Fields.id(tweet, "in_reply_to_user_id"))
                .orElse(null);
        return tweetId == null && userId == null ? null : new InReplyTo(tweetId, userId);
    }

    private static Optional<String> id(JsonNode tweet) {
        return Fields.text(tweet, "id_str").or(() -> Fields.text(tweet, "id")).filter(Fields::fitsAsId);
    }
}

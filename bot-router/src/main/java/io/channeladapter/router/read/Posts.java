package io.channeladapter.router.read;

import com.fasterxml.jackson.databind.JsonNode;
import io.channeladapter.common.message.EventData.Person;
import io.channeladapter.common.message.Tweet;
import io.channeladapter.common.message.Tweet.InReplyTo;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Reads public posts in the words of v2, as X Activity has them: what a post refers to stands beside it. */
final class Posts {
    private final JsonNode includes;
    private final Context context;
    private final JsonNode raw;

    /**
     * @param includes what the events refer to
     * @param context with the people of {@code includes}
     */
    Posts(JsonNode includes, Context context, JsonNode raw) {
        this.includes = includes;
        this.context = context;
        this.raw = raw;
    }

    /** A post that was written; empty where it lacks its id or its author's. */
    Optional<TwitterEvent> created(JsonNode post) {
        return id(post, "id")
                .map(id -> post(id, post))
                .flatMap(read -> Optional.ofNullable(read.author())
                        .map(author -> new TwitterEvent.Tweeted(
                                context.forUserId(), author, read, null, context.timeOf(post), raw)));
    }

    /** A post that was deleted. */
    Optional<TwitterEvent> deleted(JsonNode payload) {
        return id(payload, "id")
                .map(id -> new TwitterEvent.TweetDeleted(
                        context.forUserId(), Tweet.of(id, author(payload, "author_id")), context.timeOf(payload), raw));
    }

    /** A post that was liked. Who liked it is the account, unless the account wrote it. */
    Optional<TwitterEvent> liked(JsonNode payload) {
        return id(payload, "liked_tweet_id").map(tweetId -> {
            Tweet tweet = included(tweetId)
                    .map(post -> post(tweetId, post))
                    .orElseGet(() -> Tweet.of(tweetId, author(payload, "liked_tweet_author_id")));
            return new TwitterEvent.Favorited(
                    context.forUserId(),
                    id(payload, "id").or(() -> Fields.eventUuid(raw)).orElseGet(() -> Fields.digest(payload)),
                    liker(payload, tweet.author()),
                    tweet,
                    context.timeOf(payload),
                    raw);
        });
    }

    private @Nullable Person liker(JsonNode payload, @Nullable Person author) {
        String account = context.forUserId();
        String direction = raw.path("data").path("filter").path("direction").asText("");
        Optional<Person> named = Fields.id(payload, "user_id")
                .or(() -> Fields.id(payload, "liking_user_id"))
                .map(context.people()::person);
        if (named.isPresent()) {
            return named.get();
        }
        boolean isOutbound = direction.equals("outbound")
                || (!direction.equals("inbound")
                        && author != null
                        && !author.id().equals(account));
        if (isOutbound) {
            return account == null ? null : context.people().person(account);
        }
        return author == null ? null : context.people().theOther(author.id()).orElse(null);
    }

    private Tweet post(String id, JsonNode post) {
        String repostOf = reference(post, "retweeted");
        // A repost's own text is cut.
        JsonNode written = Optional.ofNullable(repostOf)
                .flatMap(this::included)
                .filter(original -> original.path("text").isTextual())
                .orElse(post);
        JsonNode whole = written.path("note_tweet").path("text").isTextual() ? written.path("note_tweet") : written;
        String rawText = whole.path("text").asText("");
        JsonNode entities = whole.has("entities") ? whole.path("entities") : written.path("entities");
        MessageText text = MessageText.of(rawText, entities.path("urls"), List.of(), Tweets.MEDIA_LINK);
        return new Tweet(
                id,
                author(post, "author_id"),
                text.text(),
                rawText,
                Fields.time(post).orElse(null),
                inReplyTo(post),
                repostOf,
                reference(post, "quoted"),
                media(written).map(AttachedMedia::readV2).toList(),
                text.urls());
    }

    private @Nullable Person author(JsonNode parent, String name) {
        return Fields.id(parent, name).map(context.people()::person).orElse(null);
    }

    private @Nullable InReplyTo inReplyTo(JsonNode post) {
        String tweetId = reference(post, "replied_to");
        String userId = Fields.id(post, "in_reply_to_user_id")
                .or(() -> Optional.ofNullable(tweetId)
                        .flatMap(this::included)
                        .flatMap(answered -> Fields.id(answered, "author_id")))
                .orElse(null);
        return tweetId == null && userId == null ? null : new InReplyTo(tweetId, userId);
    }

    private static @Nullable String reference(JsonNode post, String type) {
        return StreamSupport.stream(post.path("referenced_tweets").spliterator(), false)
                .filter(reference -> reference.path("type").asText("").equals(type))
                .flatMap(reference -> id(reference, "id").stream())
                .findFirst()
                .orElse(null);
    }

    private Stream<JsonNode> media(JsonNode post) {
        Set<String> keys = StreamSupport.stream(
                        post.path("attachments").path("media_keys").spliterator(), false)
                .map(JsonNode::asText)
                .collect(Collectors.toSet());
        return StreamSupport.stream(includes.path("media").spliterator(), false)
                .filter(media -> keys.contains(media.path("media_key").asText("")));
    }

    private Optional<JsonNode> included(String tweetId) {
        return StreamSupport.stream(includes.path("tweets").spliterator(), false)
                .map(tweet -> tweet.path("data").isObject() ? tweet.path("data") : tweet)
                .filter(tweet -> id(tweet, "id").filter(tweetId::equals).isPresent())
                .findFirst();
    }

    private static Optional<String> id(JsonNode parent, String name) {
        return Fields.text(parent, name).filter(Fields::fitsAsId);
    }
}

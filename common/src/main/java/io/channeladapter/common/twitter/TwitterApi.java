package io.channeladapter.common.twitter;

import io.channeladapter.common.channel.TwitterAccount;
import java.net.URI;
import java.time.Instant;
import java.util.List;

/**
 * Twitter's API as the adapter uses it, one implementation for each {@code ApiGeneration}. Where a generation has no
 * environments the argument is empty and not looked at, and so is the webhook where subscriptions belong to an
 * environment. Every call blocks for at most the client's time-out
 * and ends in an answer, never in an exception, but for an interrupt, which is answered as
 * {@link Refusal.Kind#UNCLEAR}. Safe for many threads.
 */
public interface TwitterApi {

    /** Whose keys these are, and what they may do. */
    TwitterAnswer<VerifiedAccount> verifyCredentials(Credentials credentials);

    /** The webhooks registered in this environment. */
    TwitterAnswer<List<Webhook>> webhooks(Credentials credentials, String environment);

    /** Registers a webhook; Twitter challenges the address before it answers. */
    TwitterAnswer<Webhook> registerWebhook(Credentials credentials, String environment, URI url);

    /** Has Twitter challenge the webhook again; one that was invalid becomes valid. */
    TwitterAnswer<Done> challengeWebhook(Credentials credentials, String environment, String webhookId);

    /** Removes a webhook. */
    TwitterAnswer<Done> removeWebhook(Credentials credentials, String environment, String webhookId);

    /** Subscribes the account of the credentials to the webhook; one that is subscribed already is a success. */
    TwitterAnswer<Done> subscribe(Credentials credentials, String environment, String webhookId);

    /** Whether the account of the credentials is subscribed to the webhook. */
    TwitterAnswer<Boolean> subscribed(Credentials credentials, String environment, String webhookId);

    /** Ends the subscription of an account to the webhook. */
    TwitterAnswer<Done> unsubscribe(Credentials credentials, String environment, String webhookId, String userId);

    /**
     * Asks Twitter to send again what it sent or tried to send to the webhook; refused as {@code PERMANENT} without a call
     * where the generation has none of that. Twitter keeps a day, and takes no time to come.
     *
     * @param from begin of the span, rounded down to the minute
     * @param until its end, rounded up to the minute
     */
    TwitterAnswer<ReplayJob> replay(Credentials credentials, String webhookId, Instant from, Instant until);

    /**
     * Uploads a file for one direct message of this account, and waits until Twitter has processed it. Takes the
     * client's time-out for each piece, and up to ten minutes for the processing of a video. Nobody sees what was
     * uploaded before it is sent, so an upload whose fate is unclear can be made again without harm.
     */
    TwitterAnswer<UploadedMedia> uploadMedia(Credentials credentials, MediaFile media);

    /** Sends a direct message. */
    TwitterAnswer<SentMessage> sendMessage(Credentials credentials, OutgoingMessage message);

    /** Shows the recipient for about three seconds that the account types. */
    TwitterAnswer<Done> indicateTyping(Credentials credentials, String recipientId);

    /** Marks the messages of a person as read, up to this one. */
    TwitterAnswer<Done> markRead(Credentials credentials, String senderId, String lastMessageId);

    /**
     * An account and the access that its tokens give.
     *
     * @param account the account
     * @param access what {@code x-access-level} said
     */
    record VerifiedAccount(TwitterAccount account, AccessLevel access) {}

    /** What tokens may do. */
    enum AccessLevel {
        READ,
        READ_WRITE,
        READ_WRITE_DIRECT_MESSAGES,
        /** Twitter did not say, or said something unknown. */
        UNKNOWN
    }

    /**
     * A registered webhook.
     *
     * @param id Twitter's id
     * @param url where it leads
     * @param valid whether its last challenge was answered well
     */
    record Webhook(String id, URI url, boolean valid) {}

    /**
     * A message that Twitter took.
     *
     * @param id Twitter's id, the same as in its echo
     */
    record SentMessage(String id) {}

    /**
     * A file that Twitter has, to be sent within a day.
     *
     * @param id Twitter's id; taken by one message only
     */
    record UploadedMedia(String id) {}

    /**
     * A replay that Twitter has begun. That it has ended comes to the webhook as {@code replay_job_status}.
     *
     * @param id Twitter's id
     */
    record ReplayJob(String id) {}

    /** A call that yields nothing but that it was done. */
    record Done() {}
}

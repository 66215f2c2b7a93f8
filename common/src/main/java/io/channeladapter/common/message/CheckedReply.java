package io.channeladapter.common.message;

import io.channeladapter.common.channel.BotId;
import io.channeladapter.common.channel.Conversation;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A bot's reply that the router found to be its bot's own and well-formed: value of {@code twitter.outbound}, key its
 * streamid.
 *
 * @param id the bot's id of it, or {@code <topic>-<partition>-<offset>} where the bot gave none; sent at most once
 * @param botId the bot that wrote it
 * @param conversation whom it is for
 * @param text the text, of at most ten messages; empty only beside media or where it only marks or types
 * @param quickReplies at most 20
 * @param buttons at most 3
 * @param mediaId id of media uploaded at Twitter for this account; null where there is none
 * @param media media that are to be uploaded first; null where there are none, or where {@code mediaId} names them
 * @param location a place to show; null for none, and never beside media
 * @param typing whether the person is shown that the bot types, first
 * @param markRead id of the message up to which the person's messages are marked as read first; null for none
 * @param priority who goes first where quota is short
 * @param expiresAt after this it is no longer sent; null for never
 * @param inReplyTo id of the event that it answers; null where the bot named none
 * @param acceptedAt when the router accepted it
 * @param traceparent W3C trace context; null where there is none
 */
public record CheckedReply(
        String id,
        BotId botId,
        Conversation conversation,
        String text,
        List<QuickReply> quickReplies,
        List<Button> buttons,
        @Nullable String mediaId,
        @Nullable MediaSource media,
        @Nullable Location location,
        boolean typing,
        @Nullable String markRead,
        Priority priority,
        @Nullable Instant expiresAt,
        @Nullable String inReplyTo,
        Instant acceptedAt,
        @Nullable String traceparent) {
    public CheckedReply {
        quickReplies = List.copyOf(quickReplies);
        buttons = List.copyOf(buttons);
    }

    /** Whether there are media in it, uploaded already or yet to be. */
    public boolean hasMedia() {
        return mediaId != null || media != null;
    }

    /** Whether there is a message in it, not just typing or a read mark. */
    public boolean hasMessage() {
        return !text.isBlank() || hasMedia() || location != null || !quickReplies.isEmpty() || !buttons.isEmpty();
    }

    /** It, with this trace context. */
    public CheckedReply tracedBy(String newTraceparent) {
        return with(media, newTraceparent);
    }

    /** It, without the bytes of the file that it may hold: all else of it takes little memory. */
    public CheckedReply withoutFile() {
        return media == null || media.base64() == null || media.base64().isEmpty()
                ? this
                : with(new MediaSource(null, ""), traceparent);
    }

    private CheckedReply with(@Nullable MediaSource newMedia, @Nullable String newTraceparent) {
        return new CheckedReply(
                id,
                botId,
                conversation,
                text,
                quickReplies,
                buttons,
                mediaId,
                newMedia,
                location,
                typing,
                markRead,
                priority,
                expiresAt,
                inReplyTo,
                acceptedAt,
                newTraceparent);
    }

    /**
     * An option to choose.
     *
     * @param label at most 36 characters
     * @param description at most 72 characters; all options of a reply have one or none has
     * @param metadata at most 1,000 characters; comes back when the person chooses it
     */
    public record QuickReply(
            String label,
            @Nullable String description,
            @Nullable String metadata) {}

    /**
     * A button that opens a page.
     *
     * @param label at most 36 characters
     * @param url http or https
     */
    public record Button(String label, String url) {}

    /**
     * Where media come from; one of the two.
     *
     * @param url http or https, fetched when the reply is sent
     * @param base64 the file itself
     */
    public record MediaSource(@Nullable URI url, @Nullable String base64) {
        public MediaSource {
            if ((url == null) == (base64 == null)) {
                throw new IllegalArgumentException("media come from a URL or are the bytes themselves");
            }
        }
    }

    /** Who goes first where quota is short. */
    public enum Priority {
        /** An answer to a person who waits. */
        live,
        /** One message to many. */
        broadcast
    }
}

package io.channeladapter.common.twitter;

import io.channeladapter.common.message.CheckedReply;
import io.channeladapter.common.message.Location;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A direct message to send.
 *
 * @param recipientId Twitter's id of the person
 * @param text at most 10,000 characters, in clear; Twitter escapes it
 * @param quickReplies at most 20
 * @param buttons at most 3
 * @param mediaId id of media uploaded for this account; null for none
 * @param location a point, or the id of one of Twitter's places; null for none, and never beside media
 */
public record OutgoingMessage(
        String recipientId,
        String text,
        List<CheckedReply.QuickReply> quickReplies,
        List<CheckedReply.Button> buttons,
        @Nullable String mediaId,
        @Nullable Location location) {
    public OutgoingMessage {
        quickReplies = List.copyOf(quickReplies);
        buttons = List.copyOf(buttons);
    }
}

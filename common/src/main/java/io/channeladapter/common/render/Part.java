package io.channeladapter.common.render;

import io.channeladapter.common.message.CheckedReply.Button;
import io.channeladapter.common.message.CheckedReply.QuickReply;
import io.channeladapter.common.message.Location;
import io.channeladapter.common.twitter.OutgoingMessage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One of the messages that a reply becomes.
 *
 * @param text within Twitter's limit; empty only beside media or a place
 * @param quickReplies with the last part alone, since Twitter shows those of the newest message alone
 * @param buttons with the last part alone
 * @param location with the last part alone; null for none
 * @param withMedia whether the reply's media go with it: with the last part alone
 */
public record Part(
        String text,
        List<QuickReply> quickReplies,
        List<Button> buttons,
        @Nullable Location location,
        boolean withMedia) {
    public Part {
        quickReplies = List.copyOf(quickReplies);
        buttons = List.copyOf(buttons);
    }

    /** A part that is text alone. */
    static Part plain(String text) {
        return new Part(text, List.of(), List.of(), null, false);
    }

    /**
     * The message to send.
     *
     * @param recipientId Twitter's id of the person
     * @param mediaId id of the reply's media, once uploaded; null where the reply has none
     */
    public OutgoingMessage to(String recipientId, @Nullable String mediaId) {
        return new OutgoingMessage(recipientId, text, quickReplies, buttons, withMedia ? mediaId : null, location);
    }

    @Override
    public String toString() {
        return "part of " + text.length() + " characters" + (withMedia ? " with media" : "");
    }
}

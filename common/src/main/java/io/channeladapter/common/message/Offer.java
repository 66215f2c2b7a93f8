package io.channeladapter.common.message;

import io.channeladapter.common.channel.Conversation;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Choices that a person was sent as numbered text, since the API has no quick replies: value of {@code twitter.offers},
 * key its streamid. By it the router turns the number that the person answers into the option's metadata.
 *
 * @param conversation who was asked
 * @param replyId the reply that asked
 * @param options in the order of their numbers, from 1
 * @param messageId Twitter's id of the message that asked; what the account writes after it ends the choice
 * @param at when it was sent
 */
public record Offer(
        Conversation conversation,
        String replyId,
        List<Option> options,
        @Nullable String messageId,
        Instant at) {
    public Offer {
        options = List.copyOf(options);
    }

    /**
     * A choice.
     *
     * @param label what stood beside the number
     * @param metadata what the bot gave it; null where it gave none
     */
    public record Option(String label, @Nullable String metadata) {}
}

package io.channeladapter.config.command;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.channeladapter.common.channel.AfterFailure;
import io.channeladapter.common.channel.AfterUnclear;
import io.channeladapter.common.channel.ApiGeneration;
import io.channeladapter.common.channel.BotId;
import io.channeladapter.common.channel.Connection;
import io.channeladapter.common.channel.PreviousSecret;
import io.channeladapter.common.channel.TwitterAccount;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What someone wants done to one channel. In JSON its kind stands in {@code type}. Secrets are sealed. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Command.Create.class, name = "create"),
    @JsonSubTypes.Type(value = Command.Configure.class, name = "configure"),
    @JsonSubTypes.Type(value = Command.RecordAuthorization.class, name = "record-authorization"),
    @JsonSubTypes.Type(value = Command.Enable.class, name = "enable"),
    @JsonSubTypes.Type(value = Command.Disable.class, name = "disable"),
    @JsonSubTypes.Type(value = Command.Reseal.class, name = "reseal"),
    @JsonSubTypes.Type(value = Command.RecordReplay.class, name = "record-replay"),
    @JsonSubTypes.Type(value = Command.AskReplay.class, name = "ask-replay"),
    @JsonSubTypes.Type(value = Command.CancelReplies.class, name = "cancel-replies"),
    @JsonSubTypes.Type(value = Command.ReleaseSending.class, name = "release-sending"),
    @JsonSubTypes.Type(value = Command.Delete.class, name = "delete")
})
public sealed interface Command {

    /**
     * Creates the channel in draft.
     *
     * @param botId the bot that it belongs to; its topics exist already
     */
    record Create(BotId botId) implements Command {}

    /**
     * Stores how the channel is to be connected. What is in use stays in use until the new is authorized.
     *
     * @param generation API generation
     * @param environmentLabel label of the dev environment at Twitter; null where the generation has none
     * @param sealedCredentials {@code Credentials}, sealed for this streamid; the very same text as before says that
     *     they are the same
     * @param afterUnclear null leaves it as it is
     * @param afterFailure null leaves it as it is
     * @param previousSecret the API secret key that is to stay valid beside the entered one; null where none is
     */
    record Configure(
            ApiGeneration generation,
            @Nullable String environmentLabel,
            String sealedCredentials,
            @Nullable AfterUnclear afterUnclear,
            @Nullable AfterFailure afterFailure,
            @Nullable PreviousSecret previousSecret)
            implements Command {
        /** What was entered. */
        public Connection connection() {
            return new Connection(generation, environmentLabel, sealedCredentials);
        }
    }

    /**
     * Records that Twitter accepted keys, webhook and subscription.
     *
     * @param account whose keys they are
     * @param webhookId Twitter's id of the registered webhook
     */
    record RecordAuthorization(TwitterAccount account, String webhookId) implements Command {}

    /** Lets messages flow. */
    record Enable() implements Command {}

    /** Stops messages; the webhook is still answered and recorded. */
    record Disable() implements Command {}

    /**
     * Puts the same secrets, sealed with another key, in the place of those that are stored.
     *
     * @param texts from each text that was stored to the one that takes its place; the same where it stays
     */
    record Reseal(Map<String, String> texts) implements Command {
        public Reseal {
            texts = Map.copyOf(texts);
        }
    }

    /**
     * Records that dead letters were sent again.
     *
     * @param letters how many
     * @param ids which, as {@code LetterIds} writes them
     */
    record RecordReplay(int letters, String ids) implements Command {}

    /**
     * Notes that Twitter is about to be asked to send again what may have been missed: who is answered that it was
     * accepted, and no one else, asks.
     *
     * @param from begin of the gap, as it stands
     * @param until its end, as it stands
     * @param attempt the number of this try, from 1
     */
    record AskReplay(Instant from, Instant until, int attempt) implements Command {}

    /** What the egress is to do with a channel's outbox; the channel itself stays as it is. */
    sealed interface OfOutbox extends Command {}

    /**
     * Cancels replies that wait.
     *
     * @param userId whose; null for those of all conversations
     * @param replyId which; null for all
     */
    record CancelReplies(@Nullable String userId, @Nullable String replyId) implements OfOutbox {}

    /** Lets a channel send again that was paused because of an anomaly. */
    record ReleaseSending() implements OfOutbox {}

    /**
     * Deletes the channel for ever.
     *
     * @param warnings what could not be cleaned up at Twitter, one sentence each
     */
    record Delete(List<String> warnings) implements Command {
        public Delete {
            warnings = List.copyOf(warnings);
        }
    }
}

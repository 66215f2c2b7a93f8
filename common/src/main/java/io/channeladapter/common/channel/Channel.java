package io.channeladapter.common.channel;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The whole state of a channel: value of {@code channel.states}, key its streamid; a tombstone deletes it.
 *
 * @param streamId the channel's name
 * @param botId the bot that it belongs to, for ever
 * @param version 1 at creation and one more with each change; the ETag of the REST interface
 * @param status where it stands
 * @param generation API generation; null in a draft
 * @param environmentLabel label of the dev environment at Twitter, case-sensitive; null where the generation has none
 * @param sealedCredentials {@code Credentials}, sealed for this streamid; null in a draft
 * @param account the Twitter account; null until authorized once
 * @param webhookId Twitter's id of the registered webhook; null until authorized once
 * @param afterUnclear what becomes of a reply whose fate stays unclear
 * @param health how well it does
 * @param createdAt when it was created
 * @param updatedAt when this version came to be
 */
public record Channel(
        StreamId streamId,
        BotId botId,
        long version,
        ChannelStatus status,
        @Nullable ApiGeneration generation,
        @Nullable String environmentLabel,
        @Nullable String sealedCredentials,
        @Nullable TwitterAccount account,
        @Nullable String webhookId,
        AfterUnclear afterUnclear,
        Health health,
        Instant createdAt,
        Instant updatedAt) {

    /** A new channel in draft. */
    public static Channel draft(StreamId streamId, BotId botId, Instant now) {
        return new Channel(
                streamId,
                botId,
                1,
                ChannelStatus.DRAFT,
                null,
                null,
                null,
                null,
                null,
                AfterUnclear.RESEND,
                Health.healthy(now),
                now,
                now);
    }

    /** Whether this user is the channel's own account. */
    public boolean isAccount(String userId) {
        return account != null && account.id().equals(userId);
    }

    /** The next version with another status. */
    public Channel with(ChannelStatus next, Instant now) {
        return new Channel(
                streamId,
                botId,
                version + 1,
                next,
                generation,
                environmentLabel,
                sealedCredentials,
                account,
                webhookId,
                afterUnclear,
                health,
                createdAt,
                now);
    }

    /** The next version with another health. */
    public Channel with(Health next, Instant now) {
        return new Channel(
                streamId,
                botId,
                version + 1,
                status,
                generation,
                environmentLabel,
                sealedCredentials,
                account,
                webhookId,
                afterUnclear,
                next,
                createdAt,
                now);
    }
}

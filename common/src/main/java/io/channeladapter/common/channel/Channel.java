package io.channeladapter.common.channel;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The whole state of a channel: value of {@code channel.states}, key its streamid; a tombstone deletes it.
 *
 * <p>A channel that was authorized once is connected by {@code generation}, {@code environmentLabel} and
 * {@code sealedCredentials}, and stays so while its owner changes them: what is entered anew is {@code pending} until
 * Twitter has accepted it, and only then takes their place.
 *
 * @param streamId the channel's name
 * @param botId the bot that it belongs to, for ever
 * @param version 1 at creation and one more with each change and each event; the ETag of the REST interface
 * @param changeVersion version of the last change by a person, null where it is the version itself; who has seen this
 *     one or a later one has seen all that a person did
 * @param status where the connection stands that is in use
 * @param generation API generation; null in a draft
 * @param environmentLabel label of the dev environment at Twitter, case-sensitive; null where the generation has none
 * @param sealedCredentials {@code Credentials}, sealed for this streamid; null in a draft
 * @param account the Twitter account; null until authorized once
 * @param webhookId Twitter's id of the registered webhook; null until authorized once
 * @param pending what was entered after the connection in use was authorized; null where there is nothing
 * @param previousSecret API secret key that is still valid beside the present one; null where there is none
 * @param afterUnclear what becomes of a reply whose fate stays unclear
 * @param afterFailure what becomes of what waits behind a failed reply; null where nothing was chosen yet
 * @param health how well it does
 * @param vitals what was seen of it last; null where nothing was yet. It changes without a new version
 * @param createdAt when it was created
 * @param updatedAt when this version came to be
 */
public record Channel(
        StreamId streamId,
        BotId botId,
        long version,
        @Nullable Long changeVersion,
        ChannelStatus status,
        @Nullable ApiGeneration generation,
        @Nullable String environmentLabel,
        @Nullable String sealedCredentials,
        @Nullable TwitterAccount account,
        @Nullable String webhookId,
        @Nullable Connection pending,
        @Nullable PreviousSecret previousSecret,
        AfterUnclear afterUnclear,
        @Nullable AfterFailure afterFailure,
        Health health,
        @Nullable Vitals vitals,
        Instant createdAt,
        Instant updatedAt) {

    /** A new channel in draft. */
    public static Channel draft(StreamId streamId, BotId botId, Instant now) {
        return new Channel(
                streamId,
                botId,
                1,
                null,
                ChannelStatus.DRAFT,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                AfterUnclear.RESEND,
                null,
                Health.healthy(now),
                null,
                now,
                now);
    }

    /** Whether this user is the channel's own account. */
    public boolean isAccount(String userId) {
        return account != null && account.id().equals(userId);
    }

    /** Where the channel stands for its owner: what waits to be authorized makes it {@code configured}. */
    @JsonIgnore
    public ChannelStatus stage() {
        return pending == null ? status : ChannelStatus.CONFIGURED;
    }

    /** The connection that was entered last, authorized or not; null in a draft. */
    @JsonIgnore
    public @Nullable Connection entered() {
        return pending == null ? inUse() : pending;
    }

    /** The connection in use; null in a draft. */
    @JsonIgnore
    public @Nullable Connection inUse() {
        return generation == null || sealedCredentials == null
                ? null
                : new Connection(generation, environmentLabel, sealedCredentials);
    }

    /** What becomes of what waits behind a failed reply. */
    public AfterFailure whenFailed() {
        return Objects.requireNonNullElse(afterFailure, AfterFailure.GO_ON);
    }

    /** The version of the last change by a person. */
    @JsonIgnore
    public long lastChange() {
        return changeVersion == null ? version : changeVersion;
    }

    /** What may have been missed; never null. */
    @JsonIgnore
    public Refetch refetch() {
        Refetch known = vitals == null ? null : vitals.refetch();
        return known == null ? Refetch.NONE : known;
    }

    /** The same version with another state of what may have been missed. */
    public Channel with(Refetch next) {
        return with(Objects.requireNonNullElse(vitals, Vitals.NONE).with(next));
    }

    /** Whether the connection in use was accepted by Twitter once. */
    @JsonIgnore
    public boolean wasAuthorized() {
        return switch (status) {
            case DRAFT, CONFIGURED -> false;
            case AUTHORIZED, ENABLED, DISABLED -> true;
        };
    }

    /**
     * The next version, with what a person entered: in use at once where nothing was authorized before, else pending
     * beside what is in use; nothing is pending where that is entered which is in use.
     *
     * @param connection what was entered
     * @param unclear what becomes of a reply whose fate stays unclear
     * @param kept API secret key that stays valid beside; null where there is none
     */
    public Channel entering(Connection connection, AfterUnclear unclear, @Nullable PreviousSecret kept, Instant now) {
        boolean beside = wasAuthorized();
        Connection used = beside ? Objects.requireNonNull(inUse(), "an authorized channel is connected") : connection;
        ChannelCopy next = ChannelCopy.byPerson(this, now);
        next.status = beside ? status : ChannelStatus.CONFIGURED;
        next.inUse = used;
        next.pending = connection.equals(used) ? null : connection;
        next.previousSecret = kept;
        next.afterUnclear = unclear;
        // What was noticed of a connection that was never authorized says nothing of another one.
        next.health = beside || health.level() == Health.Level.HEALTHY ? health : Health.healthy(now);
        return next.done();
    }

    /**
     * The next version, connected by what was entered last, which Twitter accepted.
     *
     * @throws IllegalStateException for a draft
     */
    public Channel authorized(TwitterAccount accepted, String registered, Instant now) {
        Connection connection = entered();
        if (connection == null) {
            throw new IllegalStateException("a draft cannot be authorized");
        }
        ChannelCopy next = ChannelCopy.byPerson(this, now);
        next.status = wasAuthorized() ? status : ChannelStatus.AUTHORIZED;
        next.inUse = connection;
        next.account = accepted;
        next.webhookId = registered;
        next.pending = null;
        // What was noticed before now was about the time before now.
        next.health = Health.healthy(now);
        return next.done();
    }

    /** Every text of the channel that is sealed. */
    @JsonIgnore
    public Set<String> sealedTexts() {
        return Stream.of(
                        sealedCredentials,
                        pending == null ? null : pending.sealedCredentials(),
                        previousSecret == null ? null : previousSecret.sealed())
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
    }

    /**
     * The next version, its secrets the same and sealed anew: nothing that a person did or sees.
     *
     * @param texts from each of {@link #sealedTexts} to the one that takes its place
     */
    public Channel resealed(Map<String, String> texts, Instant now) {
        ChannelCopy next = ChannelCopy.byAdapter(this, now);
        next.inUse = resealed(inUse(), texts);
        next.pending = resealed(pending, texts);
        next.previousSecret = previousSecret == null
                ? null
                : new PreviousSecret(
                        texts.getOrDefault(previousSecret.sealed(), previousSecret.sealed()),
                        previousSecret.validUntil());
        return next.done();
    }

    private static @Nullable Connection resealed(@Nullable Connection connection, Map<String, String> texts) {
        return connection == null
                ? null
                : new Connection(
                        connection.generation(),
                        connection.environmentLabel(),
                        texts.getOrDefault(connection.sealedCredentials(), connection.sealedCredentials()));
    }

    /** The next version, changed by a person to another status. */
    public Channel with(ChannelStatus next, Instant now) {
        ChannelCopy copy = ChannelCopy.byPerson(this, now);
        copy.status = next;
        return copy.done();
    }

    /** The next version with another health, as the adapter found it. */
    public Channel with(Health next, Instant now) {
        ChannelCopy copy = ChannelCopy.byAdapter(this, now);
        copy.health = next;
        return copy.done();
    }

    /** The same version; what is wrong was noticed again. */
    public Channel refreshed(Health next) {
        ChannelCopy copy = ChannelCopy.same(this);
        copy.health = next;
        return copy.done();
    }

    /** The same version with another choice of what becomes of what waits behind a failed reply. */
    public Channel with(AfterFailure next) {
        ChannelCopy copy = ChannelCopy.same(this);
        copy.afterFailure = next;
        return copy.done();
    }

    /** The same version with another webhook at Twitter. */
    public Channel withWebhook(String next) {
        ChannelCopy copy = ChannelCopy.same(this);
        copy.webhookId = next;
        return copy.done();
    }

    /** The same version with newer vitals. */
    public Channel with(Vitals next) {
        ChannelCopy copy = ChannelCopy.same(this);
        copy.vitals = next;
        return copy.done();
    }
}

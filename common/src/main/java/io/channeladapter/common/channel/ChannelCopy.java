package io.channeladapter.common.channel;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A channel while some of it is replaced, so that a change names no more than what it changes. One thread. */
final class ChannelCopy {
    private final Channel from;
    long version;

    @Nullable
    Long changeVersion;

    ChannelStatus status;

    @Nullable
    Connection inUse;

    @Nullable
    TwitterAccount account;

    @Nullable
    String webhookId;

    @Nullable
    Connection pending;

    @Nullable
    PreviousSecret previousSecret;

    AfterUnclear afterUnclear;

    @Nullable
    AfterFailure afterFailure;

    Health health;

    @Nullable
    Vitals vitals;

    Instant updatedAt;

    private ChannelCopy(Channel from) {
        this.from = from;
        version = from.version();
        changeVersion = from.changeVersion();
        status = from.status();
        inUse = from.inUse();
        account = from.account();
        webhookId = from.webhookId();
        pending = from.pending();
        previousSecret = from.previousSecret();
        afterUnclear = from.afterUnclear();
        afterFailure = from.afterFailure();
        health = from.health();
        vitals = from.vitals();
        updatedAt = from.updatedAt();
    }

    /** The same version. */
    static ChannelCopy same(Channel from) {
        return new ChannelCopy(from);
    }

    /** The next version, by a person. */
    static ChannelCopy byPerson(Channel from, Instant now) {
        ChannelCopy copy = new ChannelCopy(from);
        copy.version++;
        copy.changeVersion = null;
        copy.updatedAt = now;
        return copy;
    }

    /** The next version, by the adapter: whoever has seen the last change by a person has seen enough. */
    static ChannelCopy byAdapter(Channel from, Instant now) {
        ChannelCopy copy = byPerson(from, now);
        copy.changeVersion = from.lastChange();
        return copy;
    }

    /** The channel as it is now. */
    Channel done() {
        return new Channel(
                from.streamId(),
                from.botId(),
                version,
                changeVersion,
                status,
                inUse == null ? null : inUse.generation(),
                inUse == null ? null : inUse.environmentLabel(),
                inUse == null ? null : inUse.sealedCredentials(),
                account,
                webhookId,
                pending,
                previousSecret,
                afterUnclear,
                afterFailure,
                health,
                vitals,
                from.createdAt(),
                updatedAt);
    }
}

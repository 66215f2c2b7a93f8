package io.channeladapter.ingress.secret;

import io.channeladapter.common.channel.Channel;
import io.channeladapter.common.channel.Connection;
import io.channeladapter.common.channel.PreviousSecret;
import io.channeladapter.common.channel.StreamId;
import io.channeladapter.common.observe.LogKeys;
import io.channeladapter.common.secret.Sealer;
import io.channeladapter.common.secret.Secret;
import io.channeladapter.common.secret.UnsealableException;
import io.channeladapter.common.twitter.Credentials;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The secrets that each channel's webhooks are signed with, in memory, opened once for each change of the channel and
 * never for a request. Whether a channel is enabled does not matter here: Twitter drops a webhook that is not answered.
 *
 * <ol>
 *   <li>During a change several secrets are valid: that of the connection in use, that of the one which waits to be
 *       authorized, and for its time the one that was replaced.
 *   <li>What cannot be opened takes nothing away: what was opened for the channel before stays in use, so that a keyset
 *       which reaches one instance later than another costs no webhook.
 * </ol>
 *
 * Safe for many threads, changes come on one.
 */
public final class ChannelSecrets {
    private static final Logger LOG = LoggerFactory.getLogger(ChannelSecrets.class);

    private final Sealer sealer;
    private final Map<StreamId, Entry> channels = new ConcurrentHashMap<>();

    /** What was opened, from what, whether that was all of it, and with which edition of the keyset. */
    private record Entry(Sealed sealed, SecretLookup found, boolean whole, int edition) {}

    /** All that is sealed of a channel's secrets. */
    private record Sealed(
            String inUse,
            @Nullable String pending,
            @Nullable PreviousSecret previous) {}

    public ChannelSecrets(Sealer sealer) {
        this.sealer = sealer;
    }

    /** The channel's secrets, as of its last change. */
    public SecretLookup find(StreamId streamId) {
        Entry entry = channels.get(streamId);
        if (entry != null && !entry.whole() && entry.edition() != sealer.edition()) {
            // Another keyset may open what the former one did not.
            entry = channels.computeIfPresent(streamId, (id, now) -> open(id, now.sealed(), now));
        }
        return entry == null ? new SecretLookup.Unknown() : entry.found();
    }

    /** How many channels have credentials. */
    public int size() {
        return channels.size();
    }

    /** Takes a change of a channel; empty where it was deleted. Never throws, whatever the state holds. */
    public void changed(StreamId streamId, Optional<Channel> channel) {
        Optional<Sealed> found = channel.flatMap(ChannelSecrets::sealed);
        if (found.isEmpty()) {
            channels.remove(streamId);
            return;
        }
        Sealed sealed = found.get();
        Entry before = channels.get(streamId);
        if (before == null || !before.sealed().equals(sealed)) {
            channels.put(streamId, open(streamId, sealed, before));
        }
    }

    private static Optional<Sealed> sealed(Channel channel) {
        String inUse = channel.sealedCredentials();
        Connection pending = channel.pending();
        return inUse == null
                ? Optional.empty()
                : Optional.of(new Sealed(
                        inUse, pending == null ? null : pending.sealedCredentials(), channel.previousSecret()));
    }

    private Entry open(StreamId streamId, Sealed sealed, @Nullable Entry before) {
        int edition = sealer.edition();
        List<Secret> lasting = new ArrayList<>();
        boolean whole = true;
        for (String credentials :
                sealed.pending() == null ? List.of(sealed.inUse()) : List.of(sealed.pending(), sealed.inUse())) {
            Optional<Secret> opened =
                    tryTo(() -> Credentials.open(credentials, sealer, streamId).apiSecretKey(), streamId);
            opened.ifPresent(lasting::add);
            whole &= opened.isPresent();
        }
        PreviousSecret previous = sealed.previous();
        Optional<Secret> passing =
                previous == null ? Optional.empty() : tryTo(() -> previous.open(sealer, streamId), streamId);
        whole &= previous == null || passing.isPresent();
        if (!whole && before != null && before.found() instanceof SecretLookup.Known known) {
            return new Entry(sealed, known, false, edition);
        }
        SecretLookup found = lasting.isEmpty()
                ? new SecretLookup.Unreadable()
                : new SecretLookup.Known(
                        lasting, passing.orElse(null), previous == null ? Instant.EPOCH : previous.validUntil());
        return new Entry(sealed, found, whole, edition);
    }

    /** Opens something sealed. */
    @FunctionalInterface
    private interface Opening {
        Secret open() throws UnsealableException;
    }

    private static Optional<Secret> tryTo(Opening opening, StreamId streamId) {
        try {
            return Optional.of(opening.open());
        } catch (UnsealableException | RuntimeException e) {
            // One channel's damage must stay that channel's: the directory's thread goes on with the next record.
            LOG.atError()
                    .setCause(e)
                    .addKeyValue(LogKeys.STREAMID, streamId)
                    .log(
                            "credentials of a channel cannot be opened: check secrets.keyset, or configure the channel anew");
            return Optional.empty();
        }
    }
}

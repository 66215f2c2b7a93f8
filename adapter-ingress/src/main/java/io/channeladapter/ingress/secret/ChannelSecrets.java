package io.channeladapter.ingress.secret;

import io.channeladapter.common.channel.Channel;
import io.channeladapter.common.channel.StreamId;
import io.channeladapter.common.observe.LogKeys;
import io.channeladapter.common.secret.Sealer;
import io.channeladapter.common.secret.Secret;
import io.channeladapter.common.secret.UnsealableException;
import io.channeladapter.common.twitter.Credentials;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The secrets that each channel's webhooks are signed with, in memory, opened once for each change of the channel and
 * never for a request. Whether a channel is enabled does not matter here: Twitter drops a webhook that is not answered.
 * Safe for many threads.
 */
public final class ChannelSecrets {
    private static final Logger LOG = LoggerFactory.getLogger(ChannelSecrets.class);

    private final Sealer sealer;
    private final Map<StreamId, Entry> channels = new ConcurrentHashMap<>();

    /** What was opened, from what, and with which edition of the keyset. */
    private record Entry(String sealed, SecretLookup found, int edition) {}

    public ChannelSecrets(Sealer sealer) {
        this.sealer = sealer;
    }

    /** The channel's secrets, as of its last change. */
    public SecretLookup find(StreamId streamId) {
        Entry entry = channels.get(streamId);
        if (entry != null && entry.found() instanceof SecretLookup.Unreadable && entry.edition() != sealer.edition()) {
            // Another keyset may open what the former one did not.
            entry = channels.computeIfPresent(streamId, (id, now) -> opened(id, now.sealed()));
        }
        return entry == null ? new SecretLookup.Unknown() : entry.found();
    }

    /** How many channels have credentials. */
    public int size() {
        return channels.size();
    }

    /** Takes a change of a channel; empty where it was deleted. Never throws, whatever the state holds. */
    public void changed(StreamId streamId, Optional<Channel> channel) {
        String sealed = channel.map(Channel::sealedCredentials).orElse(null);
        if (sealed == null) {
            channels.remove(streamId);
            return;
        }
        Entry before = channels.get(streamId);
        if (before == null || !before.sealed().equals(sealed)) {
            channels.put(streamId, opened(streamId, sealed));
        }
    }

    private Entry opened(StreamId streamId, String sealed) {
        int edition = sealer.edition();
        return new Entry(sealed, open(streamId, sealed), edition);
    }

    private SecretLookup open(StreamId streamId, String sealed) {
        try {
            Secret secret = Credentials.open(sealed, sealer, streamId).apiSecretKey();
            return new SecretLookup.Known(List.of(secret));
        } catch (UnsealableException | RuntimeException e) {
            // One channel's damage must stay that channel's: the directory's thread goes on with the next record.
            LOG.atError()
                    .setCause(e)
                    .addKeyValue(LogKeys.STREAMID, streamId)
                    .log(
                            "credentials of a channel cannot be opened: check secrets.keyset, or configure the channel anew");
            return new SecretLookup.Unreadable();
        }
    }
}

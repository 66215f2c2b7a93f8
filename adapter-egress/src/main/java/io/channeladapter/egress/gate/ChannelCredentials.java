package io.channeladapter.egress.gate;

import io.channeladapter.common.channel.Channel;
import io.channeladapter.common.channel.StreamId;
import io.channeladapter.common.observe.LogKeys;
import io.channeladapter.common.secret.Sealer;
import io.channeladapter.common.secret.UnsealableException;
import io.channeladapter.common.twitter.Credentials;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The channels' credentials, unsealed once for each change. Safe for many threads. */
public final class ChannelCredentials {
    private static final Logger LOG = LoggerFactory.getLogger(ChannelCredentials.class);

    private final Sealer sealer;
    private final Map<StreamId, Unsealed> known = new ConcurrentHashMap<>();

    /**
     * Credentials of a channel.
     *
     * @param sealed as in the channel
     * @param digest tells them from others, and nothing about them
     * @param credentials in clear; null where this service's keyset does not open them
     * @param edition of the keyset that was tried
     */
    public record Unsealed(
            String sealed, String digest, @Nullable Credentials credentials, int edition) {
        boolean holdsFor(String text, Sealer sealer) {
            return sealed.equals(text) && (credentials != null || edition == sealer.edition());
        }
    }

    public ChannelCredentials(Sealer sealer) {
        this.sealer = sealer;
    }

    /** The credentials of this channel as it is now; empty where it has none. */
    Optional<Unsealed> of(Channel channel) {
        String sealed = channel.sealedCredentials();
        return sealed == null
                ? Optional.empty()
                : Optional.of(known.compute(
                        channel.streamId(),
                        (id, before) ->
                                before != null && before.holdsFor(sealed, sealer) ? before : unsealed(sealed, id)));
    }

    /** The same in clear; empty also where this service's keyset does not open them. */
    public Optional<Credentials> clear(Channel channel) {
        return of(channel).map(Unsealed::credentials);
    }

    /** Forgets those of a channel that is gone. */
    public void forget(StreamId streamId) {
        known.remove(streamId);
    }

    private Unsealed unsealed(String sealed, StreamId streamId) {
        int edition = sealer.edition();
        return new Unsealed(sealed, digest(sealed), open(sealed, streamId), edition);
    }

    private @Nullable Credentials open(String sealed, StreamId streamId) {
        try {
            return Credentials.open(sealed, sealer, streamId);
        } catch (UnsealableException e) {
            LOG.atError().setCause(e).addKeyValue(LogKeys.STREAMID, streamId).log("credentials cannot be opened");
            return null;
        }
    }

    private static String digest(String sealed) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(sealed.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JVM has no SHA-256", e);
        }
    }
}

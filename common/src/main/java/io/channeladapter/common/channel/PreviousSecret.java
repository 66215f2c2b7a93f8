package io.channeladapter.common.channel;

import io.channeladapter.common.secret.Sealer;
import io.channeladapter.common.secret.Secret;
import io.channeladapter.common.secret.UnsealableException;
import java.time.Instant;

/**
 * An API secret key that was replaced and still verifies webhooks, so that none is refused while Twitter changes over.
 *
 * @param sealed the key, sealed for {@link #context}
 * @param validUntil from when it verifies nothing any more
 */
public record PreviousSecret(String sealed, Instant validUntil) {
    /** Seals the key. */
    public static PreviousSecret seal(Secret apiSecretKey, Sealer sealer, StreamId streamId, Instant validUntil) {
        return new PreviousSecret(sealer.seal(apiSecretKey.reveal(), context(streamId)), validUntil);
    }

    /** The key. */
    public Secret open(Sealer sealer, StreamId streamId) throws UnsealableException {
        return new Secret(sealer.open(sealed, context(streamId)));
    }

    /** What it is sealed for: another context than the credentials', so that neither can be put in the other's place. */
    public static String context(StreamId streamId) {
        return streamId.value() + "/previous-secret";
    }
}

package io.channeladapter.common.secret;

import com.google.crypto.tink.Aead;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keyset as it is now: one that came from a file is read again when the file has changed, so that keys are rotated
 * without a stop. A file that cannot be used leaves the keyset as it was, and is logged once. Safe for many threads.
 */
final class KeysInUse {
    private static final Logger LOG = LoggerFactory.getLogger(KeysInUse.class);
    private static final long LOOK_AGAIN_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final @Nullable Path file;
    private final LongSupplier nanoTime;
    private volatile Keys keys;
    private volatile long lookedAt;
    /** What the file held when it was last looked at; null where it could not be read. */
    private @Nullable Secret seen;

    /**
     * A keyset, ready for use.
     *
     * @param edition counts from 1 up, with each keyset that was taken from the file
     */
    record Keys(Keyset keyset, Aead aead, int edition) {
        static Keys of(Secret json, int edition) {
            try {
                Keyset keyset = Keyset.parse(json);
                return new Keys(keyset, keyset.aead(), edition);
            } catch (GeneralSecurityException e) {
                throw new IllegalArgumentException("not a Tink keyset for AEAD in JSON", e);
            }
        }
    }

    /** @throws IllegalArgumentException where the text is no keyset */
    KeysInUse(KeysetSource source, LongSupplier nanoTime) {
        this.file = source.file();
        this.nanoTime = nanoTime;
        this.keys = Keys.of(source.json(), 1);
        this.seen = source.json();
        this.lookedAt = nanoTime.getAsLong();
    }

    /** The keys, at most a second behind the file. */
    Keys get() {
        if (file != null && nanoTime.getAsLong() - lookedAt >= LOOK_AGAIN_NANOS) {
            look(file);
        }
        return keys;
    }

    /** The keys as the file has them this moment. */
    Keys fresh() {
        if (file != null) {
            look(file);
        }
        return keys;
    }

    // Its content is compared, not its time: two changes may come within the same tick of the file system's clock.
    private synchronized void look(Path from) {
        lookedAt = nanoTime.getAsLong();
        Secret now = content(from);
        if (Objects.equals(now, seen)) {
            return;
        }
        seen = now;
        if (now == null) {
            LOG.atError()
                    .addKeyValue("file", from)
                    .log("the file of the keyset cannot be read, the keyset stays as it was");
            return;
        }
        try {
            keys = Keys.of(now, keys.edition() + 1);
            LOG.atInfo()
                    .addKeyValue("file", from)
                    .addKeyValue("keys", keys.keyset().entries())
                    .log("keyset read anew");
        } catch (IllegalArgumentException e) {
            // Without its cause, which might quote the file.
            LOG.atError()
                    .addKeyValue("file", from)
                    .log("the file holds no Tink keyset for AEAD in JSON, the keyset stays as it was");
        }
    }

    private static @Nullable Secret content(Path from) {
        try {
            String text = Files.readString(from).strip();
            return text.isEmpty() ? null : new Secret(text);
        } catch (IOException e) {
            return null;
        }
    }
}

package io.channeladapter.common.secret;

import com.google.crypto.tink.util.Bytes;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.function.LongSupplier;

/**
 * Seals text with a Tink keyset (AES-256-GCM), bound to a context: what was sealed for one channel opens for no other.
 * Sealed text is Base64. A keyset that came from a file follows it: at most a second behind, and at once where a text
 * was sealed with a key that is not known yet. Safe for many threads.
 *
 * @see <a href="https://developers.google.com/tink/aead">Tink: authenticated encryption with associated data</a>
 */
public final class Sealer {
    /** First byte of what a Tink key sealed that names itself; the key's id, 4 bytes, follows. */
    private static final byte NAMED_KEY = 1;

    private static final int PREFIX_BYTES = 5;
    /** Of Base64, for {@link #PREFIX_BYTES} and a little. */
    private static final int PREFIX_TEXT = 8;

    private final KeysInUse keys;

    private Sealer(KeysInUse keys) {
        this.keys = keys;
    }

    /**
     * A sealer with this keyset.
     *
     * @param keyset Tink keyset as JSON, in clear
     * @throws IllegalArgumentException where the text is no such keyset
     */
    public static Sealer with(Secret keyset) {
        return with(KeysetSource.of(keyset));
    }

    /**
     * A sealer that follows the keyset's file, where there is one.
     *
     * @throws IllegalArgumentException where the text is no such keyset
     */
    public static Sealer with(KeysetSource source) {
        return with(source, System::nanoTime);
    }

    static Sealer with(KeysetSource source, LongSupplier nanoTime) {
        return new Sealer(new KeysInUse(source, nanoTime));
    }

    /** A new keyset with one AES-256-GCM key, as JSON in clear. */
    public static Secret newKeyset() {
        return Keyset.fresh().json();
    }

    /** Seals the text for this context, with the primary key. */
    public String seal(String clear, String context) {
        try {
            byte[] sealed = keys.get().aead().encrypt(clear.getBytes(StandardCharsets.UTF_8), bytes(context));
            return Base64.getEncoder().encodeToString(sealed);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("sealing failed", e);
        }
    }

    /**
     * Opens what was sealed for this context.
     *
     * @throws UnsealableException where the keyset has no key for it, the context is another, or it was changed
     */
    public String open(String sealed, String context) throws UnsealableException {
        KeysInUse.Keys now = isOfUnknownKey(sealed) ? keys.fresh() : keys.get();
        try {
            byte[] clear = now.aead().decrypt(Base64.getDecoder().decode(sealed), bytes(context));
            return new String(clear, StandardCharsets.UTF_8);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new UnsealableException(context, e);
        }
    }

    /** Whether the text names a key, by its id, that the keyset does not have: it can never be opened with this one. */
    public boolean isOfUnknownKey(String sealed) {
        byte[] start = start(sealed);
        return start.length == PREFIX_BYTES
                && start[0] == NAMED_KEY
                && keys.get().keyset().prefixes().stream().noneMatch(prefix -> begins(start, prefix));
    }

    /** Whether the text was sealed with the key that seals now. */
    public boolean isOfPrimaryKey(String sealed) {
        return begins(start(sealed), keys.get().keyset().primaryPrefix());
    }

    /** Id of the key that seals from now on, the file looked at this moment. */
    public String primaryKeyId() {
        return keys.fresh().keyset().primaryId();
    }

    /** Number of the keyset in use: 1 at first, and one more with each that was read from the file. */
    public int edition() {
        return keys.get().edition();
    }

    private static byte[] start(String sealed) {
        try {
            byte[] start = Base64.getDecoder().decode(sealed.substring(0, Math.min(PREFIX_TEXT, sealed.length())));
            return Arrays.copyOf(start, Math.min(PREFIX_BYTES, start.length));
        } catch (IllegalArgumentException e) {
            return new byte[0]; // damaged
        }
    }

    private static boolean begins(byte[] start, Bytes prefix) {
        return start.length >= prefix.size()
                && Bytes.copyFrom(start, 0, prefix.size()).equals(prefix);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

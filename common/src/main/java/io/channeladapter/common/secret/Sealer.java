package io.channeladapter.common.secret;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.Configuration;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;

/**
 * Seals text with a Tink keyset (AES-256-GCM), bound to a context: what was sealed for one channel opens for no other.
 * Sealed text is Base64. Safe for many threads.
 *
 * @see <a href="https://developers.google.com/tink/aead">Tink: authenticated encryption with associated data</a>
 */
public final class Sealer {
    private static final Configuration TINK = registered();

    private final Aead aead;

    private static Configuration registered() {
        try {
            AeadConfig.register();
            return RegistryConfiguration.get();
        } catch (GeneralSecurityException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private Sealer(Aead aead) {
        this.aead = aead;
    }

    /**
     * A sealer with this keyset.
     *
     * @param keyset Tink keyset as JSON, in clear
     * @throws IllegalArgumentException where the text is no such keyset
     */
    public static Sealer with(Secret keyset) {
        try {
            KeysetHandle handle =
                    TinkJsonProtoKeysetFormat.parseKeyset(keyset.reveal(), TINK, InsecureSecretKeyAccess.get());
            return new Sealer(handle.getPrimitive(TINK, Aead.class));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("not a Tink keyset for AEAD in JSON", e);
        }
    }

    /** A new keyset with one AES-256-GCM key, as JSON in clear. */
    public static Secret newKeyset() {
        try {
            KeysetHandle handle = KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM, TINK);
            return new Secret(TinkJsonProtoKeysetFormat.serializeKeyset(handle, TINK, InsecureSecretKeyAccess.get()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JVM has no AES-256-GCM", e);
        }
    }

    /** Seals the text for this context. */
    public String seal(String clear, String context) {
        try {
            byte[] sealed = aead.encrypt(clear.getBytes(StandardCharsets.UTF_8), bytes(context));
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
        try {
            byte[] clear = aead.decrypt(Base64.getDecoder().decode(sealed), bytes(context));
            return new String(clear, StandardCharsets.UTF_8);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new UnsealableException(context, e);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

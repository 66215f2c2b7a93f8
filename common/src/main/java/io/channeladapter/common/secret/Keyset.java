package io.channeladapter.common.secret;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.Configuration;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeyStatus;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.AeadKey;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import com.google.crypto.tink.util.Bytes;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Keys of which each opens what it sealed, and one, the primary, seals. They are in the order in which they were added.
 * Immutable; prints no key.
 */
public final class Keyset {
    private static final Configuration TINK = registered();

    private final KeysetHandle handle;

    /**
     * One key, without its material.
     *
     * @param id as it stands in Tink's JSON; everything that the key sealed begins with it
     * @param enabled whether it is used at all
     * @param primary whether it seals
     */
    public record Entry(String id, boolean enabled, boolean primary) {}

    private static Configuration registered() {
        try {
            AeadConfig.register();
            return RegistryConfiguration.get();
        } catch (GeneralSecurityException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private Keyset(KeysetHandle handle) {
        this.handle = handle;
    }

    /** A new keyset with one AES-256-GCM key. */
    public static Keyset fresh() {
        try {
            return new Keyset(KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM, TINK));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JVM has no AES-256-GCM", e);
        }
    }

    /**
     * Reads Tink's JSON, in clear.
     *
     * @throws IllegalArgumentException where the text is no such keyset for AEAD
     */
    public static Keyset parse(Secret json) {
        try {
            Keyset keyset = new Keyset(
                    TinkJsonProtoKeysetFormat.parseKeyset(json.reveal(), TINK, InsecureSecretKeyAccess.get()));
            keyset.aead();
            keyset.prefixes();
            return keyset;
        } catch (GeneralSecurityException | ClassCastException e) {
            throw new IllegalArgumentException("not a Tink keyset for AEAD in JSON", e);
        }
    }

    /** Tink's JSON, in clear. */
    public Secret json() {
        try {
            return new Secret(TinkJsonProtoKeysetFormat.serializeKeyset(handle, TINK, InsecureSecretKeyAccess.get()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the keyset cannot be written", e);
        }
    }

    /** The keys, oldest first. */
    public List<Entry> entries() {
        return IntStream.range(0, handle.size())
                .mapToObj(handle::getAt)
                .map(e -> new Entry(id(e), e.getStatus().equals(KeyStatus.ENABLED), e.isPrimary()))
                .toList();
    }

    /** With one more key, which opens but does not seal yet. */
    public Keyset withNewKey() {
        return built(KeysetHandle.newBuilder(handle)
                .addEntry(KeysetHandle.generateEntryFromParameters(PredefinedAeadParameters.AES256_GCM)
                        .withRandomId()));
    }

    /** With the key that was added last as the primary. */
    public Keyset withNewestPrimary() {
        KeysetHandle.Builder builder = KeysetHandle.newBuilder(handle);
        builder.getAt(builder.size() - 1).setStatus(KeyStatus.ENABLED).makePrimary();
        return built(builder);
    }

    /**
     * Without a key: what it sealed cannot be opened any more.
     *
     * @throws IllegalArgumentException where there is no such key, or it is the primary
     */
    public Keyset without(String id) {
        Entry entry = entries().stream()
                .filter(e -> e.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the keyset has no key " + id));
        if (entry.primary()) {
            throw new IllegalArgumentException("key " + id + " is the primary: promote another first");
        }
        return built(KeysetHandle.newBuilder(handle).deleteAt(entries().indexOf(entry)));
    }

    /** Ids and states of the keys. */
    @Override
    public String toString() {
        return entries().toString();
    }

    Aead aead() throws GeneralSecurityException {
        return handle.getPrimitive(TINK, Aead.class);
    }

    /** What the texts of each enabled key begin with; nothing where its texts do not name it. */
    List<Bytes> prefixes() {
        return IntStream.range(0, handle.size())
                .mapToObj(handle::getAt)
                .filter(entry -> entry.getStatus().equals(KeyStatus.ENABLED))
                .map(Keyset::prefix)
                .toList();
    }

    /** Id of the primary. */
    String primaryId() {
        return id(handle.getPrimary());
    }

    /** What the texts of the primary begin with. */
    Bytes primaryPrefix() {
        return prefix(handle.getPrimary());
    }

    private static Bytes prefix(KeysetHandle.Entry entry) {
        return ((AeadKey) entry.getKey()).getOutputPrefix();
    }

    private static String id(KeysetHandle.Entry entry) {
        return Integer.toUnsignedString(entry.getId());
    }

    private static Keyset built(KeysetHandle.Builder builder) {
        try {
            return new Keyset(builder.setConfiguration(TINK).build());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the keyset cannot be changed", e);
        }
    }
}

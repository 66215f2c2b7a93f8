package io.channeladapter.common.settings;

import io.channeladapter.common.secret.Keyset;
import io.channeladapter.common.secret.KeysetSource;
import io.channeladapter.common.secret.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/** Settings that several services have in common and that must say the same to each of them. */
public final class SharedKeys {
    public static final Key<Integer> PARTITIONS = Key.integer(
            "topics.partitions",
            1,
            10_000,
            24,
            "Partitions of each topic that is created; it bounds how many instances of a service can share the work, and"
                    + " cannot be changed later.");
    public static final Key<Secret> KEYSET = new Key<>(
            "secrets.keyset",
            "Tink keyset for AEAD in JSON",
            null,
            true,
            "Keyset that seals the channels' keys and tokens, the same for all services; a file is read again when it has"
                    + " changed.",
            true,
            SharedKeys::keyset);
    public static final Key<URI> TWITTER_URL =
            Key.url("twitter.api-url", "https://api.twitter.com", "Where Twitter's API is.");
    public static final Key<Duration> TWITTER_TIMEOUT = Key.duration(
            "twitter.timeout", "10s", "How long a call to Twitter may take before its outcome counts as unclear.");
    public static final Key<String> LOG_LEVEL = new Key<>(
            "log.level", "ERROR, WARN, INFO or DEBUG", "INFO", true, "Least level that is logged.", false, text -> {
                if (!List.of("ERROR", "WARN", "INFO", "DEBUG").contains(text)) {
                    throw new IllegalArgumentException("no level");
                }
                return text;
            });

    /** All of them. */
    public static final List<Key<?>> ALL = List.of(PARTITIONS, KEYSET, TWITTER_URL, TWITTER_TIMEOUT, LOG_LEVEL);

    private SharedKeys() {}

    private static Secret keyset(String text) {
        Secret json = new Secret(text);
        Keyset.parse(json);
        return json;
    }

    /** The keyset and where it came from. */
    public static KeysetSource keyset(Settings settings) {
        return new KeysetSource(settings.get(KEYSET), settings.file(KEYSET).orElse(null));
    }
}

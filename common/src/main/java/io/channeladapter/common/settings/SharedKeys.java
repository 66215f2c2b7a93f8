package io.channeladapter.common.settings;

import io.channeladapter.common.media.MediaHost;
import io.channeladapter.common.media.MediaKeys;
import io.channeladapter.common.secret.Keyset;
import io.channeladapter.common.secret.KeysetSource;
import io.channeladapter.common.secret.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
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
    public static final Key<URI> TWITTER_UPLOAD_URL = Key.url(
            "twitter.upload-url",
            "https://upload.twitter.com",
            "Where Twitter's API v1.1 takes media that bots send; v2 takes them at twitter.api-url.");
    public static final Key<Duration> TWITTER_TIMEOUT = Key.duration(
            "twitter.timeout", "10s", "How long a call to Twitter may take before its outcome counts as unclear.");
    public static final Key<Secret> MEDIA_KEY = new Key<>(
            "media.key",
            "text of at least 32 characters, or several with commas between them",
            null,
            false,
            "Signs links to media, the same for router and egress; of several the first signs and all are taken, so that"
                    + " a new one can be put before the old.",
            true,
            SharedKeys::mediaKey);
    public static final Key<URI> MEDIA_URL = Key.url(
                    "media.url",
                    null,
                    "Where bots reach the egress's port of media; with media.key it gives bots links to photos and videos"
                            + " of messages, without both they get Twitter's own addresses.")
            .optional();
    public static final Key<Duration> MEDIA_LINK_LIFETIME = Key.duration(
            "media.link-lifetime",
            "24h",
            "How long a link to media can be used, counted from when the event is routed.");
    public static final Key<List<MediaHost>> MEDIA_SIGNED_HOSTS = mediaHosts(
            "media.signed-hosts",
            "ton.twitter.com,ton.x.com",
            "Hosts of media that are asked with the account's token; another than the default serves simulators.");
    public static final Key<List<MediaHost>> MEDIA_OPEN_HOSTS = mediaHosts(
            "media.open-hosts",
            "pbs.twimg.com,video.twimg.com",
            "Hosts of media that are asked without a token; another than the default serves simulators.");
    public static final Key<Duration> TWITTER_REPEATS = Key.duration(
            "twitter.repeats-for",
            "4m",
            "How long Twitter sends a webhook again by itself that was not taken, or a little less. After a longer outage"
                    + " Twitter is asked for what was missed, where the channel's generation has a replay; a very long"
                    + " time here switches that off.");
    public static final Key<String> LOG_LEVEL = new Key<>(
            "log.level", "ERROR, WARN, INFO or DEBUG", "INFO", true, "Least level that is logged.", false, text -> {
                if (!List.of("ERROR", "WARN", "INFO", "DEBUG").contains(text)) {
                    throw new IllegalArgumentException("no level");
                }
                return text;
            });

    /** All of them. */
    public static final List<Key<?>> ALL = List.of(
            PARTITIONS,
            KEYSET,
            TWITTER_URL,
            TWITTER_UPLOAD_URL,
            TWITTER_TIMEOUT,
            TWITTER_REPEATS,
            MEDIA_KEY,
            MEDIA_URL,
            MEDIA_LINK_LIFETIME,
            MEDIA_SIGNED_HOSTS,
            MEDIA_OPEN_HOSTS,
            LOG_LEVEL);

    private SharedKeys() {}

    private static Key<List<MediaHost>> mediaHosts(String name, String defaultText, String description) {
        return new Key<>(
                name,
                "host names, or addresses such as http://127.0.0.1:8070/video/, with commas between them",
                defaultText,
                true,
                description,
                false,
                text -> Arrays.stream(text.split(",", -1))
                        .map(String::strip)
                        .filter(host -> !host.isEmpty())
                        .map(MediaHost::parse)
                        .toList());
    }

    private static Secret mediaKey(String text) {
        Secret keys = new Secret(text);
        MediaKeys.parse(keys);
        return keys;
    }

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

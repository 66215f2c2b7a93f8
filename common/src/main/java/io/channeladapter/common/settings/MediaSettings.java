package io.channeladapter.common.settings;

import io.channeladapter.common.media.MediaHosts;
import io.channeladapter.common.media.MediaKeys;
import io.channeladapter.common.secret.Secret;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * What router and egress have to agree on about links to media.
 *
 * @param keys sign and verify the links
 * @param url where bots reach the egress's port of media, without a slash at its end
 * @param hosts the only ones that are asked
 */
public record MediaSettings(MediaKeys keys, URI url, MediaHosts hosts) {
    /**
     * The settings; empty where bots get no links.
     *
     * @throws InvalidSettingsException where only one of the two is set that belong together
     */
    public static Optional<MediaSettings> of(Settings settings) throws InvalidSettingsException {
        Optional<Secret> key = settings.find(SharedKeys.MEDIA_KEY);
        Optional<URI> url = settings.find(SharedKeys.MEDIA_URL);
        if (key.isPresent() != url.isPresent()) {
            String set = (key.isPresent() ? SharedKeys.MEDIA_KEY : SharedKeys.MEDIA_URL).environmentName();
            String missing = (key.isPresent() ? SharedKeys.MEDIA_URL : SharedKeys.MEDIA_KEY).environmentName();
            throw new InvalidSettingsException(List.of(set + " is set, but " + missing
                    + " is not: bots get links to media where both are set, and Twitter's"
                    + " own addresses where neither is"));
        }
        return key.map(secret -> new MediaSettings(
                MediaKeys.parse(secret),
                url.orElseThrow(),
                new MediaHosts(
                        settings.get(SharedKeys.MEDIA_SIGNED_HOSTS), settings.get(SharedKeys.MEDIA_OPEN_HOSTS))));
    }
}

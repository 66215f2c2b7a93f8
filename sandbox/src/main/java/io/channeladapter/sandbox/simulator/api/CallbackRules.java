package io.channeladapter.sandbox.simulator.api;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Which callback URLs Twitter takes: https, public, without a port, at most 200 characters. Pure.
 *
 * @param allowLoopback also take http and a port on this machine
 * @param allowedHosts also take http and a port on these hosts, lower case
 */
public record CallbackRules(boolean allowLoopback, Set<String> allowedHosts) {
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final Set<String> NOBODY = Set.of("example.com", "example.org", "example.net");
    private static final String BAD = "Webhook URL does not meet the requirements.";

    public CallbackRules {
        allowedHosts = Set.copyOf(allowedHosts);
    }

    /** Empty if the URL may be registered. */
    Optional<TwitterError> check(String url) {
        URI uri;
        try {
            uri = new URI(url);
        } catch (URISyntaxException e) {
            return Optional.of(TwitterError.badWebhook(BAD));
        }
        String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
        String host = String.valueOf(uri.getHost()).toLowerCase(Locale.ROOT);
        if (uri.getHost() == null
                || url.length() > 200
                || uri.getFragment() != null
                || !Set.of("http", "https").contains(scheme)) {
            return Optional.of(TwitterError.badWebhook(BAD));
        }
        if ((allowLoopback && LOOPBACK.contains(host)) || allowedHosts.contains(host)) {
            return Optional.empty();
        }
        if (!scheme.equals("https")) {
            return Optional.of(TwitterError.badWebhook(BAD + " Please use HTTPS."));
        }
        if (uri.getPort() != -1 || LOOPBACK.contains(host) || !host.contains(".")) {
            return Optional.of(TwitterError.badWebhook(BAD));
        }
        return NOBODY.contains(host) ? Optional.of(TwitterError.INTERNAL) : Optional.empty();
    }
}

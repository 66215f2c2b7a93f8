package io.channeladapter.common.media;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/**
 * A place where media are kept: {@code ton.twitter.com}, which means https and its usual port, or as a whole {@code
 * http://127.0.0.1:8070/video/}, with a start that all paths have.
 *
 * @param scheme https or http
 * @param host name or address, lower case
 * @param port 1 to 65535
 * @param path what a path begins with; {@code /} for any
 */
public record MediaHost(String scheme, String host, int port, String path) {
    private static final int HTTPS = 443;
    private static final int HTTP = 80;

    /**
     * Reads one.
     *
     * @throws IllegalArgumentException where it is none
     */
    public static MediaHost parse(String text) {
        try {
            URI uri = new URI(text.contains("://") ? text : "https://" + text);
            String host = uri.getHost();
            if (host == null
                    || uri.getRawUserInfo() != null
                    || uri.getRawQuery() != null
                    || uri.getRawFragment() != null
                    || !("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()))) {
                throw new IllegalArgumentException("not a host: " + text);
            }
            String path = uri.getRawPath();
            return new MediaHost(
                    uri.getScheme(), host.toLowerCase(Locale.ROOT), port(uri), path.isEmpty() ? "/" : path);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("not a host: " + text, e);
        }
    }

    /** Whether this address, and every way to read it, is here. */
    boolean holds(URI address) {
        return scheme.equals(address.getScheme())
                && address.getRawUserInfo() == null
                && address.getRawFragment() == null
                && address.getHost() != null
                && host.equals(address.getHost().toLowerCase(Locale.ROOT))
                && port == port(address)
                && isPlain(address.getRawPath())
                && address.getRawPath().startsWith(path);
    }

    // What one program reads as a step upwards, another takes as a name.
    private static boolean isPlain(String rawPath) {
        String lower = rawPath.toLowerCase(Locale.ROOT);
        return !lower.contains("%2e")
                && !lower.contains("%2f")
                && !lower.contains("%5c")
                && !(lower + "/").contains("/../")
                && !(lower + "/").contains("/./");
    }

    private static int port(URI uri) {
        return uri.getPort() >= 0 ? uri.getPort() : "https".equals(uri.getScheme()) ? HTTPS : HTTP;
    }
}

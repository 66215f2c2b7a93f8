package io.channeladapter.config.access;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Whether a request that changes something was made by one of our own pages, as far as its browser tells. Sec-Fetch-Site
 * decides where it is there, for no page can forge it and it needs no host; browsers leave it out over plain http. Pure.
 */
public final class Origin {
    private Origin() {}

    /**
     * Decides.
     *
     * @param fetchSite header Sec-Fetch-Site
     * @param origin header Origin
     * @param host header Host
     * @param forwardedHost header X-Forwarded-Host; no page can set it for a form
     */
    public static boolean isOurs(
            @Nullable String fetchSite,
            @Nullable String origin,
            @Nullable String host,
            @Nullable String forwardedHost) {
        if (fetchSite != null) {
            return fetchSite.equals("same-origin") || fetchSite.equals("none");
        }
        if (origin == null) {
            return true;
        }
        String authority = authority(origin);
        return authority != null && (authority.equalsIgnoreCase(host) || authority.equalsIgnoreCase(forwardedHost));
    }

    private static @Nullable String authority(String origin) {
        try {
            return URI.create(origin).getAuthority();
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}

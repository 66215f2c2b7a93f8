package io.channeladapter.config.http;

import io.channeladapter.config.access.Clients;
import io.javalin.http.Context;
import java.util.Map;

/** What every answer tells a browser not to do, whatever the answer is. */
final class SecurityHeaders {
    /** Load and run nothing but our own files, nothing inline; be shown in no frame; send forms to us alone. */
    static final String POLICY = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:;"
            + " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private static final Map<String, String> ALWAYS = Map.of(
            "Content-Security-Policy",
            POLICY,
            "X-Content-Type-Options",
            "nosniff",
            "X-Frame-Options",
            "DENY",
            // Not no-referrer: with that a browser sends "Origin: null" with our own forms.
            "Referrer-Policy",
            "same-origin",
            "Cross-Origin-Opener-Policy",
            "same-origin",
            "Cross-Origin-Resource-Policy",
            "same-origin",
            "Permissions-Policy",
            "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
            "Cache-Control",
            "no-store");

    private SecurityHeaders() {}

    static void add(Context ctx) {
        ALWAYS.forEach(ctx::header);
        if (Clients.isHttps(ctx)) {
            ctx.header("Strict-Transport-Security", "max-age=31536000");
        }
    }
}

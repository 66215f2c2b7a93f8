package io.channeladapter.config.page;

import io.channeladapter.common.secret.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Supplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Sessions of people who signed in. A session is its cookie: an expiry and a random name, both signed with the admin
 * token, so that every instance knows it, also after a restart, and another admin token ends them all. Safe for many
 * threads.
 */
final class Sessions {
    static final Duration LIFE = Duration.ofHours(12);

    private final Secret adminToken;
    private final Supplier<String> names;

    /** @param names fresh random text of URL-safe Base64 */
    Sessions(Secret adminToken, Supplier<String> names) {
        this.adminToken = adminToken;
        this.names = names;
    }

    /** The cookie of a new session; empty where the token is not the admin token. */
    Optional<String> signIn(String token, Instant now) {
        if (token.isEmpty() || !adminToken.equals(new Secret(token))) {
            return Optional.empty();
        }
        String claim = now.plus(LIFE).getEpochSecond() + "." + names.get();
        return Optional.of(claim + "." + signature("session." + claim));
    }

    /** The token that forms of this session carry; empty where the cookie is none of ours or has expired. */
    Optional<String> csrf(String cookie, Instant now) {
        int end = cookie.lastIndexOf('.');
        int dot = cookie.indexOf('.');
        if (dot < 1 || end <= dot) {
            return Optional.empty();
        }
        String claim = cookie.substring(0, end);
        if (!same(cookie.substring(end + 1), signature("session." + claim))) {
            return Optional.empty();
        }
        boolean alive = Long.parseLong(cookie.substring(0, dot)) > now.getEpochSecond();
        return alive ? Optional.of(signature("form." + claim)) : Optional.empty();
    }

    /** Compared in time that does not depend on where the two differ. */
    static boolean same(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }

    private String signature(String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(adminToken.bytes(), "HmacSHA256"));
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JVM has no HmacSHA256", e);
        }
    }
}

package io.channeladapter.sandbox.simulator.oauth;

import io.channeladapter.sandbox.simulator.oauth.Verdict.Reason;
import io.channeladapter.sandbox.simulator.world.App;
import io.channeladapter.sandbox.simulator.world.Grant;
import io.channeladapter.sandbox.simulator.world.World;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Recognises callers by OAuth 1.0a header or bearer token. Safe for many threads. */
public final class OAuthVerifier {
    private static final Duration TOLERANCE = Duration.ofMinutes(5);

    private final World world;
    private final NonceMemory nonces = new NonceMemory(TOLERANCE.multipliedBy(2));

    public OAuthVerifier(World world) {
        this.world = world;
    }

    /**
     * A request as far as its signature covers it.
     *
     * @param method upper case
     * @param url scheme, host, port unless it is the scheme's own, path; no query
     * @param params of query and form body, decoded
     * @param authorization the header, null if missing
     */
    public record SignedRequest(
            String method,
            String url,
            List<Param> params,
            @Nullable String authorization) {
        public SignedRequest {
            params = List.copyOf(params);
        }
    }

    /** Tells who sent a request. */
    public Verdict verify(SignedRequest request, Instant now) {
        String header = request.authorization();
        if (header == null) {
            return refused(Reason.BAD_AUTHENTICATION_DATA);
        }
        String scheme = header.toLowerCase(Locale.ROOT);
        if (scheme.startsWith("bearer ")) {
            Optional<App> app =
                    world.appByBearer(header.substring("bearer ".length()).strip());
            return app.<Verdict>map(Verdict.AppOnly::new).orElseGet(() -> refused(Reason.INVALID_TOKEN));
        }
        if (!scheme.startsWith("oauth ")) {
            return refused(Reason.BAD_AUTHENTICATION_DATA);
        }
        try {
            return verify(request, oauthParams(header.substring("oauth ".length())), now);
        } catch (IllegalArgumentException e) {
            return refused(Reason.BAD_AUTHENTICATION_DATA);
        }
    }

    private Verdict verify(SignedRequest request, Map<String, String> oauth, Instant now) {
        String key = oauth.get("oauth_consumer_key");
        String token = oauth.get("oauth_token");
        String signature = oauth.get("oauth_signature");
        String nonce = oauth.get("oauth_nonce");
        String timestamp = oauth.get("oauth_timestamp");
        if (key == null || token == null || signature == null || nonce == null || timestamp == null) {
            return refused(Reason.BAD_AUTHENTICATION_DATA);
        }
        Optional<App> app = world.appByKey(key);
        if (app.isEmpty()
                || !"HMAC-SHA1".equals(oauth.get("oauth_signature_method"))
                || !"1.0".equals(oauth.getOrDefault("oauth_version", "1.0"))) {
            return refused(Reason.COULD_NOT_AUTHENTICATE);
        }
        Optional<Grant> grant = world.grantByToken(token)
                .filter(found -> found.appId().equals(app.get().id()) && !found.revoked());
        if (grant.isEmpty()) {
            return refused(Reason.INVALID_TOKEN);
        }
        if (!isSignedBy(request, oauth, signature, app.get(), grant.get())) {
            return refused(Reason.COULD_NOT_AUTHENTICATE);
        }
        Instant sentAt = Instant.ofEpochSecond(Long.parseLong(timestamp));
        if (Duration.between(sentAt, now).abs().compareTo(TOLERANCE) > 0) {
            return refused(Reason.TIMESTAMP_OUT_OF_BOUNDS);
        }
        if (!nonces.isNew(token + " " + timestamp + " " + nonce, now)) {
            return refused(Reason.COULD_NOT_AUTHENTICATE);
        }
        return new Verdict.ForUser(app.get(), grant.get());
    }

    private static boolean isSignedBy(
            SignedRequest request, Map<String, String> oauth, String signature, App app, Grant grant) {
        List<Param> params = new ArrayList<>(request.params());
        oauth.forEach((name, value) -> {
            if (!name.equals("oauth_signature") && !name.equals("realm")) {
                params.add(new Param(name, value));
            }
        });
        String expected = OAuthSignature.sign(
                OAuthSignature.baseString(request.method(), request.url(), params),
                app.apiSecretKey(),
                grant.tokenSecret());
        return MessageDigest.isEqual(
                expected.getBytes(StandardCharsets.UTF_8), signature.getBytes(StandardCharsets.UTF_8));
    }

    private static Map<String, String> oauthParams(String list) {
        Map<String, String> params = new HashMap<>();
        for (String part : list.split(",", -1)) {
            int equals = part.indexOf('=');
            if (equals < 0) {
                throw new IllegalArgumentException("no name=value pair");
            }
            String value = part.substring(equals + 1).strip();
            if (value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"")) {
                value = value.substring(1, value.length() - 1);
            }
            // A plus sign in a header is itself, not a space.
            Param param = Param.parse(part.substring(0, equals).strip() + "=" + value.replace("+", "%2B"))
                    .getFirst();
            params.put(param.name(), param.value());
        }
        return params;
    }

    private static Verdict refused(Reason reason) {
        return new Verdict.Refused(reason);
    }
}

package io.channeladapter.config.http;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.pkce.CodeChallenge;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.oauth2.sdk.util.URLUtils;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.channeladapter.common.codec.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A small identity provider that signs everyone in at once, and lies where a test wants it to. */
public final class IdentityProvider implements AutoCloseable {
    /** What an id token is signed by. */
    public enum Signing {
        /** The key that is published. */
        RIGHT,
        /** One of the same id that is published nowhere. */
        KEY_OF_NO_ONE,
        /** Nothing, and it says so. */
        NONE,
        /** A MAC, whose key is the public key, which everyone has. */
        MAC_OF_PUBLIC_KEY
    }

    public static final String CLIENT = "adapter";
    public static final String CLIENT_SECRET = "secret-of-the-client-7c1";

    /** What the next id token says, made of what a right one would. */
    public volatile UnaryOperator<JWTClaimsSet.Builder> claims = builder -> builder;
    /** What it was asked so far, by path. */
    public final List<String> asked = new CopyOnWriteArrayList<>();
    /** Whether it answers with trouble of its own. */
    public volatile boolean away;
    /** By what the next id token is signed. */
    public volatile Signing signing = Signing.RIGHT;

    // Made once: it takes seconds where the machine has much to do, and a call to the provider waits no longer.
    private static final RSAKey ONE = newKey("one");
    private static final RSAKey TWO = newKey("two");
    private static final RSAKey PUBLISHED_NOWHERE = newKey("one");

    private final HttpServer server;
    private volatile RSAKey key = ONE;
    private volatile @Nullable String challenge;
    private volatile String nonce = "";

    public IdentityProvider() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/.well-known/openid-configuration", this::configuration);
        server.createContext("/keys", exchange -> answer(exchange, 200, new JWKSet(key.toPublicJWK()).toString()));
        server.createContext("/token", this::token);
        server.start();
    }

    public String issuer() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    /** From now on another key signs. */
    public void rotate() {
        key = TWO;
    }

    /** What a person's browser does there: goes in with a request, and comes back with this address. */
    public URI visit(URI request) {
        Map<String, List<String>> query = URLUtils.parseParameters(request.getRawQuery());
        challenge = one(query, "code_challenge");
        nonce = one(query, "nonce");
        return URI.create(one(query, "redirect_uri") + "?code=the-code&state=" + one(query, "state"));
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void configuration(HttpExchange exchange) throws IOException {
        answer(
                exchange,
                200,
                Json.object()
                        .put("issuer", issuer())
                        .put("authorization_endpoint", issuer() + "/authorize")
                        .put("token_endpoint", issuer() + "/token")
                        .put("jwks_uri", issuer() + "/keys")
                        .<com.fasterxml.jackson.databind.node.ObjectNode>set(
                                "subject_types_supported",
                                Json.MAPPER.createArrayNode().add("public"))
                        .<com.fasterxml.jackson.databind.node.ObjectNode>set(
                                "response_types_supported",
                                Json.MAPPER.createArrayNode().add("code"))
                        .<com.fasterxml.jackson.databind.node.ObjectNode>set(
                                "id_token_signing_alg_values_supported",
                                Json.MAPPER.createArrayNode().add("RS256"))
                        .toString());
    }

    private void token(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        Map<String, List<String>> form = URLUtils.parseParameters(body);
        CodeVerifier verifier = new CodeVerifier(one(form, "code_verifier"));
        boolean right = exchange.getRequestHeaders().containsKey("Authorization")
                && one(form, "code").equals("the-code")
                && CodeChallenge.compute(CodeChallengeMethod.S256, verifier)
                        .getValue()
                        .equals(challenge);
        if (!right) {
            answer(exchange, 400, "{\"error\":\"invalid_grant\"}");
            return;
        }
        answer(
                exchange,
                200,
                Json.object()
                        .put("access_token", "an-access-token")
                        .put("token_type", "Bearer")
                        .put("id_token", idToken())
                        .toString());
    }

    private String idToken() {
        Instant now = Instant.now();
        JWTClaimsSet.Builder right = new JWTClaimsSet.Builder()
                .issuer(issuer())
                .subject("subject-1")
                .audience(CLIENT)
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plusSeconds(300)))
                .claim("nonce", nonce)
                .claim("preferred_username", "paula");
        try {
            JWTClaimsSet told = claims.apply(right).build();
            return switch (signing) {
                case RIGHT -> signed(told, JWSAlgorithm.RS256, new RSASSASigner(key));
                case KEY_OF_NO_ONE -> signed(told, JWSAlgorithm.RS256, new RSASSASigner(PUBLISHED_NOWHERE));
                case NONE -> new PlainJWT(told).serialize();
                case MAC_OF_PUBLIC_KEY ->
                    signed(
                            told,
                            JWSAlgorithm.HS256,
                            new MACSigner(key.toPublicKey().getEncoded()));
            };
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private String signed(JWTClaimsSet told, JWSAlgorithm algorithm, JWSSigner signer) throws JOSEException {
        SignedJWT jwt = new SignedJWT(
                new JWSHeader.Builder(algorithm).keyID(key.getKeyID()).build(), told);
        jwt.sign(signer);
        return jwt.serialize();
    }

    private static String one(Map<String, List<String>> parameters, String name) {
        return String.join(",", parameters.getOrDefault(name, List.of()));
    }

    private static RSAKey newKey(String id) {
        try {
            return new RSAKeyGenerator(2048).keyID(id).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private void answer(HttpExchange exchange, int right, String body) throws IOException {
        asked.add(exchange.getRequestURI().getPath());
        int status = away ? 503 : right;
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}

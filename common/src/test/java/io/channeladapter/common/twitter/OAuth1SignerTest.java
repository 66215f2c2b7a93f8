package io.channeladapter.common.twitter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.channeladapter.common.secret.Secret;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

/**
 * Recomputes each signature by RFC 5849 without the library that made it; the recomputation itself is held to the example
 * that Twitter published.
 *
 * @see <a href="https://docs.x.com/resources/fundamentals/authentication/oauth-1-0a/creating-a-signature">Creating a
 *     signature</a>
 */
class OAuth1SignerTest {
    private static final Credentials PUBLISHED = new Credentials(
            new Secret("xvz1evFS4wEEPTGEFPHBog"),
            new Secret("kAcSOqF21Fu85e7zjz7ZN2U4ZRhfV3WpwPAoE3Z7kBw"),
            new Secret("370773112-GmHxMAgYyLbNEtIKZeRNFsMKPR9EyMZeS9weJAEb"),
            new Secret("LswwdoUaIvS8ltyTt5jkRh4J50vUPVVHtR2YPi5kE"));
    private static final Pattern PARAMETER = Pattern.compile("(\\w+)=\"([^\"]*)\"");

    @Test
    void theRecomputationAgreesWithThePublishedExample() throws GeneralSecurityException {
        Map<String, String> parameters = Map.of(
                "status", "Hello Ladies + Gentlemen, a signed OAuth request!",
                "include_entities", "true",
                "oauth_consumer_key", "xvz1evFS4wEEPTGEFPHBog",
                "oauth_nonce", "kYjzVBB8Y0ZFabxSWbWovY3uYSQ2pTgmZeNu2VS4cg",
                "oauth_signature_method", "HMAC-SHA1",
                "oauth_timestamp", "1318622958",
                "oauth_token", "370773112-GmHxMAgYyLbNEtIKZeRNFsMKPR9EyMZeS9weJAEb",
                "oauth_version", "1.0");

        assertThat(signature("POST", "https://api.twitter.com/1.1/statuses/update.json", parameters))
                .isEqualTo("hCtSmYh+iHYCEqBWrE7C7hYmtUk=");
    }

    @Test
    void signsAFormWithItsParameters() throws GeneralSecurityException {
        assertSigned(
                "POST",
                "https://api.twitter.com/1.1/account_activity/all/prod/webhooks.json",
                Map.of("url", "https://example.com/webhooks/twitter/st-1?a=b c&d=é~"));
    }

    @Test
    void signsTheQuery() throws GeneralSecurityException {
        assertSigned(
                "GET",
                "https://api.twitter.com/1.1/account/verify_credentials.json?skip_status=true&include_entities=false",
                Map.of());
    }

    @Test
    void signsARequestWhoseBodyIsNoForm() throws GeneralSecurityException {
        assertSigned("POST", "https://api.twitter.com/1.1/direct_messages/events/new.json", Map.of());
    }

    @Test
    void signsAnEncodedPathAndAPort() throws GeneralSecurityException {
        assertSigned("DELETE", "http://127.0.0.1:8099/1.1/account_activity/all/my%20env/webhooks/1.json", Map.of());
    }

    @Test
    void g9_showsNoSecret() {
        String header = OAuth1Signer.authorization(PUBLISHED, "GET", "https://api.twitter.com/1.1/a.json", Map.of());

        assertThat(header)
                .doesNotContain(PUBLISHED.apiSecretKey().reveal())
                .doesNotContain(PUBLISHED.accessTokenSecret().reveal());
        assertThat(PUBLISHED.toString())
                .doesNotContain("xvz1evFS4wEEPTGEFPHBog")
                .doesNotContain("kAcSOq");
    }

    private static void assertSigned(String method, String url, Map<String, String> form)
            throws GeneralSecurityException {
        String header = OAuth1Signer.authorization(PUBLISHED, method, url, form);
        assertThat(header).startsWith("OAuth ");
        Map<String, String> parameters = new HashMap<>(form);
        Matcher matcher = PARAMETER.matcher(header);
        while (matcher.find()) {
            parameters.put(matcher.group(1), URLDecoder.decode(matcher.group(2), UTF_8));
        }
        String claimed = parameters.remove("oauth_signature");
        URI uri = URI.create(url);
        if (uri.getQuery() != null) {
            for (String pair : uri.getQuery().split("&", -1)) {
                parameters.put(pair.split("=", 2)[0], pair.split("=", 2)[1]);
            }
        }

        assertThat(parameters)
                .containsEntry("oauth_signature_method", "HMAC-SHA1")
                .containsEntry("oauth_consumer_key", PUBLISHED.apiKey().reveal())
                .containsEntry("oauth_token", PUBLISHED.accessToken().reveal());
        assertThat(claimed).isEqualTo(signature(method, url.split("\\?", 2)[0], parameters));
    }

    private static String signature(String method, String url, Map<String, String> parameters)
            throws GeneralSecurityException {
        Map<String, String> sorted = new TreeMap<>();
        parameters.forEach((name, value) -> sorted.put(encoded(name), encoded(value)));
        String joined = sorted.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining("&"));
        String base = method + "&" + encoded(url) + "&" + encoded(joined);
        String key = encoded(PUBLISHED.apiSecretKey().reveal()) + "&"
                + encoded(PUBLISHED.accessTokenSecret().reveal());
        Mac mac = Mac.getInstance("HmacSHA1");
        mac.init(new SecretKeySpec(key.getBytes(UTF_8), "HmacSHA1"));
        return Base64.getEncoder().encodeToString(mac.doFinal(base.getBytes(UTF_8)));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~");
    }
}

package io.channeladapter.sandbox.simulator.oauth;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The HMAC-SHA1 signature of OAuth 1.0a (RFC 5849, section 3.4). Pure. */
public final class OAuthSignature {
    private static final String UNRESERVED = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";

    private OAuthSignature() {}

    /** What is signed: method, URL without query, and all parameters sorted; each percent-encoded. */
    public static String baseString(String method, String url, List<Param> params) {
        record Encoded(String name, String value) {}
        String normalized = params.stream()
                .map(param -> new Encoded(percentEncode(param.name()), percentEncode(param.value())))
                .sorted(Comparator.comparing(Encoded::name).thenComparing(Encoded::value))
                .map(param -> param.name() + "=" + param.value())
                .collect(Collectors.joining("&"));
        return percentEncode(method) + "&" + percentEncode(url) + "&" + percentEncode(normalized);
    }

    /** Base64 of the HMAC-SHA1 of a base string. */
    public static String sign(String baseString, String consumerSecret, String tokenSecret) {
        String key = percentEncode(consumerSecret) + "&" + percentEncode(tokenSecret);
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
            return Base64.getEncoder().encodeToString(mac.doFinal(baseString.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java has no HmacSHA1", e);
        }
    }

    /** RFC 3986 encoding of UTF-8: everything but the unreserved characters. */
    public static String percentEncode(String text) {
        StringBuilder encoded = new StringBuilder(text.length() + 16);
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            if (b > 0 && UNRESERVED.indexOf(b) >= 0) {
                encoded.append((char) b);
            } else {
                encoded.append('%')
                        .append(Character.toUpperCase(Character.forDigit((b >> 4) & 15, 16)))
                        .append(Character.toUpperCase(Character.forDigit(b & 15, 16)));
            }
        }
        return encoded.toString();
    }
}

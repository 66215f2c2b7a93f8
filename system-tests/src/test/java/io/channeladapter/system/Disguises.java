package io.channeladapter.system;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.Base64;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/**
 * Secrets in every form in which they might leak: in clear, URL-encoded once and twice, as JSON and HTML write them, in
 * hexadecimal, and in Base64 wherever in the encoded text they begin.
 *
 * @param forms what must stand nowhere
 */
record Disguises(Set<String> forms) {
    static Disguises of(List<String> secrets) {
        Set<String> forms = new HashSet<>();
        for (String secret : secrets) {
            forms.add(secret);
            String encoded = URLEncoder.encode(secret, UTF_8);
            forms.add(encoded);
            forms.add(URLEncoder.encode(encoded, UTF_8));
            forms.add(HexFormat.of().formatHex(secret.getBytes(UTF_8)));
            forms.add(HexFormat.of().withUpperCase().formatHex(secret.getBytes(UTF_8)));
            forms.add(secret.replace("/", "\\/"));
            forms.add(secret.replace("&", "&amp;"));
            for (int before = 0; before < 3; before++) {
                forms.add(inBase64(secret, before, Base64.getEncoder()));
                forms.add(inBase64(secret, before, Base64.getUrlEncoder()));
            }
        }
        return new Disguises(forms);
    }

    boolean in(String text) {
        return forms.stream().anyMatch(text::contains);
    }

    /** The part that is the same whatever stands before and behind the secret. */
    private static String inBase64(String secret, int before, Base64.Encoder encoder) {
        String encoded = encoder.withoutPadding().encodeToString((" ".repeat(before) + secret).getBytes(UTF_8));
        int from = (before * 8 + 5) / 6;
        int to = (before + secret.length()) * 8 / 6;
        return encoded.substring(from, to);
    }
}

package io.channeladapter.sandbox.simulator.oauth;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * One request parameter, decoded.
 *
 * @param name decoded
 * @param value decoded; empty where there was none
 */
public record Param(String name, String value) {
    /**
     * Reads a raw query or form, {@code a=b&c=d}.
     *
     * @throws IllegalArgumentException if an escape is broken
     */
    public static List<Param> parse(String raw) {
        List<Param> params = new ArrayList<>();
        int start = 0;
        while (start < raw.length()) {
            int end = raw.indexOf('&', start);
            end = end < 0 ? raw.length() : end;
            if (end > start) {
                String pair = raw.substring(start, end);
                int equals = pair.indexOf('=');
                params.add(
                        equals < 0
                                ? new Param(decode(pair), "")
                                : new Param(decode(pair.substring(0, equals)), decode(pair.substring(equals + 1))));
            }
            start = end + 1;
        }
        return params;
    }

    private static String decode(String raw) {
        return URLDecoder.decode(raw, StandardCharsets.UTF_8);
    }
}

package io.channeladapter.common.network;

import java.net.InetAddress;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** IP addresses as they stand in headers and settings. Never looks a name up: a name's addresses change. */
public final class Addresses {
    private static final Pattern V4_WITH_PORT = Pattern.compile("([0-9.]+):[0-9]{1,5}");
    private static final Pattern IN_BRACKETS = Pattern.compile("\\[([0-9a-fA-F:.]+)(?:%[^\\]]*)?](?::[0-9]{1,5})?");

    private Addresses() {}

    /**
     * The address that a text is: {@code 192.0.2.1}, {@code 192.0.2.1:443}, {@code 2001:db8::1},
     * {@code [2001:db8::1]:443}. One of IPv6 that stands for one of IPv4 is that one.
     *
     * @return empty where the text is none
     */
    public static Optional<InetAddress> parse(String text) {
        Matcher v4 = V4_WITH_PORT.matcher(text);
        Matcher v6 = IN_BRACKETS.matcher(text);
        String bare = v4.matches() ? v4.group(1) : v6.matches() ? v6.group(1) : text;
        try {
            return Optional.of(InetAddress.ofLiteral(bare));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}

package io.channeladapter.common.network;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The header in which proxies say whom they heard from. Only one of them is read: a proxy that writes the one passes on
 * the other as the sender wrote it.
 */
public enum ForwardingHeader {
    /** {@code X-Forwarded-For: client, proxy}. */
    X_FORWARDED_FOR("X-Forwarded-For") {
        @Override
        List<String> hops(String lines) {
            return Arrays.asList(lines.split(",", -1));
        }
    },
    /** {@code Forwarded: for=client;proto=https, for="[2001:db8::1]"}, RFC 7239. */
    FORWARDED("Forwarded") {
        @Override
        List<String> hops(String lines) {
            List<String> hops = new ArrayList<>();
            for (String element : lines.split(",", -1)) {
                Matcher pair = FOR.matcher(element);
                hops.add(pair.find() ? pair.group(1) : "");
            }
            return hops;
        }
    };

    private static final Pattern FOR = Pattern.compile("(?:^|;)\\s*(?i:for)=\"?([^\";,\\s]*)");

    private final String headerName;

    ForwardingHeader(String headerName) {
        this.headerName = headerName;
    }

    /** Its name in a request. */
    public String headerName() {
        return headerName;
    }

    /**
     * Whom each proxy heard from, the proxy next to us last; not all of it need be addresses.
     *
     * @param lines all lines of the header, as they came
     */
    public List<String> hops(List<String> lines) {
        // All lines make one list: a proxy may write a line of its own below those of the sender.
        return lines.isEmpty() ? List.of() : Collections.unmodifiableList(hops(String.join(",", lines)));
    }

    abstract List<String> hops(String lines);
}

package io.channeladapter.egress.fetch;

import io.channeladapter.common.network.AddressKind;
import io.channeladapter.egress.fetch.FetchConfig.Reach;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What may be fetched for a bot. Whoever writes a bot must not reach, through the adapter, what only the adapter can
 * reach. Pure.
 */
final class FetchRule {
    private static final Pattern DOTTED = Pattern.compile("(?:(?:0|[1-9][0-9]{0,2})\\.){3}(?:0|[1-9][0-9]{0,2})");
    /** Numbers that some programs read as an address of IPv4, each in another way. */
    private static final Pattern NUMBERS =
            Pattern.compile("(?i)(?:0x[0-9a-f]*|[0-9]+)(?:\\.(?:0x[0-9a-f]*|[0-9]+))*\\.?");

    private static final int LAST_PORT = 65_535;

    private final Reach reach;

    FetchRule(Reach reach) {
        this.reach = reach;
    }

    /** Why an address must not be asked, before its name is looked up; empty where it may be. */
    Optional<String> against(URI address) {
        String scheme = Optional.ofNullable(address.getScheme()).orElse("").toLowerCase(Locale.ROOT);
        if (!scheme.equals("http") && !scheme.equals("https")) {
            return Optional.of("is not an http or https address");
        }
        String host = address.getHost();
        if (host == null || host.isEmpty()) {
            return Optional.of("names no host; write it in ASCII, and an IP address as four decimal numbers");
        }
        if (address.getPort() > LAST_PORT) {
            return Optional.of("names a port that is none");
        }
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(address.toString())) {
            return Optional.of("holds half of a character");
        }
        if (address.getRawUserInfo() != null) {
            return Optional.of("holds a user or a password");
        }
        if (NUMBERS.matcher(host).matches() && !DOTTED.matcher(host).matches()) {
            return Optional.of("has an IP address that is not written as four decimal numbers");
        }
        return Optional.empty();
    }

    /** Why a host with these addresses must not be connected to: one that may not be is enough. Empty where it may be. */
    Optional<String> against(List<InetAddress> addresses) {
        return addresses.stream()
                .map(AddressKind::of)
                .filter(kind -> !isAllowed(kind))
                .map(kind -> "leads to an address that is " + kind.words())
                .findFirst();
    }

    private boolean isAllowed(AddressKind kind) {
        return kind == AddressKind.PUBLIC || (reach == Reach.INTERNAL_TOO && kind.isInternal());
    }
}

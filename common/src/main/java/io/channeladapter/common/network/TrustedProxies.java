package io.channeladapter.common.network;

import io.channeladapter.common.settings.Key;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The proxies whose word is taken on who sent a request. Anyone may write a forwarding header, so that it is believed as
 * far back as trusted proxies wrote it and no further.
 *
 * @param ranges their addresses; none where no proxy is trusted
 */
public record TrustedProxies(List<AddressRange> ranges) {
    /** No proxy is trusted. */
    public static final TrustedProxies NONE = new TrustedProxies(List.of());

    public TrustedProxies {
        ranges = List.copyOf(ranges);
    }

    /**
     * Trusts these.
     *
     * @param ranges addresses or ranges, {@code 10.0.0.0/8}
     * @throws IllegalArgumentException where one is neither
     */
    public static TrustedProxies of(List<String> ranges) {
        return new TrustedProxies(ranges.stream().map(AddressRange::parse).toList());
    }

    /** A setting that names them, separated by commas; need not be set. */
    public static Key<TrustedProxies> key(String name, String description) {
        return new Key<>(
                name,
                "IP addresses or ranges such as 10.0.0.0/8, comma-separated",
                null,
                false,
                description,
                false,
                text -> of(Arrays.stream(text.split(",", -1)).map(String::strip).toList()));
    }

    /** Whether an address is one of them. */
    public boolean trust(InetAddress address) {
        return ranges.stream().anyMatch(range -> range.contains(address));
    }

    /**
     * Who sent a request: going back from its peer, the first that is no trusted proxy. Where a proxy names something
     * that is no address, it is that proxy.
     *
     * @param peer other end of the connection
     * @param hops whom each proxy heard from, the proxy next to us last
     */
    public InetAddress sender(InetAddress peer, List<String> hops) {
        InetAddress sender = peer;
        for (String hop : hops.reversed()) {
            Optional<InetAddress> before = trust(sender) ? Addresses.parse(hop.strip()) : Optional.empty();
            if (before.isEmpty()) {
                break;
            }
            sender = before.get();
        }
        return sender;
    }
}

package io.channeladapter.egress.fetch;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Looks names up for connections. Each connection goes to the very addresses that were checked here, so that a name
 * which leads elsewhere a moment later gains nothing by it. Addresses in place of a name come by here, too. Safe for
 * many threads.
 */
final class CheckedNames implements DnsResolver {
    /** Each address that does not answer costs a connect time-out. */
    private static final int MOST_ADDRESSES = 4;

    private final FetchRule rule;
    private final Lookup lookup;

    /** Where names are looked up. */
    @FunctionalInterface
    interface Lookup {
        InetAddress[] of(String host) throws UnknownHostException;
    }

    /** A name that leads where nobody may be sent; the message says where that is, without the address. */
    static final class Forbidden extends UnknownHostException {
        private static final long serialVersionUID = 1;

        Forbidden(String message) {
            super(message);
        }
    }

    CheckedNames(FetchRule rule, Lookup lookup) {
        this.rule = rule;
        this.lookup = lookup;
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        List<InetAddress> addresses = List.of(lookup.of(host));
        Optional<String> forbidden = rule.against(addresses);
        if (forbidden.isPresent()) {
            throw new Forbidden(forbidden.get());
        }
        return addresses.stream().limit(MOST_ADDRESSES).toArray(InetAddress[]::new);
    }

    @Override
    public String resolveCanonicalHostname(String host) {
        return host;
    }
}

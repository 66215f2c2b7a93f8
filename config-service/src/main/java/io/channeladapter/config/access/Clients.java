package io.channeladapter.config.access;

import io.channeladapter.common.network.Addresses;
import io.channeladapter.common.network.ForwardingHeader;
import io.channeladapter.common.network.TrustedProxies;
import io.channeladapter.common.observe.LogKeys;
import io.javalin.http.Context;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where a request comes from. What proxies say of it is believed only of those that the settings trust: anyone may
 * write such a header. Safe for many threads.
 */
public final class Clients {
    private static final Logger LOG = LoggerFactory.getLogger(Clients.class);

    private final TrustedProxies trusted;
    private final AtomicBoolean told = new AtomicBoolean();

    /** @param trusted whose word is taken */
    public Clients(TrustedProxies trusted) {
        this.trusted = trusted;
    }

    /** Whether the browser spoke https, to us or to a proxy; used only for what a browser may believe of itself. */
    public static boolean isHttps(Context ctx) {
        String forwarded = Objects.requireNonNullElse(ctx.header("X-Forwarded-Proto"), "");
        // Of several proxies the first is the one that the browser spoke to.
        return "https".equals(ctx.scheme()) || "https".equalsIgnoreCase(forwarded.split(",", 2)[0].strip());
    }

    /** One client: an IPv4 address, or an IPv6 network of 64 bits, which is what one customer gets. */
    String of(Context ctx) {
        return client(ctx.ip(), Collections.list(ctx.req().getHeaders(ForwardingHeader.X_FORWARDED_FOR.headerName())));
    }

    String client(String peer, List<String> forwardedFor) {
        Optional<InetAddress> address = Addresses.parse(peer);
        if (address.isEmpty()) {
            return peer;
        }
        if (!forwardedFor.isEmpty() && !trusted.trust(address.get()) && told.compareAndSet(false, true)) {
            LOG.atWarn()
                    .addKeyValue(LogKeys.ADDRESS, peer)
                    .log(
                            "X-Forwarded-For is not believed of an address that config.trusted-proxies does not name: if it"
                                    + " is your proxy, name it, or wrong tokens slow down everyone behind it");
        }
        InetAddress client = trusted.sender(address.get(), ForwardingHeader.X_FORWARDED_FOR.hops(forwardedFor));
        return client instanceof Inet6Address
                ? HexFormat.of().formatHex(client.getAddress(), 0, 8)
                : client.getHostAddress();
    }
}

package io.channeladapter.config.access;

import io.channeladapter.common.observe.LogKeys;
import io.javalin.http.Context;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import org.eclipse.jetty.util.InetAddressSet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where a request comes from. What proxies say of it is believed only of those that the settings trust: anyone may
 * write such a header. Safe for many threads.
 */
public final class Clients {
    private static final Pattern ADDRESSES = Pattern.compile("[0-9]+\\.[0-9./-]+|[0-9a-fA-F]*:[0-9a-fA-F:./-]*");

    private static final Logger LOG = LoggerFactory.getLogger(Clients.class);

    private final InetAddressSet trusted = new InetAddressSet();
    private final AtomicBoolean told = new AtomicBoolean();

    /**
     * Trusts these proxies.
     *
     * @param trustedProxies addresses or ranges, {@code 10.0.0.0/8}
     * @throws IllegalArgumentException where one is neither
     */
    public Clients(List<String> trustedProxies) {
        for (String proxy : trustedProxies) {
            // Jetty would look a name up, and a name's addresses change.
            if (!ADDRESSES.matcher(proxy).matches()) {
                throw new IllegalArgumentException("neither an address nor a range");
            }
            trusted.add(proxy);
        }
    }

    /** Whether the browser spoke https, to us or to a proxy; used only for what a browser may believe of itself. */
    public static boolean isHttps(Context ctx) {
        String forwarded = Objects.requireNonNullElse(ctx.header("X-Forwarded-Proto"), "");
        // Of several proxies the first is the one that the browser spoke to.
        return "https".equals(ctx.scheme()) || "https".equalsIgnoreCase(forwarded.split(",", 2)[0].strip());
    }

    /** One client: an IPv4 address, or an IPv6 network of 64 bits, which is what one customer gets. */
    String of(Context ctx) {
        // All lines of it make one list; a proxy may write a line of its own below those of the sender.
        List<String> lines = Collections.list(ctx.req().getHeaders("X-Forwarded-For"));
        return client(ctx.ip(), lines.isEmpty() ? null : String.join(",", lines));
    }

    String client(String peer, @Nullable String forwardedFor) {
        InetAddress client = literal(peer);
        if (client == null) {
            return peer;
        }
        if (forwardedFor != null && !trusted.test(client) && told.compareAndSet(false, true)) {
            LOG.atWarn()
                    .addKeyValue(LogKeys.ADDRESS, peer)
                    .log(
                            "X-Forwarded-For is not believed of an address that config.trusted-proxies does not name: if it"
                                    + " is your proxy, name it, or wrong tokens slow down everyone behind it");
        }
        List<String> hops = forwardedFor == null ? List.of() : Arrays.asList(forwardedFor.split(",", -1));
        // Each proxy appends whom it heard from, so that the last one which is no proxy of ours is the client.
        for (String hop : hops.reversed()) {
            InetAddress before = trusted.test(client) ? literal(hop.strip()) : null;
            if (before == null) {
                break;
            }
            client = before;
        }
        return client instanceof Inet6Address
                ? HexFormat.of().formatHex(client.getAddress(), 0, 8)
                : client.getHostAddress();
    }

    private static @Nullable InetAddress literal(String address) {
        try {
            return InetAddress.ofLiteral(address);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}

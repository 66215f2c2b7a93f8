package io.channeladapter.ingress.http;

import io.channeladapter.common.network.Addresses;
import io.channeladapter.common.network.ForwardingHeader;
import io.channeladapter.common.network.SourceNetwork;
import io.channeladapter.common.network.TrustedProxies;
import io.channeladapter.common.observe.LogKeys;
import io.javalin.http.Context;
import java.net.InetAddress;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells who sent a request. Safe for many threads. */
public final class Senders {
    private static final Logger LOG = LoggerFactory.getLogger(Senders.class);

    private final TrustedProxies trusted;
    private final ForwardingHeader header;
    private final AtomicBoolean told = new AtomicBoolean();

    /**
     * Who sent a request.
     *
     * @param address as far back as trusted proxies say
     * @param network of that address
     */
    record Sender(String address, SourceNetwork network) {}

    /**
     * @param trusted whose word is taken
     * @param header in which it is given
     */
    public Senders(TrustedProxies trusted, ForwardingHeader header) {
        this.trusted = trusted;
        this.header = header;
    }

    Sender of(Context ctx) {
        String peer = ctx.req().getRemoteAddr();
        InetAddress address = Addresses.parse(peer)
                .orElseThrow(() -> new IllegalStateException("the peer of a connection has an address"));
        List<String> lines = Collections.list(ctx.req().getHeaders(header.headerName()));
        if (!lines.isEmpty() && !trusted.trust(address) && told.compareAndSet(false, true)) {
            LOG.atInfo()
                    .addKeyValue(LogKeys.ADDRESS, peer)
                    .log("a forwarding header is not believed of an address that ingress.trusted-proxies does not name:"
                            + " if it is your proxy, name it, or its senders cannot be told apart");
        }
        InetAddress sender = trusted.sender(address, header.hops(lines));
        return new Sender(sender.getHostAddress(), SourceNetwork.of(sender));
    }
}

package io.channeladapter.ingress.limit;

import io.channeladapter.common.network.AddressRange;
import io.channeladapter.common.network.SourceNetwork;
import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;

/**
 * The networks that Twitter's documentation of webhooks once named as its own. It may send from others by now: whoever
 * comes from one of these is only given the benefit of the doubt, and nobody is refused for coming from elsewhere.
 */
final class TwitterNetworks {
    private static final List<AddressRange> ALL = Stream.of(
                    "199.59.148.0/22",
                    "199.16.156.0/22",
                    "192.133.77.0/26",
                    "64.63.15.0/24",
                    "64.63.31.0/24",
                    "64.63.47.0/24",
                    "202.160.128.0/24",
                    "202.160.129.0/24",
                    "202.160.130.0/24")
            .map(AddressRange::parse)
            .toList();

    private TwitterNetworks() {}

    /** Whether a network, by its first address, is one of them. */
    static boolean contain(SourceNetwork source) {
        InetAddress first =
                InetAddress.ofLiteral(source.text().substring(0, source.text().indexOf('/')));
        return ALL.stream().anyMatch(range -> range.contains(first));
    }
}

package io.channeladapter.common.network;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/**
 * The network that a request came from, as small as one sender may well own whole: 24 bits of IPv4, 56 bits of IPv6.
 *
 * @param text {@code 192.0.2.0/24} or {@code 2001:db8:0:ff00:0:0:0:0/56}
 * @param local whether its addresses are of no one on the internet: a loopback, private or link-local one
 */
public record SourceNetwork(String text, boolean local) {
    private static final int V4_BITS = 24;
    private static final int V6_BITS = 56;
    /** First byte of unique local addresses, fc00::/7. */
    private static final int UNIQUE_LOCAL = 0xfc;

    private static final int CARRIER_GRADE_FIRST = 100;

    /** The network of an address. */
    public static SourceNetwork of(InetAddress address) {
        byte[] bytes = address.getAddress();
        int bits = bytes.length == 4 ? V4_BITS : V6_BITS;
        boolean local = isLocal(address, bytes);
        Arrays.fill(bytes, bits / 8, bytes.length, (byte) 0);
        try {
            return new SourceNetwork(InetAddress.getByAddress(bytes).getHostAddress() + "/" + bits, local);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address has 4 or 16 bytes", e);
        }
    }

    @Override
    public String toString() {
        return text;
    }

    private static boolean isLocal(InetAddress address, byte[] bytes) {
        return address.isLoopbackAddress()
                || address.isSiteLocalAddress()
                || address.isLinkLocalAddress()
                || (bytes.length == 16 && (bytes[0] & 0xfe) == UNIQUE_LOCAL)
                || (bytes.length == 4 && bytes[0] == CARRIER_GRADE_FIRST && (bytes[1] & 0xc0) == 64);
    }
}

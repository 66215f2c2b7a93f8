package io.channeladapter.common.network;

import java.net.InetAddress;

/**
 * A range of IP addresses that share their first bits.
 *
 * @param first any address of it
 * @param bits how many bits they share, 0 to 32 for IPv4, to 128 for IPv6
 */
public record AddressRange(InetAddress first, int bits) {
    public AddressRange {
        if (bits < 0 || bits > 8 * first.getAddress().length) {
            throw new IllegalArgumentException("more bits than the address has");
        }
    }

    /**
     * Reads {@code 10.0.0.0/8}, {@code 2001:db8::/32}, or one address.
     *
     * @throws IllegalArgumentException where the text is none of these
     */
    public static AddressRange parse(String text) {
        int slash = text.indexOf('/');
        String address = slash < 0 ? text : text.substring(0, slash);
        if (address.chars().filter(c -> c == '.').count() != 3 && address.indexOf(':') < 0) {
            // Java takes 10 for 0.0.0.10, which is not what one means who writes 10/8.
            throw new IllegalArgumentException("no whole address");
        }
        InetAddress first = InetAddress.ofLiteral(address);
        int bits = slash < 0 ? 8 * first.getAddress().length : Integer.parseInt(text.substring(slash + 1));
        return new AddressRange(first, bits);
    }

    /** Whether an address is of it; none of IPv6 is of a range of IPv4. */
    public boolean contains(InetAddress address) {
        byte[] mine = first.getAddress();
        byte[] other = address.getAddress();
        if (mine.length != other.length) {
            return false;
        }
        int whole = bits / 8;
        for (int i = 0; i < whole; i++) {
            if (mine[i] != other[i]) {
                return false;
            }
        }
        int rest = bits % 8;
        return rest == 0 || (mine[whole] & 0xff) >> (8 - rest) == (other[whole] & 0xff) >> (8 - rest);
    }
}

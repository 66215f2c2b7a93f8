package io.channeladapter.common.network;

import java.net.InetAddress;
import java.util.List;
import java.util.Map;

/**
 * What an IP address is for, as far as it matters to whoever connects to an address that somebody else named. Pure.
 *
 * @see <a href="https://www.iana.org/assignments/iana-ipv4-special-registry">IANA: special-purpose addresses</a>
 */
public enum AddressKind {
    /** On the internet, for all. */
    PUBLIC("public"),
    /** This machine. */
    LOOPBACK("loopback"),
    /** A company's own network. */
    PRIVATE("private"),
    /** A company's own network, by IPv6. */
    UNIQUE_LOCAL("unique-local"),
    /** A provider's or a cloud's own network. */
    SHARED("shared (carrier-grade NAT)"),
    LINK_LOCAL("link-local"),
    /** Where clouds give a machine its credentials. */
    METADATA("metadata of a cloud"),
    MULTICAST("multicast"),
    /** IPv6 that leads to an address of IPv4, which is not seen here: mapped, 6to4, Teredo, NAT64. */
    TRANSLATED("IPv4 inside IPv6"),
    /** For documentation, tests or later. */
    RESERVED("reserved");

    private static final List<AddressRange> METADATA_HOSTS =
            ranges("169.254.169.254", "100.100.100.200", "168.63.129.16", "fd00:ec2::254");
    private static final Map<AddressKind, List<AddressRange>> V4 = Map.of(
            LOOPBACK, ranges("127.0.0.0/8"),
            PRIVATE, ranges("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"),
            SHARED, ranges("100.64.0.0/10"),
            LINK_LOCAL, ranges("169.254.0.0/16"),
            MULTICAST, ranges("224.0.0.0/4"),
            TRANSLATED, ranges("192.88.99.0/24"),
            RESERVED,
                    ranges(
                            "0.0.0.0/8",
                            "192.0.0.0/24",
                            "192.0.2.0/24",
                            "192.52.193.0/24",
                            "198.18.0.0/15",
                            "198.51.100.0/24",
                            "203.0.113.0/24",
                            "240.0.0.0/4"));
    private static final Map<AddressKind, List<AddressRange>> V6 = Map.of(
            LOOPBACK, ranges("::1"),
            UNIQUE_LOCAL, ranges("fc00::/7"),
            LINK_LOCAL, ranges("fe80::/10"),
            MULTICAST, ranges("ff00::/8"),
            TRANSLATED, ranges("2002::/16", "2001::/32", "64:ff9b::/96", "64:ff9b:1::/48"),
            RESERVED, ranges("2001::/23", "2001:db8::/32", "3fff::/20"));
    /** All that has been given out for the internet at large. */
    private static final AddressRange GLOBAL_V6 = AddressRange.parse("2000::/3");
    /** Read by hand: Java turns the text of a mapped address into one of IPv4. */
    private static final int MAPPED_ZEROES = 10;

    private final String words;

    AddressKind(String words) {
        this.words = words;
    }

    /** For a person, such as {@code link-local}. */
    public String words() {
        return words;
    }

    /** Whether it may be meant where somebody serves files inside a network of his own. */
    public boolean isInternal() {
        return this == LOOPBACK || this == PRIVATE || this == UNIQUE_LOCAL || this == SHARED;
    }

    /** The kind of an address. */
    public static AddressKind of(InetAddress address) {
        if (METADATA_HOSTS.stream().anyMatch(range -> range.contains(address))) {
            return METADATA;
        }
        byte[] bytes = address.getAddress();
        return bytes.length == 4 ? of(address, V4, PUBLIC) : ofV6(address, bytes);
    }

    private static AddressKind ofV6(InetAddress address, byte[] bytes) {
        if (isMapped(bytes)) {
            return TRANSLATED;
        }
        return of(address, V6, GLOBAL_V6.contains(address) ? PUBLIC : RESERVED);
    }

    // Teredo lies inside a reserved range, and is named by what it is.
    private static AddressKind of(
            InetAddress address, Map<AddressKind, List<AddressRange>> ranges, AddressKind otherwise) {
        for (AddressKind kind : values()) {
            if (ranges.getOrDefault(kind, List.of()).stream().anyMatch(range -> range.contains(address))) {
                return kind;
            }
        }
        return otherwise;
    }

    private static boolean isMapped(byte[] bytes) {
        for (int i = 0; i < MAPPED_ZEROES; i++) {
            if (bytes[i] != 0) {
                return false;
            }
        }
        return bytes[MAPPED_ZEROES] == -1 && bytes[MAPPED_ZEROES + 1] == -1;
    }

    private static List<AddressRange> ranges(String... texts) {
        return java.util.Arrays.stream(texts).map(AddressRange::parse).toList();
    }
}

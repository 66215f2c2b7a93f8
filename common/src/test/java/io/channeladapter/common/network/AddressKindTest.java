package io.channeladapter.common.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressKindTest {
    @ParameterizedTest
    @CsvSource({
        "8.8.8.8, PUBLIC",
        "104.244.42.1, PUBLIC",
        "172.15.255.255, PUBLIC",
        "172.32.0.1, PUBLIC",
        "100.63.255.255, PUBLIC",
        "126.255.255.255, PUBLIC",
        "2606:4700::1111, PUBLIC",
        "2a00:1450:4001::200e, PUBLIC",
        "127.0.0.1, LOOPBACK",
        "127.255.0.9, LOOPBACK",
        "::1, LOOPBACK",
        "10.0.0.1, PRIVATE",
        "172.16.0.1, PRIVATE",
        "172.31.255.255, PRIVATE",
        "192.168.1.1, PRIVATE",
        "100.64.0.1, SHARED",
        "100.127.255.254, SHARED",
        "169.254.1.1, LINK_LOCAL",
        "fe80::1, LINK_LOCAL",
        "169.254.169.254, METADATA",
        "100.100.100.200, METADATA",
        "168.63.129.16, METADATA",
        "fd00:ec2::254, METADATA",
        "fc00::1, UNIQUE_LOCAL",
        "fd12:3456::1, UNIQUE_LOCAL",
        "224.0.0.1, MULTICAST",
        "239.255.255.250, MULTICAST",
        "ff02::1, MULTICAST",
        "0.0.0.0, RESERVED",
        "0.1.2.3, RESERVED",
        "192.0.0.8, RESERVED",
        "192.0.2.1, RESERVED",
        "198.18.0.1, RESERVED",
        "198.51.100.7, RESERVED",
        "203.0.113.9, RESERVED",
        "240.0.0.1, RESERVED",
        "255.255.255.255, RESERVED",
        "::, RESERVED",
        "::8.8.8.8, RESERVED",
        "2001:db8::1, RESERVED",
        "2001:2::1, RESERVED",
        "3fff::1, RESERVED",
        "5f00::1, RESERVED",
        "fec0::1, RESERVED",
        "2002:7f00:1::, TRANSLATED",
        "2001::1, TRANSLATED",
        "64:ff9b::7f00:1, TRANSLATED",
        "64:ff9b:1::7f00:1, TRANSLATED",
        "192.88.99.1, TRANSLATED",
        "::ffff:10.0.0.1, PRIVATE"
    })
    void anAddressIsWhatItsRangeIsFor(String address, AddressKind kind) {
        assertThat(AddressKind.of(InetAddress.ofLiteral(address))).isEqualTo(kind);
    }

    @Test
    void aMappedAddressThatStayedOneIsNoPublicOne() throws UnknownHostException {
        byte[] mapped = new byte[16];
        mapped[10] = -1;
        mapped[11] = -1;
        mapped[12] = 8;
        mapped[15] = 8;

        assertThat(AddressKind.of(Inet6Address.getByAddress("name", mapped, -1)))
                .isEqualTo(AddressKind.TRANSLATED);
    }

    @Test
    void onlyNetworksOfOnesOwnAreInternal() {
        assertThat(AddressKind.values())
                .filteredOn(AddressKind::isInternal)
                .containsExactly(
                        AddressKind.LOOPBACK, AddressKind.PRIVATE, AddressKind.UNIQUE_LOCAL, AddressKind.SHARED);
    }
}

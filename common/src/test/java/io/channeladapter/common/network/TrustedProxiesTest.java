package io.channeladapter.common.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrustedProxiesTest {
    private final TrustedProxies proxies = TrustedProxies.of(List.of("10.0.0.0/8", "192.0.2.7", "2001:db8:aa00::/39"));

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            203.0.113.5 |                               | 203.0.113.5
            203.0.113.5 | 198.51.100.1                  | 203.0.113.5
            10.1.2.3    | 198.51.100.1                  | 198.51.100.1
            10.1.2.3    | 6.6.6.6, 198.51.100.1         | 198.51.100.1
            10.1.2.3    | 6.6.6.6, 198.51.100.1, 192.0.2.7 | 198.51.100.1
            10.1.2.3    | 10.9.9.9                      | 10.9.9.9
            10.1.2.3    | not an address                | 10.1.2.3
            10.1.2.3    | 198.51.100.1, unknown, 10.1.1.1 | 10.1.1.1
            10.1.2.3    | localhost                     | 10.1.2.3
            10.1.2.3    | ,                             | 10.1.2.3
            10.1.2.3    | 198.51.100.1:4711             | 198.51.100.1
            10.1.2.3    | [2001:db8::1]:4711            | 2001:db8:0:0:0:0:0:1
            10.1.2.3    | ::ffff:198.51.100.1           | 198.51.100.1
            2001:db8:ab12::1 | 198.51.100.1             | 198.51.100.1
            2001:db8:ac12::1 | 198.51.100.1             | 2001:db8:ac12:0:0:0:0:1
            """)
    void theSenderIsTheLastThatIsNoTrustedProxy(String peer, String forwardedFor, String sender) {
        List<String> lines = forwardedFor == null ? List.of() : List.of(forwardedFor);
        assertThat(proxies.sender(InetAddress.ofLiteral(peer), ForwardingHeader.X_FORWARDED_FOR.hops(lines))
                        .getHostAddress())
                .isEqualTo(sender);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            for=198.51.100.1                                     | 198.51.100.1
            For="198.51.100.1:4711";proto=https                  | 198.51.100.1
            proto=https; for=198.51.100.1;by=10.1.2.3            | 198.51.100.1
            for=6.6.6.6, for=198.51.100.1, for=10.9.9.9          | 198.51.100.1
            for="[2001:db8::1]:4711"                             | 2001:db8:0:0:0:0:0:1
            for=_hidden                                          | 10.1.2.3
            by=6.6.6.6;notfor=6.6.6.6                            | 10.1.2.3
            for=6.6.6.6, by=10.1.2.3                             | 10.1.2.3
            """)
    void theStandardsHeaderIsReadToo(String forwarded, String sender) {
        assertThat(proxies.sender(
                                InetAddress.ofLiteral("10.1.2.3"), ForwardingHeader.FORWARDED.hops(List.of(forwarded)))
                        .getHostAddress())
                .isEqualTo(sender);
    }

    @Test
    void severalLinesAreOneList() {
        List<String> hops = ForwardingHeader.X_FORWARDED_FOR.hops(List.of("6.6.6.6", "198.51.100.1"));
        assertThat(proxies.sender(InetAddress.ofLiteral("10.1.2.3"), hops).getHostAddress())
                .isEqualTo("198.51.100.1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "10.0.0.0/99",
                "10.0.0.0/-1",
                "10.0.0.0/",
                "",
                "example.com",
                "face",
                "::/129",
                "10/8",
                "10.0/16"
            })
    void whatIsNoRangeIsRefused(String range) {
        assertThatThrownBy(() -> TrustedProxies.of(List.of(range))).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "203.0.113.77, 203.0.113.0/24, false",
        "10.1.2.3, 10.1.2.0/24, true",
        "172.20.1.1, 172.20.1.0/24, true",
        "100.64.3.4, 100.64.3.0/24, true",
        "100.128.3.4, 100.128.3.0/24, false",
        "127.0.0.1, 127.0.0.0/24, true",
        "2001:db8:1:2ff:3::1, 2001:db8:1:200:0:0:0:0/56, false",
        "fd00:1::1, fd00:1:0:0:0:0:0:0/56, true",
        "fe80::1, fe80:0:0:0:0:0:0:0/56, true"
    })
    void aSourceIsANetwork(String address, String network, boolean local) {
        assertThat(SourceNetwork.of(InetAddress.ofLiteral(address))).isEqualTo(new SourceNetwork(network, local));
    }
}

package io.channeladapter.egress.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import io.channeladapter.egress.fetch.FetchConfig.Reach;
import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FetchRuleTest {
    private final FetchRule rule = new FetchRule(Reach.INTERNET);
    private final FetchRule internalToo = new FetchRule(Reach.INTERNAL_TOO);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://media.example/a.png",
                "HTTP://media.example:8443/a.png?b=c",
                "https://0x-files.example/a",
                "https://1.example/a",
                "http://8.8.8.8/a",
                "http://[2606:4700::1111]/a"
            })
    void anAddressOfTheWebMayBeAsked(String address) {
        assertThat(rule.against(URI.create(address))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "file:///etc/passwd, http or https",
        "ftp://media.example/a, http or https",
        "gopher://media.example/a, http or https",
        "jar:http://media.example/a!/b, http or https",
        "//media.example/a, http or https",
        "a.png, http or https",
        "http:///a, names no host",
        "http:a, names no host",
        "http://media.example:65536/a, a port that is none",
        "https://media.example/\ud83d, half of a character",
        "https://user@media.example/a, a user",
        "https://user:word@media.example/a, a user",
        "https://:@media.example/a, a user",
        "http://2130706433/, four decimal numbers",
        "http://0x7f000001/, four decimal numbers",
        "http://0x7f.0.0.1/, names no host",
        "http://127.1/, names no host",
        "http://017700000001/, four decimal numbers",
        "http://0177.0.0.1/, four decimal numbers",
        "http://127.0.0.01/, four decimal numbers",
        "http://10.0.0.010/, four decimal numbers"
    })
    void whatIsNoPlainAddressOfTheWebMayNot(String address, String why) {
        assertThat(rule.against(URI.create(address)))
                .hasValueSatisfying(told -> assertThat(told).contains(why));
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, loopback",
        "::1, loopback",
        "10.1.2.3, private",
        "192.168.0.1, private",
        "172.16.0.1, private",
        "100.64.0.1, shared (carrier-grade NAT)",
        "169.254.0.1, link-local",
        "169.254.169.254, metadata",
        "fd00:ec2::254, metadata",
        "fe80::1, link-local",
        "fd00::1, unique-local",
        "224.0.0.1, multicast",
        "0.0.0.0, reserved",
        "255.255.255.255, reserved",
        "::ffff:127.0.0.1, loopback",
        "2002:7f00:1::, IPv4 inside IPv6",
        "64:ff9b::a00:1, IPv4 inside IPv6"
    })
    void addressesThatNotEverybodyReachesAreForbidden(String address, String why) {
        assertThat(rule.against(List.of(InetAddress.ofLiteral(address))))
                .hasValueSatisfying(told -> assertThat(told)
                        .startsWith("leads to an address that is " + why)
                        .doesNotContain(address));
    }

    @Test
    void oneForbiddenAddressOfSeveralIsEnough() {
        assertThat(rule.against(List.of(InetAddress.ofLiteral("8.8.8.8"), InetAddress.ofLiteral("10.0.0.1"))))
                .contains("leads to an address that is private");
        assertThat(rule.against(List.of(InetAddress.ofLiteral("8.8.8.8"), InetAddress.ofLiteral("8.8.4.4"))))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, true",
        "::1, true",
        "10.0.0.1, true",
        "fd12::1, true",
        "100.64.0.1, true",
        "8.8.8.8, true",
        "169.254.169.254, false",
        "100.100.100.200, false",
        "169.254.0.1, false",
        "fe80::1, false",
        "224.0.0.1, false",
        "0.0.0.0, false",
        "2002:7f00:1::, false"
    })
    void whereInternalAddressesAreAllowedNoOthersAre(String address, boolean allowed) {
        assertThat(internalToo.against(List.of(InetAddress.ofLiteral(address))).isEmpty())
                .isEqualTo(allowed);
    }
}

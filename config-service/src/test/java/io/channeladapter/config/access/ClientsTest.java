package io.channeladapter.config.access;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.channeladapter.common.network.TrustedProxies;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

class ClientsTest {
    private final Clients clients = new Clients(TrustedProxies.of(List.of("10.0.0.0/8", "192.0.2.7")));

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            203.0.113.5 |                          | 203.0.113.5
            203.0.113.5 | 198.51.100.1             | 203.0.113.5
            10.1.2.3    | 198.51.100.1             | 198.51.100.1
            10.1.2.3    | 6.6.6.6, 198.51.100.1    | 198.51.100.1
            10.1.2.3    | 198.51.100.1, 192.0.2.7  | 198.51.100.1
            10.1.2.3    | 10.9.9.9                 | 10.9.9.9
            10.1.2.3    | not an address           | 10.1.2.3
            10.1.2.3    |                          | 10.1.2.3
            2001:db8:1:2:3:4:5:6 |                 | 20010db800010002
            2001:db8:1:2:ffff::1 |                 | 20010db800010002
            """)
    void aForwardedAddressIsBelievedOfTrustedProxiesAlone(String peer, String forwarded, String client) {
        assertThat(clients.client(peer, forwarded == null ? List.of() : List.of(forwarded)))
                .isEqualTo(client);
    }

    @Test
    void withoutTrustedProxiesThePeerIsTheClient() {
        assertThat(new Clients(TrustedProxies.NONE).client("127.0.0.1", List.of("198.51.100.1")))
                .isEqualTo("127.0.0.1");
    }

    @Test
    void aProxyThatIsNotNamedIsToldOfOnce() {
        Logger logger = (Logger) LoggerFactory.getLogger(Clients.class);
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        logger.addAppender(log);
        try {
            clients.client("203.0.113.5", List.of());
            clients.client("10.1.2.3", List.of("198.51.100.1"));
            assertThat(log.list).isEmpty();

            clients.client("203.0.113.5", List.of("198.51.100.1"));
            clients.client("203.0.113.5", List.of("198.51.100.1"));
            assertThat(log.list)
                    .singleElement()
                    .satisfies(
                            warning -> assertThat(warning.getFormattedMessage()).contains("config.trusted-proxies"));
        } finally {
            logger.detachAppender(log);
        }
    }
}

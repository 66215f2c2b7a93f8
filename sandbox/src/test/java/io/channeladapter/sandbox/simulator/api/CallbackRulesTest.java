package io.channeladapter.sandbox.simulator.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CallbackRulesTest {
    private final CallbackRules strict = new CallbackRules(false, Set.of());
    private final CallbackRules open = new CallbackRules(true, Set.of("adapter-ingress"));

    @ParameterizedTest
    @CsvSource({
        "https://hooks.acme.test/webhooks/twitter/st-1, 0, 0",
        "http://hooks.acme.test/a, 214, 214",
        "https://hooks.acme.test:8443/a, 214, 214",
        "ftp://hooks.acme.test/a, 214, 214",
        "nonsense, 214, 214",
        "https://hooks.acme.test/a b, 214, 214",
        "https://example.com/hook, 131, 131",
        "http://127.0.0.1:8080/a, 214, 0",
        "http://localhost:8080/a, 214, 0",
        "https://localhost/a, 214, 0",
        "http://adapter-ingress:8080/a, 214, 0",
        "http://other:8080/a, 214, 214",
    })
    void takesPublicHttpsAndWhatIsAllowedBesides(String url, int strictCode, int openCode) {
        assertThat(strict.check(url).map(TwitterError::code).orElse(0)).isEqualTo(strictCode);
        assertThat(open.check(url).map(TwitterError::code).orElse(0)).isEqualTo(openCode);
    }
}

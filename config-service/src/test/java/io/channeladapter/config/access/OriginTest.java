package io.channeladapter.config.access;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OriginTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            same-origin | http://evil.example   | a.example      |           | true
            none        |                       | a.example      |           | true
            same-site   | https://a.example     | a.example      |           | false
            cross-site  | https://evil.example  | a.example      |           | false
                        | https://a.example     | a.example      |           | true
                        | http://a.example:8090 | a.example:8090 |           | true
                        | https://a.example     | inner:8090     | a.example | true
                        | https://evil.example  | a.example      |           | false
                        | http://a.example:1    | a.example:8090 |           | false
                        | null                  | a.example      |           | false
                        | ://                   | a.example      |           | false
                        |                       | a.example      |           | true
            """)
    void onlyOurOwnPagesChangeSomething(String site, String origin, String host, String forwarded, boolean ours) {
        assertThat(Origin.isOurs(site, origin, host, forwarded)).isEqualTo(ours);
    }
}

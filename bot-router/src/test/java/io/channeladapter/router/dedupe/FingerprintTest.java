package io.channeladapter.router.dedupe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class FingerprintTest {
    @Test
    void isTheBeginningOfTheHashSoThatAnotherVersionFindsWhatThisOneStored() {
        byte[] fingerprint = Fingerprint.of("abc"); // from the examples of FIPS 180

        assertThat(fingerprint).isEqualTo(HexFormat.of().parseHex("ba7816bf8f01cfea414140de5dae2223"));
    }
}

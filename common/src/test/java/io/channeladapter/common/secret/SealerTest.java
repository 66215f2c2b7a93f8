package io.channeladapter.common.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SealerTest {
    private final Sealer sealer = Sealer.with(Sealer.newKeyset());

    @Test
    void opensWhatItSealedForTheSameContext() throws UnsealableException {
        assertThat(sealer.open(sealer.seal("token", "st-1"), "st-1")).isEqualTo("token");
    }

    @Test
    void sealedTextDoesNotShowTheClearOne() {
        assertThat(sealer.seal("token", "st-1")).doesNotContain("token");
    }

    @Test
    void refusesTextSealedForAnotherContext() {
        String sealed = sealer.seal("token", "st-1");

        assertThatThrownBy(() -> sealer.open(sealed, "st-2")).isInstanceOf(UnsealableException.class);
    }

    @Test
    void refusesTextSealedWithAnotherKeyset() {
        String sealed = Sealer.with(Sealer.newKeyset()).seal("token", "st-1");

        assertThatThrownBy(() -> sealer.open(sealed, "st-1")).isInstanceOf(UnsealableException.class);
    }

    @Test
    void refusesTextThatIsNoBase64() {
        assertThatThrownBy(() -> sealer.open("?", "st-1")).isInstanceOf(UnsealableException.class);
    }

    @Test
    void refusesAKeysetThatIsNone() {
        assertThatThrownBy(() -> Sealer.with(new Secret("{}"))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void g9_aSecretPrintsStars() {
        assertThat(new Secret("token")).hasToString("***");
    }
}

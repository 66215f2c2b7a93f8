package io.channeladapter.common.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class KeysetTest {
    private final Keyset first = Keyset.fresh();

    @Test
    void aNewKeyOpensButDoesNotSealYet() throws UnsealableException {
        Keyset two = first.withNewKey();

        assertThat(two.entries()).extracting(Keyset.Entry::primary).containsExactly(true, false);
        assertThat(sealer(first).open(sealer(two).seal("token", "st-1"), "st-1"))
                .isEqualTo("token");
        assertThat(sealer(two).open(sealer(two.withNewestPrimary()).seal("token", "st-1"), "st-1"))
                .isEqualTo("token");
    }

    @Test
    void thePromotedKeySealsAndTheFormerOneStillOpens() throws UnsealableException {
        Keyset promoted = first.withNewKey().withNewestPrimary();
        String before = sealer(first).seal("token", "st-1");
        String after = sealer(promoted).seal("token", "st-1");

        assertThat(promoted.entries()).extracting(Keyset.Entry::primary).containsExactly(false, true);
        assertThat(sealer(promoted).open(before, "st-1")).isEqualTo("token");
        assertThat(sealer(first).isOfUnknownKey(after)).isTrue();
        assertThat(sealer(promoted).isOfPrimaryKey(after)).isTrue();
        assertThat(sealer(promoted).isOfPrimaryKey(before)).isFalse();
    }

    @Test
    void whatARemovedKeySealedIsOfAnUnknownKey() {
        Keyset promoted = first.withNewKey().withNewestPrimary();
        String before = sealer(first).seal("token", "st-1");

        Keyset left = promoted.without(first.entries().getFirst().id());

        assertThat(left.entries()).hasSize(1);
        assertThat(sealer(left).isOfUnknownKey(before)).isTrue();
        assertThatThrownBy(() -> sealer(left).open(before, "st-1")).isInstanceOf(UnsealableException.class);
    }

    @Test
    void thePrimaryAndAKeyThatIsNotThereCannotBeRemoved() {
        assertThatThrownBy(() -> first.without(first.entries().getFirst().id()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is the primary");
        assertThatThrownBy(() -> first.without("1"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no key 1");
    }

    @Test
    void itComesBackFromItsJson() {
        Keyset two = first.withNewKey();

        assertThat(Keyset.parse(two.json()).entries()).isEqualTo(two.entries());
    }

    @Test
    void g9_itPrintsNoKey() {
        assertThat(first.toString())
                .isEqualTo("[Entry[id=%s, enabled=true, primary=true]]"
                        .formatted(first.entries().getFirst().id()));
    }

    private static Sealer sealer(Keyset keyset) {
        return Sealer.with(keyset.json());
    }
}

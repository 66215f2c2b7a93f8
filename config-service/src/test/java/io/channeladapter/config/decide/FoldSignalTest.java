package io.channeladapter.config.decide;

import static org.assertj.core.api.Assertions.assertThat;

import io.channeladapter.common.channel.Channel;
import io.channeladapter.common.channel.ChannelEvent;
import io.channeladapter.common.channel.ChannelSignal;
import io.channeladapter.common.channel.ChannelSignal.Kind;
import io.channeladapter.common.channel.ChannelStatus;
import io.channeladapter.common.channel.Health;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FoldSignalTest {
    private static final Channel ENABLED = Samples.channel(ChannelStatus.ENABLED);

    @ParameterizedTest
    @CsvSource({
        "CREDENTIALS_REFUSED, BROKEN,   credentials-refused",
        "PERMISSION_MISSING,  BROKEN,   permission-missing",
        "ACCOUNT_RESTRICTED,  BROKEN,   account-restricted",
        "ACCOUNT_REVOKED,     BROKEN,   account-revoked",
        "BAD_SIGNATURES,      DEGRADED, bad-signatures"
    })
    void aTroubleIsToldOnceUntilItChanges(Kind kind, Health.Level level, String cause) {
        Channel ill = changed(ENABLED, kind, ChannelEvent.Type.DEGRADED);

        assertThat(ill.health().level()).isEqualTo(level);
        assertThat(ill.health().cause()).isEqualTo(cause);
        assertThat(FoldSignal.fold(ill, signal(kind, Samples.NOW.plusSeconds(9))))
                .isEqualTo(new Decision.Unchanged(ill.version()));
        Channel well = changed(ill, Kind.SENDING_WORKS, ChannelEvent.Type.RECOVERED);
        assertThat(well.health().level()).isEqualTo(Health.Level.HEALTHY);
    }

    @Test
    void badSignaturesDoNotHideThatAChannelIsBroken() {
        Channel broken = changed(ENABLED, Kind.CREDENTIALS_REFUSED, ChannelEvent.Type.DEGRADED);

        assertThat(FoldSignal.fold(broken, signal(Kind.BAD_SIGNATURES, Samples.NOW)))
                .isInstanceOf(Decision.Unchanged.class);
    }

    @Test
    void workingAsBeforeIsNoNews() {
        assertThat(FoldSignal.fold(ENABLED, signal(Kind.SENDING_WORKS, Samples.NOW)))
                .isInstanceOf(Decision.Unchanged.class);
    }

    @Test
    void aSignalFromBeforeThePresentHealthIsOld() {
        Instant before = ENABLED.health().since().minusSeconds(1);

        assertThat(FoldSignal.fold(ENABLED, signal(Kind.CREDENTIALS_REFUSED, before)))
                .isInstanceOf(Decision.Unchanged.class);
    }

    @Test
    void aDraftAndAnUnknownChannelHaveNoHealthToChange() {
        ChannelSignal signal = signal(Kind.BAD_SIGNATURES, Samples.NOW);

        assertThat(FoldSignal.fold(null, signal)).isEqualTo(new Decision.Unchanged(0));
        assertThat(FoldSignal.fold(Samples.channel(ChannelStatus.DRAFT), signal))
                .isInstanceOf(Decision.Unchanged.class);
    }

    private static Channel changed(Channel from, Kind kind, ChannelEvent.Type type) {
        Decision decision = FoldSignal.fold(from, signal(kind, Samples.NOW));
        assertThat(decision).isInstanceOf(Decision.Changed.class);
        Decision.Changed changed = (Decision.Changed) decision;
        assertThat(changed.event().type()).isEqualTo(type);
        assertThat(changed.event().actor()).isEqualTo("adapter");
        return java.util.Objects.requireNonNull(changed.next());
    }

    private static ChannelSignal signal(Kind kind, Instant at) {
        return new ChannelSignal(Samples.STREAM, kind, "adapter-egress", at, "Twitter said no.", null, null);
    }
}

package io.channeladapter.config.decide;

import static org.assertj.core.api.Assertions.assertThat;

import io.channeladapter.common.channel.Channel;
import io.channeladapter.common.channel.ChannelEvent;
import io.channeladapter.common.channel.ChannelSignal;
import io.channeladapter.common.channel.ChannelSignal.Examined;
import io.channeladapter.common.channel.ChannelSignal.Kind;
import io.channeladapter.common.channel.ChannelStatus;
import io.channeladapter.common.channel.Condition;
import io.channeladapter.common.channel.Health;
import io.channeladapter.common.channel.Vitals;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class FoldSignalTest {
    private static final Channel ENABLED = Samples.channel(ChannelStatus.ENABLED);
    private static final Instant NOW = Samples.NOW;

    @ParameterizedTest
    @CsvSource({
        "CREDENTIALS_REFUSED, BROKEN,   credentials-refused",
        "PERMISSION_MISSING,  BROKEN,   permission-missing",
        "ACCOUNT_RESTRICTED,  BROKEN,   account-restricted",
        "ACCOUNT_REVOKED,     BROKEN,   account-revoked",
        "BAD_SIGNATURES,      DEGRADED, bad-signatures",
        "QUOTA_NEARLY_SPENT,  DEGRADED, quota-nearly-spent",
        "MESSAGES_UNREADABLE, DEGRADED, messages-unreadable",
        "SENDING_PAUSED,      DEGRADED, sending-paused",
        "SILENT,              DEGRADED, silent"
    })
    void aTroubleIsToldOnceUntilItChanges(Kind kind, Health.Level level, String cause) {
        Folded.Changed told = changed(ENABLED, signal(kind, NOW));

        assertThat(told.event().type()).isEqualTo(ChannelEvent.Type.DEGRADED);
        assertThat(told.event().actor()).isEqualTo("adapter");
        assertThat(told.event().details())
                .containsEntry("level", level.name().toLowerCase(java.util.Locale.ROOT))
                .containsEntry("cause", cause)
                .containsEntry("detail", "Twitter said no.")
                .containsEntry("noticedBy", "adapter-egress");
        Channel ill = told.next();
        assertThat(ill.health().level()).isEqualTo(level);
        assertThat(ill.health().cause()).isEqualTo(cause);
        assertThat(ill.health().since()).isEqualTo(NOW);
        assertThat(ill.health().conditions()).extracting(Condition::cause).containsExactly(cause);
        assertThat(FoldSignal.fold(ill, signal(kind, NOW.plusSeconds(9)))).isInstanceOf(Folded.Unchanged.class);
    }

    @ParameterizedTest
    @CsvSource({
        "SENDING_PAUSED,      SENDING_RELEASED",
        "CREDENTIALS_REFUSED, SENDING_WORKS",
        "CREDENTIALS_REFUSED, ANSWER_SENT",
        "PERMISSION_MISSING,  SENDING_WORKS",
        "ACCOUNT_RESTRICTED,  SENDING_WORKS",
        "ACCOUNT_REVOKED,     SENDING_WORKS",
        "SILENT,              EVENT_SEEN"
    })
    void whatProvesTheContraryTakesATroubleAway(Kind trouble, Kind proof) {
        Channel ill = changed(ENABLED, signal(trouble, NOW)).next();

        Folded.Changed well = changed(ill, signal(proof, NOW.plusSeconds(30)));

        assertThat(well.event().type()).isEqualTo(ChannelEvent.Type.RECOVERED);
        assertThat(well.event().details())
                .containsEntry("level", "healthy")
                .containsEntry("cause", Objects.requireNonNull(ill.health().cause()));
        assertThat(well.next().health()).isEqualTo(Health.healthy(NOW.plusSeconds(30)));
        assertThat(well.next().version()).isEqualTo(ENABLED.version() + 2);
    }

    @Test
    void unreadableMessagesAreNoticedOnceADayAndStayTheCauseInBetween() {
        Channel ill = changed(ENABLED, signal(Kind.MESSAGES_UNREADABLE, NOW)).next();

        assertThat(ill.health().conditions().getFirst().until()).isEqualTo(NOW.plus(Duration.ofDays(2)));
    }

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"BAD_SIGNATURES", "QUOTA_NEARLY_SPENT", "MESSAGES_UNREADABLE", "SILENT"})
    void sendingDoesNotDisproveWhatHasNothingToDoWithIt(Kind trouble) {
        Channel ill = changed(ENABLED, signal(trouble, NOW)).next();

        assertThat(FoldSignal.fold(ill, signal(Kind.SENDING_WORKS, NOW.plusSeconds(30))))
                .isInstanceOf(Folded.Unchanged.class);
    }

    @Test
    void theWorstIsShownAndNothingIsForgotten() {
        Channel silent = changed(ENABLED, signal(Kind.SILENT, NOW)).next();
        Folded.Changed worse = changed(silent, signal(Kind.CREDENTIALS_REFUSED, NOW.plusSeconds(1)));

        assertThat(worse.next().health().cause()).isEqualTo("credentials-refused");
        assertThat(worse.next().health().conditions())
                .extracting(Condition::cause)
                .containsExactly("credentials-refused", "silent");
        assertThat(worse.event().details()).containsEntry("remaining", "credentials-refused, silent");

        Folded.Changed better = changed(worse.next(), signal(Kind.SENDING_WORKS, NOW.plusSeconds(2)));

        assertThat(better.event().type()).isEqualTo(ChannelEvent.Type.DEGRADED);
        assertThat(better.event().details())
                .containsEntry("cause", "silent")
                .containsEntry("over", "credentials-refused")
                .containsEntry("remaining", "silent");
        assertThat(better.event().details().get("detail"))
                .isEqualTo("Twitter said no. Still wrong: "
                        + HealthWords.of(Cause.SILENT).happened());
        assertThat(better.next().health().level()).isEqualTo(Health.Level.DEGRADED);
        assertThat(better.next().health().since()).isEqualTo(NOW.plusSeconds(2));
    }

    @Test
    void aTroubleThatDoesNotHideThatAChannelIsBrokenIsToldNevertheless() {
        Channel broken = changed(ENABLED, signal(Kind.CREDENTIALS_REFUSED, NOW)).next();

        Folded.Changed more = changed(broken, signal(Kind.BAD_SIGNATURES, NOW.plusSeconds(1)));

        assertThat(more.next().health().level()).isEqualTo(Health.Level.BROKEN);
        assertThat(more.next().health().since()).isEqualTo(NOW);
        assertThat(more.event().details()).containsEntry("cause", "bad-signatures");
    }

    @Test
    void whatIsNoticedAgainLaterIsWrittenWithoutNews() {
        Channel ill = changed(ENABLED, signal(Kind.BAD_SIGNATURES, NOW)).next();

        Channel again = noted(ill, signal(Kind.BAD_SIGNATURES, NOW.plusSeconds(300)));

        assertThat(again.version()).isEqualTo(ill.version());
        Condition condition = again.health().conditions().getFirst();
        assertThat(condition.since()).isEqualTo(NOW);
        assertThat(condition.lastSeenAt()).isEqualTo(NOW.plusSeconds(300));
        assertThat(condition.until()).isEqualTo(NOW.plusSeconds(900));
    }

    @Test
    void whatIsOverByItsTimeGoesWithTheNextSignal() {
        Channel ill = changed(ENABLED, signal(Kind.BAD_SIGNATURES, NOW)).next();
        ChannelSignal early = examined(NOW.plusSeconds(599), Examined.NOTHING);
        ChannelSignal round = examined(NOW.plusSeconds(600), Examined.NOTHING);

        assertThat(FoldSignal.fold(ill, early)).isInstanceOf(Folded.Unchanged.class);
        Folded.Changed well = changed(ill, round);

        assertThat(well.event().type()).isEqualTo(ChannelEvent.Type.RECOVERED);
        assertThat(well.event().details())
                .containsEntry("detail", "It has not been noticed again: bad-signatures.")
                .containsEntry("over", "bad-signatures");
        assertThat(well.next().vitals()).isNull();
    }

    @Test
    void whatComesBackBeforeItsEndWasToldNeverEnded() {
        Channel ill = changed(ENABLED, signal(Kind.BAD_SIGNATURES, NOW)).next();

        Channel again = noted(ill, signal(Kind.BAD_SIGNATURES, NOW.plusSeconds(700)));

        assertThat(again.health().conditions().getFirst().since()).isEqualTo(NOW);
    }

    @Test
    void aQuotaIsNearlySpentUntilItBeginsAnew() {
        Instant reset = NOW.plus(Duration.ofHours(3));
        ChannelSignal signal =
                new ChannelSignal(Samples.STREAM, Kind.QUOTA_NEARLY_SPENT, "adapter-egress", NOW, "Few.", reset, null);

        Channel ill = changed(ENABLED, signal).next();

        assertThat(ill.health().conditions().getFirst().until()).isEqualTo(reset);
        assertThat(changed(ill, signal(Kind.ANSWER_SENT, reset)).event().type()).isEqualTo(ChannelEvent.Type.RECOVERED);
    }

    @ParameterizedTest
    @CsvSource({
        "false,,, credentials-refused",
        ",false,, webhook-invalid",
        ",,false, subscription-missing",
    })
    void theWatchdogAddsAndTakesAwayWhatItLookedAt(
            @Nullable Boolean alive, @Nullable Boolean valid, @Nullable Boolean subscribed, String cause) {
        Folded.Changed ill = changed(ENABLED, examined(NOW, new Examined(alive, valid, subscribed, null)));

        assertThat(ill.next().health().cause()).isEqualTo(cause);
        assertThat(ill.next().health().detail()).isEqualTo("Looked.");
        assertThat(FoldSignal.fold(ill.next(), examined(NOW.plusSeconds(9), Examined.NOTHING)))
                .isInstanceOf(Folded.Unchanged.class);
        Folded.Changed well = changed(ill.next(), examined(NOW.plusSeconds(10), new Examined(true, true, true, null)));
        assertThat(well.event().type()).isEqualTo(ChannelEvent.Type.RECOVERED);
    }

    @Test
    void severalFindingsAreToldAtOnceAndEachInItsOwnWords() {
        Folded.Changed ill = changed(ENABLED, examined(NOW, new Examined(true, false, false, null)));

        assertThat(ill.next().version()).isEqualTo(ENABLED.version() + 1);
        assertThat(ill.next().health().conditions())
                .extracting(Condition::detail)
                .containsExactly(
                        HealthWords.of(Cause.WEBHOOK_INVALID).happened(),
                        HealthWords.of(Cause.SUBSCRIPTION_MISSING).happened());
    }

    @Test
    void aWebhookRegisteredAnewIsKnownFromThen() {
        Channel next = noted(ENABLED, examined(NOW, new Examined(true, true, true, "901")));

        assertThat(next.webhookId()).isEqualTo("901");
        assertThat(next.version()).isEqualTo(ENABLED.version());
    }

    @Test
    void aLookThatBeganBeforeATroubleWasNoticedDoesNotDisproveIt() {
        Channel ill = changed(ENABLED, signal(Kind.CREDENTIALS_REFUSED, NOW)).next();

        Folded late = FoldSignal.fold(ill, examined(NOW.minusSeconds(1), new Examined(true, true, true, null)));

        assertThat(late)
                .isInstanceOfSatisfying(
                        Folded.Noted.class, n -> assertThat(n.next().health()).isEqualTo(ill.health()));
    }

    @Test
    void vitalsAreWrittenInTheSameVersionAndWithoutAnEvent() {
        Channel seen = noted(ENABLED, signal(Kind.EVENT_SEEN, NOW));
        seen = noted(seen, signal(Kind.ANSWER_SENT, NOW.plusSeconds(1)));
        seen = noted(seen, signal(Kind.EVENT_SEEN, NOW.plusSeconds(600)));
        seen = noted(seen, examined(NOW.plusSeconds(700), new Examined(true, true, null, null)));

        assertThat(seen.version()).isEqualTo(ENABLED.version());
        assertThat(seen.updatedAt()).isEqualTo(ENABLED.updatedAt());
        assertThat(seen.vitals())
                .isEqualTo(new Vitals(
                        NOW.plusSeconds(600),
                        NOW.plusSeconds(1),
                        Duration.ofMinutes(10),
                        2,
                        NOW.plusSeconds(700),
                        true,
                        true,
                        null,
                        NOW.plusSeconds(700),
                        null));
        assertThat(FoldSignal.fold(seen, signal(Kind.EVENT_SEEN, NOW.plusSeconds(500))))
                .isInstanceOf(Folded.Unchanged.class);
    }

    @Test
    void aChangeOfHealthIsNoChangeByAPerson() {
        Channel ill = changed(ENABLED, signal(Kind.SILENT, NOW)).next();

        assertThat(ill.version()).isEqualTo(ENABLED.version() + 1);
        assertThat(ill.lastChange()).isEqualTo(ENABLED.lastChange());
    }

    @Test
    void aSignalFromBeforeThePresentConnectionIsOld() {
        Instant before = ENABLED.health().since().minusSeconds(1);

        assertThat(FoldSignal.fold(ENABLED, signal(Kind.CREDENTIALS_REFUSED, before)))
                .isInstanceOf(Folded.Unchanged.class);
    }

    @Test
    void twoServicesThatNoticeAtOnceAreBothHeard() {
        Channel ill = changed(ENABLED, signal(Kind.BAD_SIGNATURES, NOW)).next();

        Channel both = changed(ill, signal(Kind.CREDENTIALS_REFUSED, NOW.minusMillis(40)))
                .next();

        assertThat(both.health().conditions()).hasSize(2);
    }

    @Test
    void aDraftAndAnUnknownChannelHaveNoHealthToChange() {
        ChannelSignal signal = signal(Kind.BAD_SIGNATURES, NOW);

        assertThat(FoldSignal.fold(null, signal)).isInstanceOf(Folded.Unchanged.class);
        assertThat(FoldSignal.fold(Samples.channel(ChannelStatus.DRAFT), signal))
                .isInstanceOf(Folded.Unchanged.class);
    }

    @Test
    void aStateOfBeforeThereWereConditionsRecoversToo() {
        Health old = new Health(Health.Level.BROKEN, "credentials-refused", "Twitter said no.", NOW, null);
        Channel ill = ENABLED.with(old, NOW);

        assertThat(changed(ill, signal(Kind.SENDING_WORKS, NOW.plusSeconds(1)))
                        .event()
                        .type())
                .isEqualTo(ChannelEvent.Type.RECOVERED);
    }

    @ParameterizedTest
    @EnumSource(Cause.class)
    void everyCauseHasWordsThatSayWhatHappenedAndWhatToDo(Cause cause) {
        HealthWords.Words words = HealthWords.of(cause.code());

        assertThat(words).isEqualTo(HealthWords.of(cause));
        assertThat(words.happened()).endsWith(".");
        assertThat(words.todo()).endsWith(".");
    }

    private static Folded.Changed changed(Channel from, ChannelSignal signal) {
        Folded folded = FoldSignal.fold(from, signal);
        assertThat(folded).isInstanceOf(Folded.Changed.class);
        return (Folded.Changed) folded;
    }

    private static Channel noted(Channel from, ChannelSignal signal) {
        Folded folded = FoldSignal.fold(from, signal);
        assertThat(folded).isInstanceOf(Folded.Noted.class);
        return ((Folded.Noted) folded).next();
    }

    private static ChannelSignal signal(Kind kind, Instant at) {
        return new ChannelSignal(Samples.STREAM, kind, "adapter-egress", at, "Twitter said no.", null, null);
    }

    private static ChannelSignal examined(Instant at, Examined found) {
        return new ChannelSignal(Samples.STREAM, Kind.EXAMINED, "config-service", at, "Looked.", null, found);
    }
}

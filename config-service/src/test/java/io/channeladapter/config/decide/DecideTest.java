package io.channeladapter.config.decide;

import static io.channeladapter.config.decide.Samples.envelope;
import static org.assertj.core.api.Assertions.assertThat;

import io.channeladapter.common.channel.AfterFailure;
import io.channeladapter.common.channel.AfterUnclear;
import io.channeladapter.common.channel.Channel;
import io.channeladapter.common.channel.ChannelEvent;
import io.channeladapter.common.channel.ChannelSignal;
import io.channeladapter.common.channel.ChannelStatus;
import io.channeladapter.common.channel.Connection;
import io.channeladapter.common.channel.Health;
import io.channeladapter.config.command.Command;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecideTest {
    private static final List<Command> ALL = List.of(
            Samples.CREATE,
            Samples.CONFIGURE,
            Samples.RECONFIGURE,
            Samples.AUTHORIZE,
            Samples.ENABLE,
            Samples.DISABLE,
            Samples.DELETE);

    /** Columns in the order of {@link #ALL}; a {@code +} is a connection that waits beside the one in use. */
    @ParameterizedTest
    @CsvSource({
        "NONE,        draft,          not-found,  not-found,   not-found,      not-found,      not-found,   not-found",
        "DRAFT,       already-exists, configured, configured,  not-configured, not-authorized, not-enabled, deleted",
        "CONFIGURED,  already-exists, configured, configured,  authorized,     not-authorized, not-enabled, deleted",
        "AUTHORIZED,  already-exists, authorized, authorized+, authorized,     enabled,        not-enabled, deleted",
        "AUTHORIZED+, already-exists, authorized, authorized+, authorized,     not-authorized, not-enabled, deleted",
        "ENABLED,     already-exists, enabled,    enabled+,    enabled,        =,              disabled,    deleted",
        "ENABLED+,    already-exists, enabled,    enabled+,    enabled,        =,              disabled+,   deleted",
        "DISABLED,    already-exists, disabled,   disabled+,   disabled,       enabled,        =,           deleted",
        "DISABLED+,   already-exists, disabled,   disabled+,   disabled,       not-authorized, =,           deleted"
    })
    void eachCommandLeadsWhereTheTableSays(
            String status,
            String create,
            String configureAsInUse,
            String configureOther,
            String authorize,
            String enable,
            String disable,
            String delete) {
        Channel channel = status.equals("NONE")
                ? null
                : status.endsWith("+")
                        ? Samples.waiting(ChannelStatus.valueOf(status.replace("+", "")))
                        : Samples.channel(ChannelStatus.valueOf(status));

        List<String> outcomes = ALL.stream()
                .map(command -> outcome(Decide.decide(channel, envelope("c", null, command))))
                .toList();

        assertThat(outcomes)
                .containsExactly(create, configureAsInUse, configureOther, authorize, enable, disable, delete);
    }

    @Test
    void whatIsInUseIsNotTouchedByWhatIsEntered() {
        Channel before = Samples.channel(ChannelStatus.ENABLED);

        Channel next = next(before, Samples.RECONFIGURE);

        assertThat(next.inUse()).isEqualTo(before.inUse());
        assertThat(next.status()).isEqualTo(ChannelStatus.ENABLED);
        assertThat(next.stage()).isEqualTo(ChannelStatus.CONFIGURED);
        assertThat(next.account()).isEqualTo(Samples.ACCOUNT);
        assertThat(next.webhookId()).isEqualTo("900");
        assertThat(next.previousSecret()).isEqualTo(Samples.KEPT);
        assertThat(next.entered()).isEqualTo(((Command.Configure) Samples.RECONFIGURE).connection());
    }

    @Test
    void authorizingPutsWhatWaitsInUse() {
        Channel next =
                next(Samples.waiting(ChannelStatus.DISABLED), new Command.RecordAuthorization(Samples.ACCOUNT, "901"));

        assertThat(next.inUse()).isEqualTo(Samples.PENDING);
        assertThat(next.pending()).isNull();
        assertThat(next.webhookId()).isEqualTo("901");
        assertThat(next.stage()).isEqualTo(ChannelStatus.DISABLED);
    }

    @Test
    void onlyAChangeByAPersonMakesACommandStale() {
        Channel byAPerson = Samples.channel(ChannelStatus.ENABLED);
        Channel noticed =
                byAPerson.with(Health.healthy(Samples.NOW), Samples.NOW).with(Health.healthy(Samples.NOW), Samples.NOW);
        assertThat(noticed.version()).isEqualTo(7);

        for (long seen = 5; seen <= 7; seen++) {
            assertThat(outcome(Decide.decide(noticed, envelope("c", seen, Samples.DISABLE))))
                    .isEqualTo("disabled");
        }
        assertThat(outcome(Decide.decide(noticed, envelope("c", 4L, Samples.DISABLE))))
                .isEqualTo("stale-version");
        assertThat(outcome(Decide.decide(noticed, envelope("c", 8L, Samples.DISABLE))))
                .isEqualTo("stale-version");
    }

    @Test
    void theEventOfAChangeTellsThatItWaits() {
        Decision.Changed changed = (Decision.Changed)
                Decide.decide(Samples.channel(ChannelStatus.ENABLED), envelope("c", null, Samples.RECONFIGURE));

        assertThat(changed.event().details())
                .containsEntry("generation", "account-activity-v2")
                .containsEntry("credentials", "changed")
                .containsEntry("afterUnclear", "report")
                .containsEntry("afterFailure", "stop")
                .containsEntry("waits", "until authorized")
                .containsEntry(
                        "previousSecretValidUntil", Samples.KEPT.validUntil().toString())
                .doesNotContainKey("environmentLabel");
    }

    private static Channel next(Channel channel, Command command) {
        Decision.Changed changed = (Decision.Changed) Decide.decide(channel, envelope("c", null, command));
        return Objects.requireNonNull(changed.next());
    }

    @Test
    void aCommandThatExpectsAnotherVersionIsStaleWhateverItIs() {
        for (Command command : ALL) {
            Decision decision = Decide.decide(Samples.channel(ChannelStatus.ENABLED), envelope("c", 4L, command));
            assertThat(outcome(decision)).isEqualTo("stale-version");
        }
    }

    @Test
    void theExpectedVersionIsAccepted() {
        assertThat(outcome(Decide.decide(Samples.channel(ChannelStatus.ENABLED), envelope("c", 5L, Samples.DISABLE))))
                .isEqualTo("disabled");
    }

    @Test
    void whatWasSealedAnewTakesItsPlaceAndMakesNoOneStale() {
        for (ChannelStatus status : ChannelStatus.values()) {
            Channel before = Samples.channel(status);
            Decision decision =
                    Decide.decide(before, envelope("c", null, new Command.Reseal(Map.of("sealed-1", "sealed-9"))));

            if (status == ChannelStatus.DRAFT) {
                assertThat(decision).isEqualTo(new Decision.Unchanged(5));
                continue;
            }
            assertThat(decision).isInstanceOfSatisfying(Decision.Changed.class, changed -> {
                Channel after = Objects.requireNonNull(changed.next());
                assertThat(after.sealedTexts()).containsExactly("sealed-9");
                assertThat(after.status()).isEqualTo(status);
                assertThat(after.version()).isEqualTo(6);
                assertThat(after.lastChange()).isEqualTo(before.lastChange());
                assertThat(changed.event().type()).isEqualTo(ChannelEvent.Type.RESEALED);
                assertThat(Decide.decide(after, envelope("d", 5L, Samples.DELETE)))
                        .isInstanceOf(Decision.Changed.class);
            });
        }
    }

    @Test
    void whatWasEnteredWhileOtherTextsWereSealedAnewIsNotTouched() {
        assertThat(outcome(Decide.decide(
                        Samples.channel(ChannelStatus.ENABLED),
                        envelope("c", null, new Command.Reseal(Map.of("sealed-0", "sealed-9"))))))
                .isEqualTo("retry");
    }

    @Test
    void whatIsSealedAnewAlreadyIsLeftAlone() {
        assertThat(outcome(Decide.decide(
                        Samples.channel(ChannelStatus.ENABLED),
                        envelope("c", null, new Command.Reseal(Map.of("sealed-1", "sealed-1"))))))
                .isEqualTo("=");
    }

    @Test
    void theEventOfADeletionTellsWhatCouldNotBeCleanedUp() {
        Decision decision = Decide.decide(
                Samples.channel(ChannelStatus.ENABLED),
                envelope("c", null, new Command.Delete(List.of("The webhook stays."))));

        assertThat(decision)
                .isInstanceOfSatisfying(
                        Decision.Changed.class,
                        changed ->
                                assertThat(changed.event().details()).containsEntry("warnings", "The webhook stays."));
    }

    @Test
    void authorizingAnewMakesABrokenChannelHealthy() {
        Channel broken = Samples.channel(ChannelStatus.ENABLED)
                .with(new Health(Health.Level.BROKEN, "credentials-refused", "x", Samples.NOW, null), Samples.NOW);

        assertThat(Decide.decide(broken, envelope("c", null, Samples.AUTHORIZE)))
                .isInstanceOfSatisfying(
                        Decision.Changed.class,
                        changed -> assertThat(changed.next())
                                .isNotNull()
                                .extracting(c -> c.health().level())
                                .isEqualTo(Health.Level.HEALTHY));
    }

    @Test
    void g9_noEventHoldsWhatIsSealed() {
        for (ChannelStatus status : ChannelStatus.values()) {
            for (Command command : ALL) {
                if (Decide.decide(Samples.channel(status), envelope("c", null, command))
                        instanceof Decision.Changed changed) {
                    assertThat(changed.event().toString()).doesNotContain("sealed-");
                }
            }
        }
    }

    @Test
    void noSequenceOfCommandsAndSignalsReachesAnIllegalState() {
        for (int seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            Channel channel = null;
            List<String> way = new ArrayList<>();
            for (int step = 0; step < 60; step++) {
                Decision decision = next(random, channel, way);
                if (decision instanceof Decision.Changed changed) {
                    assertLegal(channel, changed, "seed " + seed + ": " + way);
                    channel = changed.next();
                }
            }
        }
    }

    private static Decision next(Random random, @Nullable Channel channel, List<String> way) {
        if (random.nextInt(4) == 0) {
            ChannelSignal.Kind[] kinds = ChannelSignal.Kind.values();
            ChannelSignal.Kind kind = kinds[random.nextInt(kinds.length)];
            way.add(kind.name());
            Folded folded = FoldSignal.fold(
                    channel,
                    new ChannelSignal(Samples.STREAM, kind, "adapter-egress", Samples.NOW, "something", null, null));
            return folded instanceof Folded.Changed(Channel after, ChannelEvent event)
                    ? new Decision.Changed(after, event)
                    : new Decision.Unchanged(channel == null ? 0 : channel.version());
        }
        Command command = ALL.get(random.nextInt(ALL.size()));
        way.add(command.getClass().getSimpleName());
        Long expected = random.nextBoolean() || channel == null ? null : channel.version() - random.nextInt(2);
        return Decide.decide(channel, envelope("c" + way.size(), expected, command));
    }

    private static void assertLegal(@Nullable Channel before, Decision.Changed changed, String way) {
        long version = before == null ? 1 : before.version() + 1;
        assertThat(changed.event().version()).as(way).isEqualTo(version);
        Channel next = changed.next();
        if (next == null) {
            assertThat(changed.event().type()).as(way).isEqualTo(ChannelEvent.Type.DELETED);
            return;
        }
        assertThat(next.version()).as(way).isEqualTo(version);
        boolean configured = next.status() != ChannelStatus.DRAFT;
        boolean authorized = configured && next.status() != ChannelStatus.CONFIGURED;
        assertThat(next.inUse() != null).as(way).isEqualTo(configured);
        assertLabel(next.inUse(), way);
        assertLabel(next.pending(), way);
        assertThat(next.pending() == null || authorized)
                .as("only beside what was authorized something waits; " + way)
                .isTrue();
        assertThat(next.pending() == null || !next.pending().equals(next.inUse()))
                .as("what is in use does not wait; " + way)
                .isTrue();
        assertThat(next.lastChange()).as(way).isBetween(1L, next.version());
        if (before != null && changed.event().type() != ChannelEvent.Type.AUTHORIZED && before.wasAuthorized()) {
            assertThat(next.inUse())
                    .as("nothing but authorizing changes what is in use; " + way)
                    .isEqualTo(before.inUse());
        }
        if (before != null && before.status() == ChannelStatus.ENABLED) {
            assertThat(next.status())
                    .as("only disabling ends the flow; " + way)
                    .isEqualTo(
                            changed.event().type() == ChannelEvent.Type.DISABLED
                                    ? ChannelStatus.DISABLED
                                    : ChannelStatus.ENABLED);
        }
        assertThat(next.account() != null && next.webhookId() != null)
                .as(way)
                .satisfies(known -> assertThat(known || !authorized).isTrue());
        assertThat(next.health().cause() == null)
                .as(way)
                .isEqualTo(next.health().level() == Health.Level.HEALTHY);
    }

    private static void assertLabel(@Nullable Connection connection, String way) {
        if (connection != null) {
            assertThat(connection.environmentLabel() != null)
                    .as(way)
                    .isEqualTo(connection.generation().needsEnvironment());
        }
    }

    private static String outcome(Decision decision) {
        return switch (decision) {
            case Decision.Changed changed -> {
                Channel next = changed.next();
                yield next == null ? "deleted" : next.status().wire() + (next.pending() == null ? "" : "+");
            }
            case Decision.Noted _ -> "noted";
            case Decision.Unchanged _ -> "=";
            case Decision.Refused(String code, String _) -> code;
        };
    }

    @Test
    void whatBecomesOfUnclearAndFailedRepliesChangesWithoutANewAuthorization() {
        Command onlyThat = new Command.Configure(
                io.channeladapter.common.channel.ApiGeneration.ACCOUNT_ACTIVITY_V1,
                "prod",
                "sealed-1",
                AfterUnclear.REPORT,
                AfterFailure.STOP,
                null);

        assertThat(Decide.decide(Samples.channel(ChannelStatus.ENABLED), envelope("c", null, onlyThat)))
                .isInstanceOfSatisfying(
                        Decision.Changed.class,
                        changed -> assertThat(changed.next()).isNotNull().satisfies(next -> {
                            assertThat(next.status()).isEqualTo(ChannelStatus.ENABLED);
                            assertThat(next.afterUnclear()).isEqualTo(AfterUnclear.REPORT);
                            assertThat(next.whenFailed()).isEqualTo(AfterFailure.STOP);
                        }));
    }
}

package io.channeladapter.config.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.channeladapter.common.channel.ApiGeneration;
import io.channeladapter.common.channel.Channel;
import io.channeladapter.common.channel.ChannelEvent;
import io.channeladapter.common.channel.ChannelSignal;
import io.channeladapter.common.channel.ChannelSignal.Kind;
import io.channeladapter.common.channel.Condition;
import io.channeladapter.common.channel.Health;
import io.channeladapter.common.channel.StreamId;
import io.channeladapter.common.secret.Sealer;
import io.channeladapter.common.secret.Secret;
import io.channeladapter.common.twitter.Credentials;
import io.channeladapter.common.twitter.Refusal;
import io.channeladapter.common.twitter.TwitterApi.AccessLevel;
import io.channeladapter.common.twitter.testing.FakeTwitterApi;
import io.channeladapter.config.command.Command;
import io.channeladapter.config.command.CommandEnvelope;
import io.channeladapter.config.decide.Samples;
import io.channeladapter.config.view.testing.InMemoryChannels;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WatchdogTest {
    private static final Duration INTERVAL = Duration.ofMinutes(15);
    private static final URI CALLBACK = URI.create("https://hooks.example.com/webhooks/twitter/" + Samples.STREAM);
    private static final Credentials KEYS =
            new Credentials(new Secret("key"), new Secret("secret"), new Secret("token"), new Secret("token-secret"));

    private final FakeTwitterApi twitter = new FakeTwitterApi(KEYS, "prod", Samples.ACCOUNT);
    private final InMemoryChannels channels = new InMemoryChannels();
    private final Sealer sealer = Sealer.with(Sealer.newKeyset());
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private volatile Instant now = Samples.NOW;
    private volatile boolean owned = true;
    private final Watchdog watchdog = new Watchdog(
            channels,
            _ -> owned,
            _ -> twitter,
            sealer,
            (StreamId id) -> URI.create("https://hooks.example.com/webhooks/twitter/" + id),
            channels::signal,
            INTERVAL,
            Duration.ofMinutes(4),
            () -> now,
            metrics);

    @BeforeEach
    void anEnabledChannel() {
        twitter.registerWebhook(KEYS, "prod", CALLBACK);
        twitter.subscribe(KEYS, "prod", "1001");
        submit("c1", Samples.CREATE);
        submit(
                "c2",
                new Command.Configure(
                        ApiGeneration.ACCOUNT_ACTIVITY_V1,
                        "prod",
                        KEYS.seal(sealer, Samples.STREAM),
                        null,
                        null,
                        null));
        submit("c3", new Command.RecordAuthorization(Samples.ACCOUNT, "1001"));
        submit("c4", Samples.ENABLE);
        now = now.plusSeconds(60);
    }

    @AfterEach
    void close() {
        watchdog.close();
    }

    @Test
    void ourOwnWebhookUnderAFormerAddressIsNamedAsOurs() throws InterruptedException {
        URI former = URI.create("https://old.example.com/webhooks/twitter/" + Samples.STREAM);
        twitter.dropWebhooks();
        twitter.stands(former);

        look();

        assertThat(channel().health().toString())
                .contains("this channel's own under its former address, " + former)
                .doesNotContain("left alone");
    }

    @Test
    void aChannelThatDoesWellIsNotedAsLookedAtAndNothingIsToldOfIt() throws InterruptedException {
        long version = channel().version();

        look();

        assertThat(channel().version()).isEqualTo(version);
        assertThat(Objects.requireNonNull(channel().vitals()).examinedAt()).isEqualTo(now);
        assertThat(Objects.requireNonNull(channel().vitals()).subscribed()).isTrue();
        assertThat(troubles()).isEmpty();
        assertThat(count("well")).isEqualTo(1);
    }

    @Test
    void aSubscriptionThatIsGoneIsMadeAgainAndBothAreTold() throws InterruptedException {
        twitter.dropSubscription();

        look();

        assertThat(twitter.subscribed(KEYS, "prod", "1001").toString()).contains("true");
        assertThat(troubles())
                .extracting(ChannelEvent::type)
                .containsExactly(ChannelEvent.Type.DEGRADED, ChannelEvent.Type.RECOVERED);
        assertThat(troubles().getFirst().details()).containsEntry("cause", "subscription-missing");
        assertThat(troubles().getLast().details())
                .containsEntry("detail", "The account was not subscribed any more. It was subscribed again.")
                .containsEntry("noticedBy", "config-service");
        assertThat(channel().health().level()).isEqualTo(Health.Level.HEALTHY);
        assertThat(Objects.requireNonNull(channel().vitals()).subscribed()).isTrue();
    }

    @Test
    void anInvalidWebhookIsChallengedAgain() throws InterruptedException {
        twitter.invalidate();

        look();

        assertThat(troubles().getFirst().details()).containsEntry("cause", "webhook-invalid");
        assertThat(troubles().getLast().details().get("detail"))
                .isEqualTo("Twitter had marked the webhook as invalid. It was challenged again and is valid since.");
        assertThat(twitter.webhooks(KEYS, "prod").toString()).contains("valid=true");
    }

    @Test
    void aWebhookThatIsGoneIsRegisteredAnewAndItsIdIsKnown() throws InterruptedException {
        twitter.dropWebhooks();
        twitter.dropSubscription();
        String before = channel().webhookId();

        look();

        assertThat(channel().webhookId()).isNotEqualTo(before);
        assertThat(twitter.webhooks(KEYS, "prod").toString())
                .contains("id=" + channel().webhookId());
        assertThat(channel().health().level()).isEqualTo(Health.Level.HEALTHY);
        assertThat(troubles()).hasSize(2);
    }

    @Test
    void refusedKeysAreToldAndWhatThenCannotBeSeenStaysUnknown() throws InterruptedException {
        twitter.refuseNext(refusal(Refusal.Kind.CREDENTIALS, 401, 89));

        look();

        assertThat(channel().health().conditions()).extracting(Condition::cause).containsExactly("credentials-refused");
        assertThat(Objects.requireNonNull(channel().vitals()).webhookValid()).isNull();
        nextTurn();
        look();
        assertThat(channel().health().level()).isEqualTo(Health.Level.HEALTHY);
    }

    @Test
    void tokensWithoutThePermissionAreTold() throws InterruptedException {
        twitter.access(AccessLevel.READ_WRITE);

        look();

        assertThat(channel().health().cause()).isEqualTo("permission-missing");
    }

    @Test
    void anAccountThatTwitterRestrictsIsToldAndOverWhenThreeTurnsDidNotSeeItSo() throws InterruptedException {
        twitter.refuseNext(refusal(Refusal.Kind.RESTRICTED, 403, 326));

        look();

        assertThat(channel().health().cause()).isEqualTo("account-restricted");
        assertThat(count("ill")).isEqualTo(1);
        nextTurn();
        nextTurn();
        nextTurn();
        look();
        assertThat(channel().health().level()).isEqualTo(Health.Level.HEALTHY);
    }

    @ParameterizedTest
    @EnumSource(
            value = Refusal.Kind.class,
            names = {"RATE_LIMITED", "UNAVAILABLE", "UNREACHABLE", "CLOCK", "UNCLEAR"})
    void aCallThatTellsNothingOfTheChannelMakesItNotIll(Refusal.Kind kind) throws InterruptedException {
        twitter.refuseNext(refusal(kind, 500, 0));

        look();

        assertThat(troubles()).isEmpty();
        assertThat(count("unknown")).isEqualTo(1);
    }

    @Test
    void aRepairThatFailsLeavesTheChannelBrokenUntilItSucceeds() throws InterruptedException {
        twitter.invalidate();
        twitter.refuseAfter(2, refusal(Refusal.Kind.PERMANENT, 400, 214));

        look();

        assertThat(channel().health().cause()).isEqualTo("webhook-invalid");
        assertThat(channel().health().detail()).startsWith("Twitter had marked the webhook as invalid. ");
        nextTurn();
        look();
        assertThat(channel().health().level()).isEqualTo(Health.Level.HEALTHY);
    }

    @Test
    void anotherWebhookIsNeverRemovedForOurs() throws InterruptedException {
        twitter.dropWebhooks();
        twitter.registerWebhook(KEYS, "prod", URI.create("https://elsewhere.example.com/hook"));

        look();

        assertThat(channel().health().cause()).isEqualTo("webhook-invalid");
        assertThat(channel().health().detail()).contains("left alone");
        assertThat(twitter.webhooks(KEYS, "prod").toString()).contains("elsewhere");
    }

    @Test
    void whatAnInvalidWebhookWasNotSentIsMissed() throws InterruptedException {
        look();
        Instant valid = now;
        twitter.invalidate();
        nextTurn();

        look();

        assertThat(troubles())
                .filteredOn(event -> "events-missed".equals(event.details().get("cause")))
                .singleElement()
                .satisfies(event -> assertThat(event.details())
                        .containsEntry("from", valid.toString())
                        .containsEntry("until", now.toString()));
    }

    @Test
    void aChannelIsLookedAtOnceInEachTurn() throws InterruptedException {
        look();
        look();
        assertThat(count("well")).isEqualTo(1);

        nextTurn();
        look();

        assertThat(count("well")).isEqualTo(2);
    }

    @Test
    void whoDoesNotOwnTheChannelLeavesIt() throws InterruptedException {
        owned = false;
        look();
        assertThat(count("well")).isZero();

        owned = true;
        look();
        assertThat(count("well")).isEqualTo(1);
    }

    @Test
    void aDisabledChannelIsNotLookedAt() throws InterruptedException {
        submit("c5", Samples.DISABLE);

        look();

        assertThat(count("well")).isZero();
    }

    @Test
    void whatIsOverByItsTimeIsTakenAwayBetweenTheTurns() throws InterruptedException {
        look();
        channels.signal(
                new ChannelSignal(Samples.STREAM, Kind.BAD_SIGNATURES, "adapter-ingress", now, "B.", null, null));
        assertThat(channel().health().level()).isEqualTo(Health.Level.DEGRADED);

        now = now.plus(Duration.ofMinutes(10));
        watchdog.round();

        assertThat(channel().health().level()).isEqualTo(Health.Level.HEALTHY);
        watchdog.awaitIdle();
    }

    @Test
    void oneRoundLooksAtMoreChannelsThanAtOnce() throws InterruptedException {
        for (int i = 0; i < Watchdog.AT_ONCE; i++) {
            another(StreamId.of(new UUID(2, i)));
        }

        look();

        assertThat(metrics.find("config.watch.examinations").counters().stream()
                        .mapToDouble(Counter::count)
                        .sum())
                .isEqualTo(Watchdog.AT_ONCE + 1.0);
    }

    @Test
    void manyChannelsAreSpreadEvenlyOverTheInterval() {
        Rounds rounds = new Rounds(INTERVAL);
        int[] minutes = new int[15];
        for (int i = 0; i < 15_000; i++) {
            Channel channel = Channel.draft(StreamId.of(new UUID(i * 7919L, i * 104_729L)), Samples.BOT, Samples.NOW);
            Duration ago = Duration.between(rounds.turn(channel, now), now);
            assertThat(ago).isBetween(Duration.ZERO, INTERVAL);
            minutes[(int) Math.min(14, ago.toMinutes())]++;
        }
        assertThat(Arrays.stream(minutes)).allSatisfy(count -> assertThat(count).isBetween(800, 1_200));
    }

    private void look() throws InterruptedException {
        watchdog.round();
        watchdog.awaitIdle();
    }

    private void nextTurn() {
        now = now.plus(INTERVAL);
    }

    private Channel channel() {
        return channels.find(Samples.STREAM).orElseThrow();
    }

    private List<ChannelEvent> troubles() {
        return channels.events().stream()
                .filter(event -> event.actor().equals("adapter"))
                .toList();
    }

    private double count(String outcome) {
        return metrics.counter("config.watch.examinations", "outcome", outcome).count();
    }

    private void another(StreamId streamId) {
        submit(streamId, "a1", Samples.CREATE);
        submit(
                streamId,
                "a2",
                new Command.Configure(
                        ApiGeneration.ACCOUNT_ACTIVITY_V1, "prod", KEYS.seal(sealer, streamId), null, null, null));
        submit(streamId, "a3", new Command.RecordAuthorization(Samples.ACCOUNT, "1001"));
        submit(streamId, "a4", Samples.ENABLE);
    }

    private void submit(String id, Command command) {
        submit(Samples.STREAM, id, command);
    }

    private void submit(StreamId streamId, String id, Command command) {
        assertThat(channels.submit(new CommandEnvelope(streamId + id, streamId, null, "admin", now, command)))
                .isInstanceOf(io.channeladapter.config.view.CommandBus.Outcome.Accepted.class);
    }

    private static Refusal refusal(Refusal.Kind kind, int status, int code) {
        @Nullable Instant never = null;
        return new Refusal(kind, status, code, "no", never);
    }
}

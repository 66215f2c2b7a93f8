package io.channeladapter.config.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.channeladapter.common.channel.Channel;
import io.channeladapter.common.channel.ChannelStatus;
import io.channeladapter.common.channel.Condition;
import io.channeladapter.common.channel.Connection;
import io.channeladapter.common.channel.Health;
import io.channeladapter.common.channel.TwitterAccount;
import io.channeladapter.common.channel.Vitals;
import io.channeladapter.common.secret.Sealer;
import io.channeladapter.common.secret.Secret;
import io.channeladapter.common.topic.Topics;
import io.channeladapter.common.twitter.Credentials;
import io.channeladapter.common.twitter.TwitterAnswer;
import io.channeladapter.common.twitter.TwitterApi.AccessLevel;
import io.channeladapter.common.twitter.TwitterApi.Webhook;
import io.channeladapter.common.twitter.testing.FakeTwitterApi;
import io.channeladapter.config.authorize.CallbackProbe;
import io.channeladapter.config.authorize.StepResult.Result;
import io.channeladapter.config.change.CallbackUrls;
import io.channeladapter.config.decide.Samples;
import io.channeladapter.config.doctor.Examination.Check;
import io.channeladapter.config.doctor.Examination.Finding;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DoctorTest {
    private static final Sealer SEALER = Sealer.with(Sealer.newKeyset());
    private static final CallbackUrls URLS = new CallbackUrls(URI.create("https://bots.example.com"));
    private static final Credentials KEYS = keys("at");

    private final FakeTwitterApi twitter = new FakeTwitterApi(KEYS, "prod", Samples.ACCOUNT);
    private final Set<String> missing = new HashSet<>();
    private CallbackProbe.Answer probed = new CallbackProbe.Answer.Right();
    private TwitterClock.Comparison clock = new TwitterClock.Comparison.Told(Duration.ofMillis(300));
    private final Doctor doctor = new Doctor(
            SEALER,
            URLS,
            generation -> twitter,
            (url, key) -> probed,
            () -> clock,
            topic -> !missing.contains(topic),
            InstantSource.fixed(Samples.NOW));

    @BeforeEach
    void connect() {
        twitter.registerWebhook(KEYS, "prod", URLS.of(Samples.STREAM));
        twitter.subscribe(KEYS, "prod", "");
    }

    @Test
    void aChannelOfWhichAllIsRightIsHealthy() {
        Examination examination = doctor.examine(channel(ChannelStatus.ENABLED, KEYS));

        assertThat(examination.healthy()).isTrue();
        assertThat(examination.findings()).extracting(Finding::check).containsExactly(Check.values());
        assertThat(examination.findings()).extracting(Finding::result).containsOnly(Result.PASSED);
    }

    @Test
    void nothingIsChangedAtTwitter() {
        twitter.invalidate();

        doctor.examine(channel(ChannelStatus.ENABLED, KEYS));

        assertThat(webhooks())
                .singleElement()
                .satisfies(webhook -> assertThat(webhook.valid()).isFalse());
    }

    @Test
    void theFirstWrongThingIsNamedAndTheOthersAreListed() {
        probed = new CallbackProbe.Answer.Wrong(CallbackProbe.Fault.NO_CONNECTION, 0);
        twitter.invalidate();

        Examination examination = doctor.examine(channel(ChannelStatus.DISABLED, KEYS));

        assertThat(first(examination)).isEqualTo(Check.CALLBACK);
        assertThat(examination.findings())
                .filteredOn(finding -> finding.result() == Result.FAILED)
                .extracting(Finding::check)
                .containsExactly(Check.CALLBACK, Check.WEBHOOK, Check.STATUS);
    }

    @Test
    void aDraftLacksItsKeysAndNothingElseIsLookedAt() {
        Examination examination = doctor.examine(Channel.draft(Samples.STREAM, Samples.BOT, Samples.NOW));

        assertThat(first(examination)).isEqualTo(Check.CONFIGURATION);
        assertThat(examination.findings()).extracting(Finding::check).containsExactly(Check.values());
        assertThat(result(examination, Check.WEBHOOK)).isEqualTo(Result.SKIPPED);
    }

    @Test
    void keysThatCannotBeOpenedAreNamed() {
        Examination examination = doctor.examine(
                channel(ChannelStatus.ENABLED, KEYS.seal(Sealer.with(Sealer.newKeyset()), Samples.STREAM)));

        assertThat(first(examination)).isEqualTo(Check.CONFIGURATION);
        assertThat(detail(examination, Check.CONFIGURATION)).contains("secrets.keyset");
    }

    @Test
    void aMissingTopicOfTheBotIsNamed() {
        missing.add(Topics.botReplies(Samples.BOT));

        Examination examination = doctor.examine(channel(ChannelStatus.ENABLED, KEYS));

        assertThat(first(examination)).isEqualTo(Check.TOPICS);
        assertThat(detail(examination, Check.TOPICS))
                .contains("bot.demo.replies")
                .doesNotContain("bot.demo.events");
    }

    @Test
    void aClockThatIsOffIsNamed() {
        clock = new TwitterClock.Comparison.Told(Duration.ofSeconds(-200));

        Examination examination = doctor.examine(channel(ChannelStatus.ENABLED, KEYS));

        assertThat(first(examination)).isEqualTo(Check.CLOCK);
        assertThat(detail(examination, Check.CLOCK)).contains("200 s behind");
    }

    @Test
    void keysThatTwitterRefusesLeaveTheRestAtTwitterUnlookedAt() {
        Examination examination = doctor.examine(channel(ChannelStatus.ENABLED, keys("revoked")));

        assertThat(first(examination)).isEqualTo(Check.CREDENTIALS);
        assertThat(result(examination, Check.SUBSCRIPTION)).isEqualTo(Result.SKIPPED);
        assertThat(result(examination, Check.STATUS)).isEqualTo(Result.PASSED);
    }

    @Test
    void tokensWithoutDirectMessagesAreNamed() {
        twitter.access(AccessLevel.READ);

        assertThat(first(doctor.examine(channel(ChannelStatus.ENABLED, KEYS)))).isEqualTo(Check.PERMISSION);
    }

    @Test
    void aWebhookThatWasRemovedIsNamed() {
        twitter.removeWebhook(KEYS, "prod", webhooks().getFirst().id());
        URI other = URI.create("https://other.example.com/hook");
        twitter.registerWebhook(KEYS, "prod", other);

        Examination examination = doctor.examine(channel(ChannelStatus.ENABLED, KEYS));

        assertThat(first(examination)).isEqualTo(Check.WEBHOOK);
        assertThat(detail(examination, Check.WEBHOOK)).contains("no webhook", other.toString());
    }

    @Test
    void aSubscriptionThatEndedIsNamed() {
        twitter.unsubscribe(KEYS, "prod", "", Samples.ACCOUNT.id());

        assertThat(first(doctor.examine(channel(ChannelStatus.ENABLED, KEYS)))).isEqualTo(Check.SUBSCRIPTION);
    }

    @Test
    void tokensOfAnotherAccountAreNamed() {
        Channel channel = channel(
                ChannelStatus.ENABLED,
                KEYS.seal(SEALER, Samples.STREAM),
                new TwitterAccount("43", "other", "Other", null),
                null,
                Health.healthy(Samples.NOW),
                null);

        Examination examination = doctor.examine(channel);

        assertThat(first(examination)).isEqualTo(Check.CREDENTIALS);
        assertThat(detail(examination, Check.CREDENTIALS)).contains("@demo_shop", "@other");
    }

    @Test
    void whatWaitsToBeAuthorizedIsNamedBeforeWhatIsWrongWithTheOld() {
        twitter.access(AccessLevel.READ);
        Channel enabled = channel(ChannelStatus.ENABLED, KEYS);
        Channel channel = channel(
                ChannelStatus.ENABLED,
                KEYS.seal(SEALER, Samples.STREAM),
                Samples.ACCOUNT,
                enabled.inUse(),
                Health.healthy(Samples.NOW),
                null);

        Examination examination = doctor.examine(channel);

        assertThat(detail(examination, Check.STATUS)).contains("not in use yet");
        assertThat(examination.first().orElseThrow().check()).isEqualTo(Check.STATUS);
    }

    @Test
    void whatTheServicesNoticedIsListed() {
        Condition quota = new Condition(
                "quota-nearly-spent",
                Health.Level.DEGRADED,
                "Nine tenths of the messages of today are sent.",
                Samples.NOW,
                Samples.NOW,
                null,
                "adapter-egress");
        Channel channel = channel(
                ChannelStatus.ENABLED,
                KEYS.seal(SEALER, Samples.STREAM),
                Samples.ACCOUNT,
                null,
                new Health(Health.Level.DEGRADED, quota.cause(), quota.detail(), Samples.NOW, List.of(quota)),
                new Vitals(Samples.NOW, null, null, 1, null, null, null, null, null, null));

        Examination examination = doctor.examine(channel);

        assertThat(first(examination)).isEqualTo(Check.HEALTH);
        assertThat(detail(examination, Check.HEALTH)).contains(quota.detail(), "adapter-egress");
        assertThat(detail(examination, Check.TRAFFIC)).contains(Samples.NOW.toString(), "none seen yet");
    }

    private List<Webhook> webhooks() {
        return twitter.webhooks(KEYS, "prod") instanceof TwitterAnswer.Success<List<Webhook>>(var list, var _)
                ? list
                : List.of();
    }

    private static @Nullable Check first(Examination examination) {
        return examination.first().map(Finding::check).orElse(null);
    }

    private static Result result(Examination examination, Check check) {
        return finding(examination, check).result();
    }

    private static String detail(Examination examination, Check check) {
        return finding(examination, check).detail();
    }

    private static Finding finding(Examination examination, Check check) {
        return examination.findings().stream()
                .filter(finding -> finding.check() == check)
                .findFirst()
                .orElseThrow();
    }

    private static Credentials keys(String token) {
        return new Credentials(new Secret("ak"), new Secret("as"), new Secret(token), new Secret("ats"));
    }

    private static Channel channel(ChannelStatus status, Credentials credentials) {
        return channel(status, credentials.seal(SEALER, Samples.STREAM));
    }

    private static Channel channel(ChannelStatus status, String sealed) {
        return channel(status, sealed, Samples.ACCOUNT, null, Health.healthy(Samples.NOW), null);
    }

    private static Channel channel(
            ChannelStatus status,
            String sealed,
            TwitterAccount account,
            @Nullable Connection pending,
            Health health,
            @Nullable Vitals vitals) {
        Channel sample = Samples.channel(status);
        return new Channel(
                sample.streamId(),
                sample.botId(),
                sample.version(),
                null,
                status,
                sample.generation(),
                "prod",
                sealed,
                account,
                "900",
                pending,
                null,
                sample.afterUnclear(),
                null,
                health,
                vitals,
                sample.createdAt(),
                sample.updatedAt());
    }
}

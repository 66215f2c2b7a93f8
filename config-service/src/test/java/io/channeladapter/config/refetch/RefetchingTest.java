package io.channeladapter.config.refetch;

import static org.assertj.core.api.Assertions.assertThat;

import io.channeladapter.common.channel.ApiGeneration;
import io.channeladapter.common.channel.Channel;
import io.channeladapter.common.channel.ChannelEvent;
import io.channeladapter.common.channel.ChannelSignal;
import io.channeladapter.common.secret.Sealer;
import io.channeladapter.common.secret.Secret;
import io.channeladapter.common.twitter.Credentials;
import io.channeladapter.common.twitter.Refusal;
import io.channeladapter.common.twitter.testing.FakeTwitterApi;
import io.channeladapter.config.command.Command;
import io.channeladapter.config.command.CommandEnvelope;
import io.channeladapter.config.decide.Samples;
import io.channeladapter.config.view.CommandBus;
import io.channeladapter.config.view.testing.InMemoryChannels;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RefetchingTest {
    private static final Credentials KEYS =
            new Credentials(new Secret("key"), new Secret("secret"), new Secret("token"), new Secret("token-secret"));
    private static final Instant FROM = Samples.NOW.plusSeconds(600);
    private static final Instant UNTIL = Samples.NOW.plusSeconds(1_500);

    private final FakeTwitterApi twitter = FakeTwitterApi.v2(KEYS, Samples.ACCOUNT);
    private final InMemoryChannels channels = new InMemoryChannels();
    private final Sealer sealer = Sealer.with(Sealer.newKeyset());
    private final List<Outage> outages = new ArrayList<>();
    private volatile Consumer<ChannelSignal> signals = channels::signal;
    private volatile Instant now = Samples.NOW;
    private volatile boolean owned = true;
    private final Refetching refetching = another();

    @BeforeEach
    void anEnabledChannel() {
        twitter.registerWebhook(KEYS, "", URI.create("https://hooks.example.com/webhooks/twitter/" + Samples.STREAM));
        submit("c1", Samples.CREATE);
        submit(
                "c2",
                new Command.Configure(
                        ApiGeneration.ACCOUNT_ACTIVITY_V2, null, KEYS.seal(sealer, Samples.STREAM), null, null, null));
        submit("c3", new Command.RecordAuthorization(Samples.ACCOUNT, "1001"));
        submit("c4", Samples.ENABLE);
        now = UNTIL.plusSeconds(1);
    }

    @AfterEach
    void close() {
        refetching.close();
    }

    @Test
    void anOutageIsAskedForOnceWhenItsMinuteIsOver() throws InterruptedException {
        outages.add(new Outage(FROM, UNTIL));
        look();
        assertThat(twitter.replays()).isEmpty();

        later(120);
        look();
        look();
        later(3_600);
        look();

        assertThat(twitter.replays()).containsExactly(new FakeTwitterApi.Replay("1001", FROM, UNTIL));
        assertThat(types()).containsExactly(ChannelEvent.Type.EVENTS_MISSED, ChannelEvent.Type.REPLAY_ASKED);
        assertThat(channel().refetch().jobs()).hasSize(1);
    }

    @Test
    void twoInstancesThatThinkItIsTheirsAskOnce() throws InterruptedException {
        outages.add(new Outage(FROM, UNTIL));
        try (Refetching other = another()) {
            refetching.round();
            other.round();
            later(120);

            refetching.round();
            other.round();
            refetching.awaitIdle();
            other.awaitIdle();
        }

        assertThat(twitter.replays()).hasSize(1);
        assertThat(types()).containsExactly(ChannelEvent.Type.EVENTS_MISSED, ChannelEvent.Type.REPLAY_ASKED);
    }

    @Test
    void whoDoesNotOwnTheChannelLeavesIt() throws InterruptedException {
        outages.add(new Outage(FROM, UNTIL));
        owned = false;

        look();

        assertThat(types()).isEmpty();
    }

    @Test
    void aTroubleOfTwittersIsTriedAgain() throws InterruptedException {
        outages.add(new Outage(FROM, UNTIL));
        look();
        twitter.refuseNext(new Refusal(Refusal.Kind.UNAVAILABLE, 503, 0, "busy", null));
        later(120);
        look();
        assertThat(twitter.replays()).isEmpty();
        assertThat(Objects.requireNonNull(channel().refetch().gap()).attempts()).isEqualTo(1);

        look();
        assertThat(twitter.replays()).as("not at once").isEmpty();
        later(61);
        look();

        assertThat(twitter.replays()).hasSize(1);
    }

    @Test
    void anAppThatMayNotIsTheOwnersToKnow() throws InterruptedException {
        outages.add(new Outage(FROM, UNTIL));
        look();
        twitter.refuseNext(new Refusal(Refusal.Kind.PERMISSION, 403, 0, "client-forbidden", "no", null));
        later(120);
        look();
        later(3_600);
        look();

        assertThat(twitter.replays()).isEmpty();
        assertThat(types()).containsExactly(ChannelEvent.Type.EVENTS_MISSED, ChannelEvent.Type.DEGRADED);
        assertThat(channel().health().detail())
                .contains("the app may not ask for it")
                .contains("(HTTP 403)");
    }

    @Test
    void anAnswerThatIsLostWithItsServiceIsWaitedForBeforeItIsAskedAgain() throws InterruptedException {
        outages.add(new Outage(FROM, UNTIL));
        look();
        signals = _ -> {};
        later(120);
        look();
        assertThat(twitter.replays()).hasSize(1);
        signals = channels::signal;

        later(599);
        look();
        assertThat(twitter.replays()).hasSize(1);
        later(2);
        look();

        assertThat(twitter.replays()).hasSize(2);
        assertThat(types()).containsExactly(ChannelEvent.Type.EVENTS_MISSED, ChannelEvent.Type.REPLAY_ASKED);
    }

    @Test
    void aCallWithoutAnAnswerIsSettledByTheReplaysEnd() throws InterruptedException {
        outages.add(new Outage(FROM, UNTIL));
        look();
        twitter.refuseNext(new Refusal(Refusal.Kind.UNCLEAR, 504, 0, "no answer", null));
        later(120);
        look();
        later(300);
        look();
        assertThat(twitter.replays()).as("not made again yet").isEmpty();

        channels.signal(new ChannelSignal(
                Samples.STREAM,
                ChannelSignal.Kind.REPLAY_ENDED,
                "bot-router",
                now,
                "All was sent again.",
                null,
                null,
                ChannelSignal.Replay.ended("77", true)));
        later(3_600);
        look();

        assertThat(twitter.replays()).isEmpty();
        assertThat(types()).containsExactly(ChannelEvent.Type.EVENTS_MISSED, ChannelEvent.Type.REPLAY_ENDED);
    }

    @Test
    void aCallWithoutAnAnswerIsMadeAgainAfterTenMinutes() throws InterruptedException {
        outages.add(new Outage(FROM, UNTIL));
        look();
        twitter.refuseNext(new Refusal(Refusal.Kind.UNCLEAR, 504, 0, "no answer", null));
        later(120);
        look();
        later(599);
        look();
        assertThat(twitter.replays()).isEmpty();

        later(2);
        look();

        assertThat(twitter.replays()).hasSize(1);
    }

    @Test
    void outagesThatWereAskedForAreNotAskedForAgainByOneAnother() throws InterruptedException {
        outages.add(new Outage(FROM, FROM.plusSeconds(300)));
        look();
        later(120);
        look();
        outages.add(new Outage(UNTIL, UNTIL.plusSeconds(400)));
        later(400);
        for (int round = 0; round < 20; round++) {
            look();
            later(60);
        }

        assertThat(twitter.replays()).hasSize(2);
    }

    @Test
    void anOutageFromBeforeTheChannelIsNone() throws InterruptedException {
        outages.add(new Outage(Samples.NOW.minusSeconds(900), Samples.NOW.minusSeconds(1)));

        look();

        assertThat(types()).isEmpty();
    }

    @Test
    void whatTwitterDoesNotKeepAnyMoreIsTold() throws InterruptedException {
        outages.add(new Outage(FROM, UNTIL));
        look();
        later(25 * 3_600);
        look();

        assertThat(twitter.replays()).isEmpty();
        assertThat(channel().health().detail()).contains("24 hours");
        assertThat(channel().refetch().gap()).isNull();
    }

    private Refetching another() {
        return new Refetching(
                channels,
                _ -> owned,
                () -> List.copyOf(outages),
                channels,
                _ -> twitter,
                sealer,
                signal -> signals.accept(signal),
                () -> now,
                new SimpleMeterRegistry());
    }

    private void look() throws InterruptedException {
        refetching.round();
        refetching.awaitIdle();
    }

    private void later(long seconds) {
        now = now.plusSeconds(seconds);
    }

    private Channel channel() {
        return channels.find(Samples.STREAM).orElseThrow();
    }

    private List<ChannelEvent.Type> types() {
        return channels.events().stream()
                .filter(event -> event.actor().equals("adapter"))
                .map(ChannelEvent::type)
                .toList();
    }

    private void submit(String id, Command command) {
        assertThat(channels.submit(new CommandEnvelope(id, Samples.STREAM, null, "admin", now, command)))
                .isInstanceOf(CommandBus.Outcome.Accepted.class);
    }
}

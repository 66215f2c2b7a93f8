package io.channeladapter.egress.send;

import static org.assertj.core.api.Assertions.assertThat;

import io.channeladapter.common.channel.ApiGeneration;
import io.channeladapter.common.channel.BotId;
import io.channeladapter.common.channel.Conversation;
import io.channeladapter.common.channel.TwitterAccount;
import io.channeladapter.common.message.CheckedReply;
import io.channeladapter.common.secret.Secret;
import io.channeladapter.common.twitter.Credentials;
import io.channeladapter.common.twitter.OutgoingMessage;
import io.channeladapter.common.twitter.Refusal;
import io.channeladapter.common.twitter.TwitterAnswer;
import io.channeladapter.common.twitter.TwitterApi.SentMessage;
import io.channeladapter.common.twitter.testing.FakeTwitterApi;
import io.channeladapter.egress.render.Part;
import io.channeladapter.egress.render.Rendering;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TwitterCallsTest {
    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
    private static final Credentials CREDENTIALS =
            new Credentials(new Secret("a"), new Secret("b"), new Secret("c"), new Secret("d"));

    private final FakeTwitterApi twitter =
            new FakeTwitterApi(CREDENTIALS, "dev", new TwitterAccount("900", "demo_bot", "Demo", null));
    private final FakeTwitterApi twitterV2 =
            FakeTwitterApi.v2(CREDENTIALS, new TwitterAccount("900", "demo_bot", "Demo", null));
    private final Queue<Runnable> threads = new ArrayDeque<>();
    private final Semaphore permits = new Semaphore(2);
    private final TwitterCalls calls = new TwitterCalls(
            generation -> generation == ApiGeneration.ACCOUNT_ACTIVITY_V1 ? twitter : twitterV2,
            threads::add,
            2,
            permits,
            InstantSource.fixed(NOW));

    @Test
    void callIsPolledOnceWhenItHasEnded() {
        calls.start(call("hello", false, null));
        assertThat(calls.poll()).isNull();
        runAll();

        assertThat(calls.poll())
                .isNotNull()
                .satisfies(answered -> assertThat(answered.answer()).isInstanceOf(TwitterAnswer.Success.class));
        assertThat(calls.poll()).isNull();
        assertThat(twitter.sent()).extracting(OutgoingMessage::text).containsExactly("hello");
    }

    @Test
    void thereIsRoomForSoManyCallsAndNoMore() {
        calls.start(call("a", false, null));
        assertThat(calls.hasRoom()).isTrue();
        calls.start(call("b", false, null));
        assertThat(calls.hasRoom()).isFalse();
        runAll();
        calls.poll();

        assertThat(calls.hasRoom()).isTrue();
        assertThat(permits.availablePermits()).isEqualTo(2);
    }

    @Test
    void typingThatIsRefusedKeepsNoMessageBack() {
        twitter.refuseNext(new Refusal(Refusal.Kind.UNAVAILABLE, 503, 130, "Over capacity", null));
        calls.start(call("hello", true, null));
        runAll();

        assertThat(calls.poll())
                .isNotNull()
                .satisfies(answered -> assertThat(answered.answer()).isInstanceOf(TwitterAnswer.Success.class));
    }

    @Test
    void replyThatOnlyTypesSendsNoMessage() {
        calls.start(call("", true, "55"));
        runAll();

        assertThat(calls.poll())
                .isNotNull()
                .satisfies(answered -> assertThat(answered.answer())
                        .isInstanceOfSatisfying(
                                TwitterAnswer.Success.class,
                                success -> assertThat(success.value()).isEqualTo(new SentMessage(""))));
        assertThat(twitter.sent()).isEmpty();
    }

    @Test
    void callThatFailsInsideIsUnclear() {
        twitter.refuseMessages(message -> {
            throw new IllegalStateException("a defect");
        });
        calls.start(call("hello", false, null));
        runAll();

        assertThat(calls.poll())
                .isNotNull()
                .satisfies(answered -> assertThat(answered.answer())
                        .isInstanceOfSatisfying(
                                TwitterAnswer.Refused.class,
                                refused -> assertThat(refused.refusal().kind()).isEqualTo(Refusal.Kind.UNCLEAR)));
    }

    @Test
    void callGoesByTheGenerationOfItsChannel() {
        calls.start(call(ApiGeneration.ACCOUNT_ACTIVITY_V2, "hello", true, "55"));
        runAll();

        assertThat(calls.poll())
                .isNotNull()
                .satisfies(answered -> assertThat(answered.answer()).isInstanceOf(TwitterAnswer.Success.class));
        assertThat(twitterV2.sent()).extracting(OutgoingMessage::text).containsExactly("hello");
        assertThat(twitter.sent()).isEmpty();
    }

    @Test
    void waitsForAllCalls() {
        calls.start(call("a", false, null));
        assertThat(calls.awaitAll(Duration.ZERO)).isFalse();
        runAll();

        assertThat(calls.awaitAll(Duration.ZERO)).isTrue();
        assertThat(calls.poll()).isNotNull();
        assertThat(calls.awaitAll(Duration.ZERO)).isTrue();
    }

    private void runAll() {
        Runnable next = threads.poll();
        while (next != null) {
            next.run();
            next = threads.poll();
        }
    }

    private static Call call(String text, boolean typing, @Nullable String markRead) {
        return call(ApiGeneration.ACCOUNT_ACTIVITY_V1, text, typing, markRead);
    }

    private static Call call(ApiGeneration generation, String text, boolean typing, @Nullable String markRead) {
        Conversation conversation = Conversation.of("st-00000000-0000-0000-0000-000000000001:5");
        CheckedReply reply = new CheckedReply(
                "r1",
                new BotId("demo"),
                conversation,
                text,
                List.of(),
                List.of(),
                null,
                null,
                null,
                typing,
                markRead,
                CheckedReply.Priority.live,
                null,
                null,
                NOW,
                null);
        List<Part> parts = Rendering.of(reply, generation).parts();
        Part part = parts.isEmpty() ? null : parts.get(0);
        return new Call(0, reply, part, 0, true, null, generation, CREDENTIALS, "digest", 1, NOW);
    }
}

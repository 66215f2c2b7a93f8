package io.channeladapter.egress.send;

import static org.assertj.core.api.Assertions.assertThat;

import io.channeladapter.common.channel.ApiGeneration;
import io.channeladapter.common.channel.BotId;
import io.channeladapter.common.channel.Conversation;
import io.channeladapter.common.channel.TwitterAccount;
import io.channeladapter.common.message.CheckedReply;
import io.channeladapter.common.message.CheckedReply.MediaSource;
import io.channeladapter.common.render.Part;
import io.channeladapter.common.render.Rendering;
import io.channeladapter.common.secret.Secret;
import io.channeladapter.common.twitter.Credentials;
import io.channeladapter.common.twitter.OutgoingMessage;
import io.channeladapter.common.twitter.Refusal;
import io.channeladapter.common.twitter.TwitterAnswer;
import io.channeladapter.common.twitter.TwitterApi.SentMessage;
import io.channeladapter.common.twitter.TwitterApis;
import io.channeladapter.common.twitter.testing.FakeTwitterApi;
import io.channeladapter.egress.fetch.FetchConfig;
import io.channeladapter.egress.fetch.MediaFetch;
import io.channeladapter.egress.fetch.MediaOfReply;
import io.channeladapter.egress.observe.AttachmentMeters;
import io.channeladapter.egress.outbox.Progress.Uploaded;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TwitterCallsTest {
    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
    private static final Credentials CREDENTIALS =
            new Credentials(new Secret("a"), new Secret("b"), new Secret("c"), new Secret("d"));
    private static final MediaSource GIF = new MediaSource(
            null, Base64.getEncoder().encodeToString("GIF89a and the rest".getBytes(StandardCharsets.US_ASCII)));

    private final FakeTwitterApi twitter =
            new FakeTwitterApi(CREDENTIALS, "dev", new TwitterAccount("900", "demo_bot", "Demo", null));
    private final FakeTwitterApi twitterV2 =
            FakeTwitterApi.v2(CREDENTIALS, new TwitterAccount("900", "demo_bot", "Demo", null));
    private final Queue<Runnable> threads = new ArrayDeque<>();
    private Instant now = NOW;
    private boolean defective;
    private final Semaphore permits = new Semaphore(2);
    private final TwitterApis apis = generation -> {
        if (defective) {
            throw new IllegalStateException("a defect");
        }
        return generation == ApiGeneration.ACCOUNT_ACTIVITY_V1 ? twitter : twitterV2;
    };
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final Path folder;
    private final MediaFetch fetch;
    private final TwitterCalls calls;

    TwitterCallsTest(@TempDir Path folder) throws IOException {
        this.folder = folder;
        AttachmentMeters meters = new AttachmentMeters(registry);
        fetch = new MediaFetch(
                new FetchConfig(FetchConfig.Reach.INTERNET, 1_000_000, Duration.ofSeconds(10), 4, 4, folder), meters);
        calls = new TwitterCalls(
                apis, new Attachments(fetch, apis, meters, () -> now), threads::add, 2, permits, () -> now);
    }

    @AfterEach
    void close() {
        fetch.close();
    }

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
    void typingHasALimitOfItsOwnAndIsLeftOutBeyond() {
        for (int i = 0; i < Courtesies.MOST; i++) {
            calls.start(call("", true, null));
            runAll();
            assertThat(answered().answer()).isInstanceOf(TwitterAnswer.Success.class);
        }
        calls.start(call("", true, null));
        calls.start(call("", false, "55"));
        calls.start(call("hello", true, null));
        runAll();

        assertThat(decision(answered())).isInstanceOf(SendDecision.Permanent.class);
        assertThat(answered().answer()).as("read marks").isInstanceOf(TwitterAnswer.Success.class);
        assertThat(answered().answer()).as("the message").isInstanceOf(TwitterAnswer.Success.class);
        assertThat(twitter.sent()).extracting(OutgoingMessage::text).containsExactly("hello");
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
    void callThatFailsInsideBeforeItsMessageIsTriedAgainAndNotUnclear() {
        defective = true;
        calls.start(call("hello", false, null));
        calls.start(media(GIF, null, null));
        runAll();

        Answered words = answered();
        Answered file = answered();
        assertThat(List.of(decision(words), decision(file)))
                .allSatisfy(decision -> assertThat(decision)
                        .isInstanceOfSatisfying(
                                SendDecision.RetryAt.class,
                                retry -> assertThat(retry.sure()).isTrue()));
        assertThat(words.isTroubleWithMedia()).isFalse();
        assertThat(file.isTroubleWithMedia()).isTrue();
        assertThat(twitter.sent()).isEmpty();
        assertThat(permits.availablePermits()).isEqualTo(2);

        defective = false;
        calls.start(media(GIF, null, null));
        runAll();
        assertThat(answered().answer()).isInstanceOf(TwitterAnswer.Success.class);
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

    @Test
    void mediaAreUploadedBeforeTheirMessageIsSent() {
        calls.start(media(GIF, null, null));
        runAll();

        assertThat(answered().answer()).isInstanceOf(TwitterAnswer.Success.class);
        assertThat(twitter.uploads()).hasSize(1);
        assertThat(twitter.sent())
                .singleElement()
                .satisfies(
                        sent -> assertThat(twitter.uploads()).containsOnlyKeys(Objects.requireNonNull(sent.mediaId())));
        assertThat(permits.availablePermits()).isEqualTo(2);
    }

    @Test
    void mediaThatCannotBeSentEndTheReplyWithoutAMessage() {
        calls.start(media(new MediaSource(URI.create("http://127.0.0.1:1/a.png"), null), null, null));
        runAll();

        assertThat(decision(answered()))
                .isEqualTo(new SendDecision.Permanent(
                        "media-refused",
                        "media.url: the address at 127.0.0.1 leads to an address that is loopback",
                        null));
        assertThat(twitter.sent()).isEmpty();
    }

    @Test
    void anUploadThatFailsIsNeverUnclear() {
        for (Refusal.Kind kind : List.of(Refusal.Kind.UNCLEAR, Refusal.Kind.UNAVAILABLE, Refusal.Kind.UNREACHABLE)) {
            twitter.refuseNext(new Refusal(kind, 0, 0, "Over capacity", null));
            calls.start(media(GIF, null, null));
            runAll();

            assertThat(decision(answered())).isInstanceOfSatisfying(SendDecision.RetryAt.class, retry -> {
                assertThat(retry.sure()).isTrue();
                assertThat(retry.detail()).isEqualTo("Twitter could not take the media: Over capacity");
            });
        }
        assertThat(twitter.sent()).isEmpty();
    }

    @Test
    void anUploadThatIsRefusedDecidesLikeItsMessage() {
        twitter.refuseNext(new Refusal(Refusal.Kind.CREDENTIALS, 401, 89, "Invalid or expired token.", null));
        calls.start(media(GIF, null, null));
        twitter.refuseNext(new Refusal(Refusal.Kind.PERMANENT, 400, 0, "media type unrecognized.", null));
        calls.start(media(GIF, null, null));
        runAll();

        assertThat(decision(answered())).isInstanceOf(SendDecision.HoldChannel.class);
        assertThat(decision(answered()))
                .isEqualTo(new SendDecision.Permanent("media-refused", "Twitter said: media type unrecognized.", null));
    }

    @Test
    void whatWasUploadedIsLeftToTheNextCall() {
        twitter.refuseMessages(
                _ -> Optional.of(new Refusal(Refusal.Kind.UNAVAILABLE, 503, 130, "Over capacity", null)));
        calls.start(media(GIF, null, null));
        runAll();
        Uploaded uploaded = Objects.requireNonNull(answered().uploaded());
        assertThat(twitter.uploads()).containsOnlyKeys(uploaded.mediaId());
        assertThat(uploaded.until()).isEqualTo(NOW.plus(Duration.ofHours(23)));

        twitter.refuseMessages(_ -> Optional.empty());
        calls.start(media(GIF, uploaded, null));
        runAll();

        assertThat(answered().uploaded()).isNull();
        assertThat(twitter.sent()).extracting(OutgoingMessage::mediaId).containsExactly(uploaded.mediaId());
        assertThat(twitter.uploads()).hasSize(1);
    }

    @Test
    void aLimitOfUploadsHoldsUploadsAloneUntilItIsOver() {
        Instant reset = NOW.plusSeconds(600);
        twitter.refuseNext(new Refusal(Refusal.Kind.RATE_LIMITED, 429, 88, "Rate limit exceeded", reset));
        calls.start(media(GIF, null, null));
        runAll();
        calls.start(media(GIF, null, null));
        calls.start(call("text", false, null));
        runAll();

        SendDecision postponed = new SendDecision.Postponed(
                reset.plusSeconds(1), "Twitter takes no more uploads of this account for now");
        assertThat(decision(answered())).isEqualTo(postponed);
        assertThat(decision(answered())).isEqualTo(postponed);
        assertThat(decision(answered())).isInstanceOf(SendDecision.Sent.class);
        assertThat(twitter.uploads()).isEmpty();
        assertThat(uploads("rate-limited")).isEqualTo(1);
        assertThat(uploads("limited")).isEqualTo(1);

        now = reset.plusSeconds(1);
        calls.start(media(GIF, null, null));
        runAll();

        assertThat(decision(answered())).isInstanceOf(SendDecision.Sent.class);
        assertThat(uploads("taken")).isEqualTo(1);
    }

    @Test
    void aLimitOfUploadsWithoutAResetIsTriedEverMoreSeldom() {
        List<Duration> waits = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            twitter.refuseNext(new Refusal(Refusal.Kind.RATE_LIMITED, 429, 88, "Rate limit exceeded", null));
            calls.start(media(GIF, null, null));
            runAll();
            Instant until = ((SendDecision.Postponed) decision(answered())).until();
            waits.add(Duration.between(now, until));
            now = until;
        }

        assertThat(waits).extracting(Duration::toMinutes).containsExactly(1L, 2L, 4L, 8L, 15L, 15L);
    }

    @Test
    void aFileInAReplyIsOnDiskWhileItWaitsAndNowhereAfter() throws Exception {
        calls.start(media(GIF, null, null));
        runAll();

        MediaSource left = Objects.requireNonNull(answered().call().reply().media());
        assertThat(left.base64()).isEmpty();
        assertThat(uploads("taken")).isEqualTo(1);
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).isEmpty();
        }
        assertThat(registry.get("egress.attachments.upload.bytes").counter().count())
                .isEqualTo("GIF89a and the rest".length());
    }

    @Test
    void thereIsNoRoomWhileManyFilesOfRepliesAreInMemory() {
        List<MediaOfReply> begun = new ArrayList<>();
        while (fetch.hasRoom()) {
            begun.add(fetch.begin(GIF));
        }

        assertThat(calls.hasRoom()).isFalse();
        begun.forEach(MediaOfReply::close);
        assertThat(calls.hasRoom()).isTrue();
    }

    @Test
    void whatTwitterHasForgottenIsUploadedAnew() {
        twitter.refuseMessages(message -> "77".equals(message.mediaId())
                ? Optional.of(new Refusal(Refusal.Kind.PERMANENT, 400, 325, "A media id was not found.", null))
                : Optional.empty());
        calls.start(media(GIF, new Uploaded("77", NOW), null));
        runAll();

        assertThat(answered().answer()).isInstanceOf(TwitterAnswer.Success.class);
        assertThat(twitter.uploads()).hasSize(1);
    }

    @Test
    void aReplyThatExpiresDuringItsUploadIsNotSent() {
        calls.start(media(GIF, null, NOW));
        runAll();

        assertThat(decision(answered())).isInstanceOf(SendDecision.RetryAt.class);
        assertThat(twitter.sent()).isEmpty();
    }

    @Test
    void aReplyThatIsWithdrawnDuringItsUploadIsNotSentUntilItIsCalledForAgain() {
        calls.start(media(GIF, null, null));
        calls.withdraw(0);
        runAll();

        Answered answered = answered();
        assertThat(decision(answered)).isEqualTo(new SendDecision.Withdrawn());
        assertThat(answered.isTroubleWithMedia()).isFalse();
        assertThat(twitter.sent()).isEmpty();

        calls.start(media(GIF, answered.uploaded(), null));
        runAll();
        assertThat(answered().answer()).isInstanceOf(TwitterAnswer.Success.class);
        assertThat(twitter.uploads()).hasSize(1);
    }

    @Test
    void aTaskThatClosesSendsNothingAfterAnUpload() {
        calls.start(media(GIF, null, null));
        assertThat(calls.awaitAll(Duration.ZERO)).isFalse();
        runAll();

        assertThat(answered().answer()).isInstanceOf(TwitterAnswer.Refused.class);
        assertThat(twitter.sent()).isEmpty();
    }

    private Answered answered() {
        return Objects.requireNonNull(calls.poll());
    }

    private static SendDecision decision(Answered answered) {
        return SendDecisions.decide(answered.answer(), 0, 0, NOW, 0);
    }

    private double uploads(String outcome) {
        return registry.get("egress.attachments.uploads")
                .tag("outcome", outcome)
                .counter()
                .count();
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

    private static Call media(MediaSource source, @Nullable Uploaded uploaded, @Nullable Instant expiresAt) {
        return call(ApiGeneration.ACCOUNT_ACTIVITY_V1, "", false, null, source, uploaded, expiresAt);
    }

    private static Call call(ApiGeneration generation, String text, boolean typing, @Nullable String markRead) {
        return call(generation, text, typing, markRead, null, null, null);
    }

    private static Call call(
            ApiGeneration generation,
            String text,
            boolean typing,
            @Nullable String markRead,
            @Nullable MediaSource media,
            @Nullable Uploaded uploaded,
            @Nullable Instant expiresAt) {
        Conversation conversation = Conversation.of("st-00000000-0000-0000-0000-000000000001:5");
        CheckedReply reply = new CheckedReply(
                "r1",
                new BotId("demo"),
                conversation,
                text,
                List.of(),
                List.of(),
                null,
                media,
                null,
                typing,
                markRead,
                CheckedReply.Priority.live,
                expiresAt,
                null,
                NOW,
                null);
        List<Part> parts = Rendering.of(reply, generation).parts();
        Part part = parts.isEmpty() ? null : parts.get(0);
        return new Call(0, reply, part, 0, true, uploaded, generation, CREDENTIALS, "digest", 1, NOW);
    }
}

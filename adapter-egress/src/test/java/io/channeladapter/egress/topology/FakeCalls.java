package io.channeladapter.egress.topology;

import io.channeladapter.common.twitter.RateLimits;
import io.channeladapter.common.twitter.Refusal;
import io.channeladapter.common.twitter.TwitterAnswer;
import io.channeladapter.common.twitter.TwitterApi.SentMessage;
import io.channeladapter.egress.outbox.Progress.Uploaded;
import io.channeladapter.egress.send.Answered;
import io.channeladapter.egress.send.Call;
import io.channeladapter.egress.send.Calls;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Calls that are answered when the test says so. */
final class FakeCalls implements Calls {
    private final List<Call> open = new ArrayList<>();
    private final List<Call> started = new ArrayList<>();
    private final Queue<Answered> answered = new ArrayDeque<>();
    private final Set<String> withdrawn = new LinkedHashSet<>();
    private int room = 1_000;

    void room(int most) {
        room = most;
    }

    /** Calls without an answer. */
    List<Call> open() {
        return List.copyOf(open);
    }

    /** Texts of the calls without an answer. */
    List<String> openTexts() {
        return open.stream().map(FakeCalls::text).toList();
    }

    /** Texts of all calls, in order. */
    List<String> texts() {
        return started.stream().map(FakeCalls::text).toList();
    }

    /** Texts of the calls whose message is not to be sent any more. */
    Set<String> withdrawn() {
        return Set.copyOf(withdrawn);
    }

    @Override
    public void withdraw(long seq) {
        open.stream().filter(call -> call.seq() == seq).map(FakeCalls::text).forEach(withdrawn::add);
    }

    /** When each call was started. */
    List<Instant> times() {
        return started.stream().map(Call::startedAt).toList();
    }

    private static String text(Call call) {
        return call.part() == null ? "" : call.part().text();
    }

    void answer(String text, TwitterAnswer<SentMessage> answer) {
        answer(text, answer, null);
    }

    private void answer(String text, TwitterAnswer<SentMessage> answer, @Nullable Uploaded uploaded) {
        Call call = open.stream()
                .filter(c -> text(c).equals(text))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no call is open for " + text));
        open.remove(call);
        answered.add(new Answered(call, answer, Duration.ofMillis(50), uploaded));
    }

    /** The file of a call that was withdrawn is at Twitter now. */
    void uploadedInVain(String text, Uploaded uploaded) {
        if (!withdrawn.contains(text)) {
            throw new AssertionError("not withdrawn: " + text);
        }
        Refusal refusal = new Refusal(Refusal.Kind.UNREACHABLE, 0, 0, "withdrawn", "not wanted", null);
        answer(text, new TwitterAnswer.Refused<>(refusal, RateLimits.UNKNOWN), uploaded);
    }

    void taken(String text, String messageId) {
        answer(text, new TwitterAnswer.Success<>(new SentMessage(messageId), RateLimits.UNKNOWN));
    }

    void refused(String text, Refusal.Kind kind, int code) {
        refused(text, kind, code, null, RateLimits.UNKNOWN);
    }

    void refused(String text, Refusal.Kind kind, int code, @Nullable Instant retryAt, RateLimits limits) {
        answer(text, new TwitterAnswer.Refused<>(new Refusal(kind, 400, code, "as told", retryAt), limits));
    }

    /** Twitter takes no uploads until then. */
    void postponed(String text, Instant until) {
        answer(
                text,
                new TwitterAnswer.Refused<>(
                        new Refusal(
                                Refusal.Kind.RATE_LIMITED, 429, 0, "uploads-limited", "No more uploads for now", until),
                        RateLimits.UNKNOWN));
    }

    @Override
    public boolean hasRoom() {
        return open.size() < room;
    }

    @Override
    public void start(Call call) {
        open.add(call);
        started.add(call);
    }

    @Override
    public @Nullable Answered poll() {
        return answered.poll();
    }

    @Override
    public boolean awaitAll(Duration atMost) {
        return open.isEmpty();
    }
}

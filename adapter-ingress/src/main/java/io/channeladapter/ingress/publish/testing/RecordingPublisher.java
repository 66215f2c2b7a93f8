package io.channeladapter.ingress.publish.testing;

import io.channeladapter.common.channel.StreamId;
import io.channeladapter.common.topic.DeadLetter;
import io.channeladapter.common.topic.RecordHeaders;
import io.channeladapter.ingress.publish.Arrival;
import io.channeladapter.ingress.publish.PublishOutcome;
import io.channeladapter.ingress.publish.Publisher;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** A publisher into memory: keeps what it acknowledged, and answers as a test wants. Safe for many threads. */
public final class RecordingPublisher implements Publisher {
    private final List<LoggedWebhook> acknowledged = new CopyOnWriteArrayList<>();
    private final List<LoggedWebhook> asked = new CopyOnWriteArrayList<>();
    private volatile Function<LoggedWebhook, CompletableFuture<PublishOutcome>> answer =
            webhook -> CompletableFuture.completedFuture(new PublishOutcome.Acknowledged());

    /** Answers every webhook from now on by this function. */
    public void answer(Function<LoggedWebhook, CompletableFuture<PublishOutcome>> function) {
        answer = function;
    }

    /** Answers every webhook from now on with this outcome. */
    public void answer(PublishOutcome outcome) {
        answer(webhook -> CompletableFuture.completedFuture(outcome));
    }

    /** What was acknowledged, oldest first. */
    public List<LoggedWebhook> acknowledged() {
        return List.copyOf(acknowledged);
    }

    /** What was to be published, whatever became of it, oldest first. */
    public List<LoggedWebhook> asked() {
        return List.copyOf(asked);
    }

    @Override
    public CompletableFuture<PublishOutcome> publish(StreamId streamId, byte[] body, Arrival arrival) {
        Map<String, String> headers = new HashMap<>(Map.of(
                RecordHeaders.RECEIVED_AT, arrival.receivedAt().toString(),
                RecordHeaders.TRACEPARENT, arrival.traceparent(),
                RecordHeaders.REMOTE_ADDRESS, arrival.remoteAddress()));
        String replayOf = arrival.replayOf();
        if (replayOf != null) {
            headers.put(DeadLetter.REPLAY_OF, replayOf);
        }
        LoggedWebhook webhook = new LoggedWebhook(streamId.value(), body, headers);
        asked.add(webhook);
        return answer.apply(webhook).thenApply(outcome -> {
            if (outcome instanceof PublishOutcome.Acknowledged) {
                acknowledged.add(webhook);
            }
            return outcome;
        });
    }
}

package io.channeladapter.sandbox.bench;

import io.channeladapter.common.channel.Conversation;
import io.channeladapter.common.codec.Json;
import io.channeladapter.common.topic.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * A bot that writes replies to its conversations in turn, and how long each takes until the bot is told that it was sent.
 * One thread.
 */
final class Traffic {
    private static final long SECOND = 1_000_000_000;

    private final Producer<String, byte[]> producer;
    private final List<Conversation> conversations;
    private final SentReplies sent;
    private int written;

    /** @param conversations that it writes to, in turn */
    Traffic(Producer<String, byte[]> producer, List<Conversation> conversations, SentReplies sent) {
        this.producer = producer;
        this.conversations = List.copyOf(conversations);
        this.sent = sent;
    }

    /** One of its conversations. */
    Conversation conversation() {
        return conversations.getFirst();
    }

    /** Writes one; its id. */
    String write() {
        String conversation = conversations.get(written % conversations.size()).toString();
        String id = "reply-" + written++;
        byte[] value = Json.bytes(Map.of("id", id, "text", "This is your answer, number " + written + "."));
        var _ = producer.send(new ProducerRecord<>(Topics.botReplies(OutboxStage.BOT), conversation, value));
        return id;
    }

    /** Writes so many at once; each is timed from the moment of the first. */
    Measured atOnce(String name, int replies) throws Exception {
        return measured(name, replies, 0);
    }

    /** Writes so many a second; each is timed from the moment it was due. */
    Measured steady(String name, int perSecond, Duration lasting) throws Exception {
        return measured(name, Math.toIntExact(perSecond * lasting.toMillis() / 1_000), SECOND / perSecond);
    }

    private Measured measured(String name, int replies, long every) throws Exception {
        List<String> ids = new ArrayList<>();
        int before = sent.count();
        long begun = System.nanoTime();
        for (int n = 0; n < replies; n++) {
            waitUntil(begun + n * every);
            ids.add(write());
        }
        producer.flush();
        Patience.await("not all replies were sent", () -> sent.count() >= before + replies);
        long[] nanos = new long[replies];
        long last = begun;
        for (int n = 0; n < replies; n++) {
            long at = sent.at(ids.get(n)).orElseThrow();
            nanos[n] = at - begun - n * every;
            last = Math.max(last, at);
        }
        return Measured.of(name, nanos, Duration.ofNanos(last - begun));
    }

    private static void waitUntil(long nanos) {
        for (long left = nanos - System.nanoTime(); left > 0; left = nanos - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}

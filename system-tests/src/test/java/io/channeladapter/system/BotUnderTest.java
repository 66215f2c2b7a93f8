package io.channeladapter.system;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.channeladapter.common.codec.Json;
import io.channeladapter.common.topic.RecordHeaders;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** A bot in the hands of a test: an ordinary Kafka program that reads its events and writes replies. One thread. */
public final class BotUnderTest implements AutoCloseable {
    private static final String TYPE = "io.channeladapter.";

    private final String botId;
    private final TopicReader events;
    private final KafkaProducer<String, String> replies;

    BotUnderTest(String kafka, String botId) {
        this.botId = botId;
        this.events = new TopicReader(kafka, "bot." + botId + ".events");
        this.replies =
                new KafkaProducer<>(Map.of("bootstrap.servers", kafka), new StringSerializer(), new StringSerializer());
    }

    /**
     * An event as a bot reads it.
     *
     * @param type without {@code io.channeladapter.}
     */
    public record Event(ConsumerRecord<String, byte[]> record, String type, String id, JsonNode data) {
        public String key() {
            return record.key();
        }

        String header(String name) {
            return TopicReader.header(record, name);
        }

        /** Text of the message that it is about. */
        public String text() {
            return data.at("/message/text").asText();
        }

        /** Whether it tells what became of this reply. */
        boolean isOutcomeOf(String replyId) {
            return data.path("replyId").asText().equals(replyId);
        }
    }

    /** Replies with this text under this id. */
    public void reply(String conversation, String id, String text) {
        write(conversation, Json.object().put("id", id).put("text", text).toString());
    }

    /** As {@link #reply(String, String, String)}, as part of this trace. */
    void reply(String conversation, String id, String text, String traceparent) {
        ProducerRecord<String, String> reply = new ProducerRecord<>(
                "bot." + botId + ".replies",
                conversation,
                Json.object().put("id", id).put("text", text).toString());
        reply.headers().add(RecordHeaders.TRACEPARENT, RecordHeaders.bytes(traceparent));
        write(reply);
    }

    /** Writes anything to its topic of replies. */
    void write(@Nullable String key, String value) {
        write(new ProducerRecord<>("bot." + botId + ".replies", key, value));
    }

    private void write(ProducerRecord<String, String> reply) {
        try {
            replies.send(reply).get(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        } catch (ExecutionException | TimeoutException e) {
            throw new AssertionError(e);
        }
    }

    /** The first event that is wanted; waits for it. */
    public Event awaitEvent(String wanted, Predicate<Event> found) {
        return await(wanted)
                .atMost(TheAdapter.LIMIT)
                .pollDelay(Duration.ZERO)
                .pollInSameThread()
                .until(() -> first(found), Optional::isPresent)
                .orElseThrow();
    }

    /** What became of a reply, once it is this. */
    public Event awaitOutcome(String replyId, String type) {
        return awaitEvent(type + " of " + replyId, event -> event.type().equals(type) && event.isOutcomeOf(replyId));
    }

    /** The messages that it received in this conversation, once there are so many. */
    public List<Event> awaitReceived(String conversation, int count) {
        Predicate<Event> received = received(conversation);
        await(count + " messages at the bot")
                .atMost(TheAdapter.LIMIT)
                .pollInSameThread()
                .until(() -> {
                    events.poll();
                    return seen(received).size() >= count;
                });
        return seen(received);
    }

    static Predicate<Event> received(String conversation) {
        return event -> event.type().equals("message.received") && conversation.equals(event.key());
    }

    /** Whether one comes within that time. */
    boolean pollFor(Duration time, Predicate<Event> found) {
        long rounds = time.toMillis() / 100;
        for (long i = 0; i < rounds; i++) {
            if (first(found).isPresent()) {
                return true;
            }
        }
        return false;
    }

    /** Those of the events so far. */
    List<Event> seen(Predicate<Event> wanted) {
        return events.poll().stream().map(BotUnderTest::event).filter(wanted).toList();
    }

    /** Reads on only where none that was read so far is wanted. */
    private Optional<Event> first(Predicate<Event> found) {
        return events.read().stream()
                .map(BotUnderTest::event)
                .filter(found)
                .findFirst()
                .or(() -> seen(found).stream().findFirst());
    }

    private static Event event(ConsumerRecord<String, byte[]> record) {
        try {
            String type = TopicReader.header(record, "ce_type");
            return new Event(
                    record,
                    type.startsWith(TYPE) ? type.substring(TYPE.length()) : type,
                    TopicReader.header(record, "ce_id"),
                    Json.MAPPER.readTree(TopicReader.text(record)));
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        events.close();
        replies.close();
    }
}

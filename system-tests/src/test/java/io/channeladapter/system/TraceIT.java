package io.channeladapter.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.channeladapter.common.observe.LogKeys;
import io.channeladapter.common.observe.Traceparent;
import io.channeladapter.system.BotUnderTest.Event;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.LoggerFactory;

/** Without OpenTelemetry's agent: one trace id leads through all topics, and through the logs of all services. */
@ExtendWith(WithAdapter.class)
class TraceIT {
    private final TheAdapter adapter;
    private final Logger logger = (Logger) LoggerFactory.getLogger("io.channeladapter");
    private final Lines lines = new Lines();
    private @Nullable Level before;

    TraceIT(TheAdapter adapter) {
        this.adapter = adapter;
    }

    /** Which trace each line of the log is about, and who wrote it. */
    private static final class Lines extends AppenderBase<ILoggingEvent> {
        private final Queue<Map.Entry<String, String>> lines = new ConcurrentLinkedQueue<>();

        @Override
        protected void append(ILoggingEvent event) {
            if (event.getKeyValuePairs() != null) {
                event.getKeyValuePairs().stream()
                        .filter(pair -> pair.key.equals(LogKeys.TRACE_ID) && pair.value != null)
                        .forEach(pair -> lines.add(Map.entry(pair.value.toString(), event.getLoggerName())));
            }
        }

        Stream<String> about(String traceId) {
            return lines.stream().filter(line -> line.getKey().equals(traceId)).map(Map.Entry::getValue);
        }
    }

    @BeforeEach
    void listen() {
        before = logger.getLevel();
        logger.setLevel(Level.DEBUG);
        logger.setAdditive(false);
        lines.start();
        logger.addAppender(lines);
    }

    @AfterEach
    void stopListening() {
        logger.detachAppender(lines);
        logger.setAdditive(true);
        logger.setLevel(before);
    }

    @Test
    void oneTraceIdLeadsThroughAllTopicsAndAllLogs() {
        String botId = adapter.newBotId();
        TestChannel channel = adapter.newChannel(botId);
        String person = adapter.newPerson();
        try (BotUnderTest bot = adapter.bot(botId)) {
            adapter.twitter().write(person, channel.accountId(), "Hello");
            Event question = bot.awaitReceived(channel.conversation(person), 1).getFirst();
            String traceparent = question.header("traceparent");
            assertThat(question.header("ce_traceparent")).isEqualTo(traceparent);

            bot.reply(question.key(), "traced-" + person, "Hello to you", traceparent);
            Event sent = bot.awaitOutcome("traced-" + person, "message.sent");
            Event confirmed = bot.awaitOutcome("traced-" + person, "message.confirmed");

            String traceId = Objects.requireNonNull(Traceparent.traceId(traceparent));
            assertThat(Stream.of(question, sent, confirmed).flatMap(event -> traceIds(event.record())))
                    .containsExactly(traceId, traceId, traceId);
            assertThat(traceIds("twitter.webhooks", channel))
                    .as("the message's, not its echo's")
                    .containsOnlyOnce(traceId);
            assertThat(traceIds("twitter.outbound", channel)).containsExactly(traceId);
            assertThat(traceIds("twitter.echoes", channel)).hasSize(1).doesNotContain(traceId);
            assertThat(traceIds("channel.signals", channel)).contains(traceId);
            await("all services tell of it")
                    .atMost(TheAdapter.LIMIT)
                    .untilAsserted(() -> assertThat(lines.about(traceId))
                            .anyMatch(logger -> logger.startsWith("io.channeladapter.ingress."))
                            .anyMatch(logger -> logger.startsWith("io.channeladapter.router."))
                            .anyMatch(logger -> logger.startsWith("io.channeladapter.egress.")));
        }
    }

    @Test
    void aDeadLetterSaysToWhichJourneyItBelongs() {
        String botId = adapter.newBotId();
        TestChannel channel = adapter.newChannel(botId);
        String conversation = channel.conversation(adapter.newPerson());
        String traceparent = Traceparent.named(conversation);
        try (BotUnderTest bot = adapter.bot(botId);
                TopicReader letters = adapter.reader("adapter.dead-letters")) {
            bot.reply(conversation, "too-long", "x".repeat(100_001), traceparent);

            ConsumerRecord<String, byte[]> letter =
                    letters.deadLetter("invalid-reply", record -> conversation.equals(record.key()));

            assertThat(traceIds(letter)).containsExactly(Traceparent.traceId(traceparent));
            assertThat(traceIds(bot.awaitOutcome("too-long", "message.failed").record()))
                    .containsExactly(Traceparent.traceId(traceparent));
        }
    }

    /** The trace id of each record about this channel. */
    private List<String> traceIds(String topic, TestChannel channel) {
        try (TopicReader reader = adapter.reader(topic)) {
            return reader.all().stream()
                    .filter(record -> channel.streamId().equals(record.key()))
                    .flatMap(TraceIT::traceIds)
                    .toList();
        }
    }

    private static Stream<String> traceIds(ConsumerRecord<String, byte[]> record) {
        Iterable<Header> headers = record.headers().headers("traceparent");
        return StreamSupport.stream(headers.spliterator(), false)
                .map(header -> new String(header.value(), UTF_8))
                .map(value -> Traceparent.valid(value).map(Traceparent::traceId).orElse("not valid: " + value));
    }
}

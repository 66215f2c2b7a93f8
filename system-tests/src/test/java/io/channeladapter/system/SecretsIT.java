package io.channeladapter.system;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.channeladapter.sandbox.channel.Rest;
import io.channeladapter.system.BotUnderTest.Event;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.LoggerFactory;

/** A channel's keys and tokens, and the admin token, leave the services only towards Twitter. */
@ExtendWith(WithAdapter.class)
class SecretsIT {
    private final TheAdapter adapter;

    SecretsIT(TheAdapter adapter) {
        this.adapter = adapter;
    }

    @Test
    void g9_noSecretStandsInAnyTopicNorInAnyAnswerNorInTheLog() throws Exception {
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        Lines log = new Lines();
        log.setContext(root.getLoggerContext());
        log.start();
        root.addAppender(log);
        List<Rest.Answer> answers = new ArrayList<>();
        TestChannel channel = adapter.newChannel(adapter.newBotId());
        try {
            answer(channel);
            failTo(channel);
            answers.addAll(ask(channel));
        } finally {
            root.detachAppender(log);
        }

        List<String> secrets = new ArrayList<>(channel.secrets());
        assertThat(answers).noneMatch(answer -> holdsAny(answer.body().toString(), secrets));
        secrets.add(adapter.addresses().adminToken());
        assertThat(log.lines).noneMatch(line -> holdsAny(line, secrets));
        for (String topic : topics()) {
            try (TopicReader reader = adapter.reader(topic)) {
                assertThat(reader.all()).as(topic).noneMatch(record -> holdsAny(everything(record), secrets));
            }
        }
        try (TopicReader states = adapter.reader("channel.states")) {
            assertThat(states
                            .until("the channel's state", record -> record.key().equals(channel.streamId()))
                            .stream()
                            .filter(record -> record.key().equals(channel.streamId()))
                            .map(TopicReader::text))
                    .anyMatch(text -> text.contains("sealedCredentials"));
        }
    }

    /** A whole journey. */
    private void answer(TestChannel channel) {
        String person = adapter.newPerson();
        try (BotUnderTest bot = adapter.bot(channel.botId())) {
            adapter.twitter().write(person, channel.accountId(), "Hello");
            Event event = bot.awaitReceived(channel.conversation(person), 1).getFirst();
            bot.reply(event.key(), event.id(), "Hello");
            bot.awaitOutcome(event.id(), "message.confirmed");
        }
    }

    /** Twitter refuses the keys, which is told to many. */
    private void failTo(TestChannel channel) {
        String person = adapter.newPerson();
        adapter.twitter()
                .fault(
                        person,
                        "error",
                        Map.of("status", 401, "code", 89, "message", "Invalid or expired token.", "next", 1));
        try (BotUnderTest bot = adapter.bot(channel.botId())) {
            bot.reply(channel.conversation(person), "refused-" + person, "Hello?");
            bot.awaitOutcome("refused-" + person, "message.deferred");
            bot.awaitEvent("degraded", event -> event.type().equals("channel.degraded"));
        }
    }

    /** Every way to ask the config-service. */
    private List<Rest.Answer> ask(TestChannel channel) throws IOException, InterruptedException {
        Rest config = adapter.config();
        Map<String, String> wrong = Map.of(
                "generation",
                "account-activity-v1",
                "environmentLabel",
                "",
                "apiKey",
                channel.keys().path("apiKey").asText(),
                "apiSecretKey",
                channel.apiSecretKey(),
                "accessToken",
                channel.keys().path("accessToken").asText(),
                "accessTokenSecret",
                channel.keys().path("accessTokenSecret").asText() + "\n");
        return List.of(
                config.get("/api/bots"),
                config.get("/api/channels"),
                config.get(channel.path()),
                config.post(channel.path() + "/authorize", "*", Map.of()),
                config.post(channel.path() + "/disable", "*", Map.of()),
                config.put(channel.path() + "/configuration", "\"1\"", wrong),
                config.get("/api/no-such-path"));
    }

    private List<String> topics() throws ExecutionException, InterruptedException {
        try (Admin admin =
                Admin.create(Map.of("bootstrap.servers", adapter.addresses().kafka()))) {
            return admin.listTopics(new ListTopicsOptions().listInternal(false)).names().get().stream()
                    .sorted()
                    .toList();
        }
    }

    private static String everything(ConsumerRecord<String, byte[]> record) {
        StringBuilder all = new StringBuilder().append(record.key()).append('\n');
        if (record.value() != null) {
            all.append(new String(record.value(), ISO_8859_1));
        }
        for (Header header : record.headers()) {
            all.append('\n').append(header.key()).append('=');
            if (header.value() != null) {
                all.append(new String(header.value(), ISO_8859_1));
            }
        }
        return all.toString();
    }

    private static boolean holdsAny(String text, List<String> secrets) {
        return secrets.stream().anyMatch(text::contains);
    }

    /** Everything that is logged, as it is written. */
    private static final class Lines extends AppenderBase<ILoggingEvent> {
        private final Queue<String> lines = new ConcurrentLinkedQueue<>();
        private final JsonEncoder encoder = new JsonEncoder();

        @Override
        protected void append(ILoggingEvent event) {
            lines.add(new String(encoder.encode(event), UTF_8));
        }
    }
}

package io.channeladapter.system;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import com.fasterxml.jackson.databind.JsonNode;
import io.channeladapter.common.channel.Channel;
import io.channeladapter.common.codec.Json;
import io.channeladapter.common.secret.Sealer;
import io.channeladapter.common.secret.Secret;
import io.channeladapter.config.cli.ConfigCommand;
import io.channeladapter.system.BotUnderTest.Event;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
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
        Logger ours = (Logger) LoggerFactory.getLogger("io.channeladapter");
        ours.setLevel(Level.TRACE);
        Overheard overheard = new Overheard(adapter.addresses().configUrl());
        TestChannel channel = adapter.newChannel(adapter.newBotId());
        String newSecret = "a-new-secret+of/the=owner&" + channel.streamId();
        try {
            answer(channel);
            fetchPhoto(channel, overheard);
            rotateKeys(channel, overheard);
            failTo(channel);
            ask(channel, overheard);
            change(channel, newSecret, overheard);
            overheard.crawl(adapter.addresses().adminToken());
            fillIn(channel, newSecret, overheard);
            delete(channel, overheard);
            for (String url : adapter.managementUrls()) {
                overheard.get(url + "/metrics");
                overheard.get(url + "/health/ready");
                overheard.get(url + "/health/live");
            }
            overheard.get(channel.callbackUrl());
            overheard.get(channel.callbackUrl() + "?crc_token=test");
        } finally {
            root.detachAppender(log);
            ours.setLevel(null);
        }

        List<String> ofTheOwner = new ArrayList<>(channel.secrets());
        ofTheOwner.add(newSecret);
        ofTheOwner.add(bearerToken(channel));
        ofTheOwner.addAll(keys());
        Disguises owned = Disguises.of(ofTheOwner);
        assertThat(overheard.answers()).hasSizeGreaterThan(20).noneMatch(owned::in);
        ofTheOwner.add(adapter.addresses().adminToken());
        Disguises all = Disguises.of(ofTheOwner);
        assertThat(log.lines).isNotEmpty().noneMatch(all::in);
        for (String topic : topics()) {
            try (TopicReader reader = adapter.reader(topic)) {
                assertThat(reader.all()).as(topic).noneMatch(record -> all.in(everything(record)));
            }
        }
        try (TopicReader states = adapter.reader("channel.states")) {
            assertThat(states
                            .until(
                                    "the channel's end",
                                    record -> record.key().equals(channel.streamId()) && record.value() == null)
                            .stream()
                            .filter(record -> record.key().equals(channel.streamId()))
                            .map(TopicReader::text))
                    .anyMatch(text -> text.contains("sealedCredentials"));
        }
    }

    /** A new key seals, and all that is stored is sealed with it, while everything runs. */
    private void rotateKeys(TestChannel channel, Overheard overheard) throws IOException, InterruptedException {
        keyset("add");
        keyset("promote");
        Sealer now = Sealer.with(new Secret(Files.readString(adapter.keysetFile())));
        await("all is sealed with the new key").atMost(TheAdapter.LIMIT).untilAsserted(() -> {
            JsonNode done =
                    overheard.api("POST", "/api/reseal", adapter.addresses().adminToken(), null, "");
            assertThat(done.path("left").asInt() + done.path("failed").asInt()).isZero();
            try (TopicReader states = adapter.reader("channel.states")) {
                assertThat(states.all().stream()
                                .filter(record -> record.key().equals(channel.streamId()))
                                .reduce((before, after) -> after)
                                .flatMap(record -> Json.read(record.value(), Channel.class)))
                        .hasValueSatisfying(
                                state -> assertThat(state.sealedTexts()).allMatch(now::isOfPrimaryKey));
            }
        });
        answer(channel);
    }

    private void keyset(String step) {
        StringWriter told = new StringWriter();
        int code = ConfigCommand.run(
                new String[] {"keyset", step, "--file", adapter.keysetFile().toString()},
                Map.of(),
                new PrintWriter(told),
                new PrintWriter(told));
        assertThat(code).as(told.toString()).isZero();
    }

    /** The owner brings a new API secret key, and authorizing fails, since Twitter does not know it. */
    private void change(TestChannel channel, String newSecret, Overheard overheard)
            throws IOException, InterruptedException {
        String token = adapter.addresses().adminToken();
        overheard.api("PUT", channel.path() + "/configuration", token, "*", configuration(channel, newSecret));
        overheard.api("POST", channel.path() + "/authorize", token, "*", "");
    }

    /** The same on the page, where what is wrong must not come back in the form either; then on to v2. */
    private void fillIn(TestChannel channel, String newSecret, Overheard overheard)
            throws IOException, InterruptedException {
        String page = "/channels/" + channel.streamId();
        Map<String, String> fields = new HashMap<>();
        for (String name : List.of("environmentLabel", "apiKey", "accessToken", "accessTokenSecret")) {
            fields.put(name, channel.keys().path(name).asText());
        }
        fields.put("generation", "account-activity-v1");
        fields.put("apiSecretKey", newSecret + "\u0007");
        assertThat(overheard.form(page + "/configurations", page + "/configuration", fields))
                .contains("aria-invalid=\"true\"");
        fields.put("generation", "account-activity-v2");
        fields.put("environmentLabel", "");
        fields.put("apiSecretKey", channel.apiSecretKey());
        overheard.form(page + "/configurations", page + "/configuration", fields);
        assertThat(overheard.form(page + "/configurations", page + "/authorize", Map.of()))
                .contains("<strong>Authorized</strong>");
    }

    /** What Twitter hands out to the app for its key and secret: the adapter asks for it, and keeps it to itself. */
    private String bearerToken(TestChannel channel) throws IOException, InterruptedException {
        String app = channel.keys().path("apiKey").asText() + ":" + channel.apiSecretKey();
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(adapter.addresses().simulatorUrl() + "/oauth2/token"))
                .header("Authorization", "Basic " + Base64.getEncoder().encodeToString(app.getBytes(UTF_8)))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("grant_type=client_credentials"))
                .build();
        String token = Json.MAPPER
                .readTree(adapter.http().send(request, BodyHandlers.ofString()).body())
                .path("access_token")
                .asText();
        assertThat(token).hasSizeGreaterThan(10);
        return token;
    }

    /** What seals, as it stands in the keyset's file. */
    private List<String> keys() throws IOException {
        List<String> values =
                Json.MAPPER.readTree(adapter.keysetFile().toFile()).findValuesAsText("value");
        assertThat(values).hasSizeGreaterThan(1);
        values.add(Files.readString(adapter.mediaKeyFile()).strip());
        return values;
    }

    private void delete(TestChannel channel, Overheard overheard) throws IOException, InterruptedException {
        String token = adapter.addresses().adminToken();
        overheard.api("DELETE", channel.path(), token, "*", "");
        overheard.api("GET", channel.path(), token, null, "");
    }

    private static String configuration(TestChannel channel, String apiSecretKey) {
        return Json.object()
                .put("generation", "account-activity-v1")
                .put("environmentLabel", channel.keys().path("environmentLabel").asText())
                .put("apiKey", channel.keys().path("apiKey").asText())
                .put("apiSecretKey", apiSecretKey)
                .put("accessToken", channel.keys().path("accessToken").asText())
                .put(
                        "accessTokenSecret",
                        channel.keys().path("accessTokenSecret").asText())
                .toString();
    }

    private void fetchPhoto(TestChannel channel, Overheard overheard) throws Exception {
        String person = adapter.newPerson();
        try (BotUnderTest bot = adapter.bot(channel.botId())) {
            adapter.twitter().attach(person, channel.accountId(), "image/png", new byte[100]);
            String link = bot.awaitReceived(channel.conversation(person), 1)
                    .getFirst()
                    .data()
                    .at("/message/media/0/url")
                    .asText();
            assertThat(link).contains("/media/" + channel.streamId());
            overheard.get(link);
            overheard.get(link + "&size=large");
            overheard.get(link + "&size=huge");
            overheard.get(link.replace("type=photo", "type=video"));
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
    private void ask(TestChannel channel, Overheard overheard) throws IOException, InterruptedException {
        String token = adapter.addresses().adminToken();
        for (String path : List.of(
                "/api/bots",
                "/api/channels",
                channel.path(),
                channel.path() + "/history",
                channel.path() + "/activity",
                "/api/no-such-path")) {
            overheard.api("GET", path, token, null, "");
        }
        overheard.api("POST", channel.path() + "/authorize", token, "*", "");
        overheard.api("POST", channel.path() + "/examination", token, null, "");
        overheard.api("POST", channel.path() + "/disable", token, "*", "");
        String wrong = configuration(channel, channel.apiSecretKey() + "\u0007");
        overheard.api("PUT", channel.path() + "/configuration", token, "\"1\"", wrong);
        overheard.api("PUT", channel.path() + "/configuration", token, "*", wrong);
        overheard.api("PUT", channel.path() + "/configuration", token, "*", wrong.substring(0, wrong.length() - 1));
        overheard.api("GET", "/api/channels", channel.apiSecretKey(), null, "");
    }

    private List<String> topics() throws ExecutionException, InterruptedException {
        try (Admin admin =
                Admin.create(Map.of("bootstrap.servers", adapter.addresses().kafka()))) {
            return admin.listTopics(new ListTopicsOptions().listInternal(true)).names().get().stream()
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

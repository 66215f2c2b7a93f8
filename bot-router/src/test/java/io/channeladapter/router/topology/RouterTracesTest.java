package io.channeladapter.router.topology;

import static io.channeladapter.router.topology.RouterRig.message;
import static io.channeladapter.router.topology.RouterRig.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.channeladapter.common.channel.ChannelEvent;
import io.channeladapter.common.channel.ChannelStatus;
import io.channeladapter.common.codec.Json;
import io.channeladapter.common.message.CheckedReply;
import io.channeladapter.common.observe.Traceparent;
import io.channeladapter.common.topic.RecordHeaders;
import io.channeladapter.common.topic.Topics;
import io.channeladapter.router.topology.StreamsSettings.Guarantee;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every record that the router writes says to which journey it belongs. */
class RouterTracesTest {
    private static final String WITH = RouterRig.STREAM + ":8";

    @TempDir
    private Path stateDir;

    private RouterRig router;

    @SuppressWarnings("NullAway") // set before each test
    RouterTracesTest() {}

    @BeforeEach
    void start() {
        router = new RouterRig(stateDir, Guarantee.EXACTLY_ONCE);
        router.channel(ChannelStatus.ENABLED);
    }

    @AfterEach
    void stop() {
        router.close();
    }

    @Test
    void whatAWebhookBecomesGoesOnWithItsTrace() {
        router.webhook(message("1", "8", "7", "to the bot"));
        router.webhook(message("2", "7", "8", "an echo"));
        router.webhook("not json");

        List<TestRecord<byte[], byte[]>> written = new ArrayList<>(router.events());
        written.addAll(router.all(Topics.ECHOES.name()));
        written.addAll(router.all(Topics.SIGNALS.name()));
        written.addAll(router.deadLetters());
        assertThat(written)
                .hasSizeGreaterThanOrEqualTo(4)
                .allSatisfy(record -> assertThat(traceparents(record)).containsExactly(RouterRig.TRACE));
    }

    @Test
    void aWebhookWithoutATraceBeginsOneThatIsTheSameForAllItsEvents() {
        Headers none = new org.apache.kafka.common.header.internals.RecordHeaders();
        router.webhook(RouterRig.STREAM.value(), """
                {"for_user_id":"7","direct_message_events":[
                {"type":"message_create","id":"2","message_create":{"target":{"recipient_id":"7"},"sender_id":"8","message_data":{"text":"a"}}},
                {"type":"message_create","id":"1","message_create":{"target":{"recipient_id":"7"},"sender_id":"8","message_data":{"text":"b"}}}]}
                """, none);
        router.webhook(RouterRig.STREAM.value(), message("3", "8", "7", "another"), none);

        List<String> traces = router.events().stream()
                .flatMap(event -> traceparents(event).stream())
                .toList();
        assertThat(traces).hasSize(3).allMatch(trace -> Traceparent.valid(trace).isPresent());
        assertThat(traces.get(0)).isEqualTo(traces.get(1)).isNotEqualTo(traces.get(2));
    }

    @Test
    void aReplyThatBringsTheTraceOfItsEventGoesOnWithIt() {
        router.reply("demo", WITH, "{\"text\":\"x\"}", traced(RouterRig.TRACE));
        router.reply("demo", WITH, "no json", traced(RouterRig.TRACE));

        assertThat(router.all(Topics.OUTBOUND.name())).singleElement().satisfies(record -> {
            assertThat(traceparents(record)).containsExactly(RouterRig.TRACE);
            assertThat(Json.read(record.value(), CheckedReply.class)
                            .orElseThrow()
                            .traceparent())
                    .isEqualTo(RouterRig.TRACE);
        });
        assertThat(traceparents(router.events().getFirst())).containsExactly(RouterRig.TRACE);
        assertThat(traceparents(router.deadLetters().getFirst())).containsExactly(RouterRig.TRACE);
    }

    @Test
    void aReplyThatBringsNoneBeginsOne() {
        router.reply("demo", WITH, "{\"text\":\"x\"}");
        router.reply("demo", WITH, "{\"text\":\"x\"}", traced("nonsense"));
        router.reply("demo", WITH, "no json");

        List<TestRecord<byte[], byte[]>> outbound = router.all(Topics.OUTBOUND.name());
        assertThat(outbound).hasSize(2).allSatisfy(record -> {
            assertThat(traceparents(record))
                    .hasSize(1)
                    .allMatch(trace -> Traceparent.valid(trace).isPresent());
            assertThat(Json.read(record.value(), CheckedReply.class)
                            .orElseThrow()
                            .traceparent())
                    .isEqualTo(traceparents(record).getFirst());
        });
        assertThat(traceparents(outbound.get(0))).isNotEqualTo(traceparents(outbound.get(1)));
        assertThat(traceparents(router.deadLetters().getFirst()))
                .isEqualTo(traceparents(router.events().getFirst()))
                .hasSize(1);
    }

    @Test
    void newsOfAChannelHaveATraceOfTheirOwn() {
        router.change(ChannelEvent.Type.DISABLED, RouterRig.NOW);

        assertThat(traceparents(router.events().getFirst()))
                .hasSize(1)
                .allMatch(trace -> Traceparent.valid(trace).isPresent());
    }

    private static Headers traced(String traceparent) {
        return new org.apache.kafka.common.header.internals.RecordHeaders()
                .add(RecordHeaders.TRACEPARENT, traceparent.getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> traceparents(TestRecord<byte[], byte[]> record) {
        List<String> found = new ArrayList<>();
        record.headers().headers(RecordHeaders.TRACEPARENT).forEach(header -> found.add(text(header.value())));
        return found;
    }
}

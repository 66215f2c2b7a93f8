package io.channeladapter.common.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.channeladapter.common.message.BotEvent;
import io.channeladapter.common.message.EventData;
import io.channeladapter.common.message.EventType;
import io.cloudevents.CloudEvent;
import io.cloudevents.kafka.KafkaMessageFactory;
import java.net.URI;
import java.util.Arrays;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.junit.jupiter.api.Test;

class BotEventsTest {
    private static final EventData DATA = (EventData) requireNonNull(Samples.ALL.get("event-message"));
    private static final BotEvent EVENT = new BotEvent(
            Samples.STREAM + "/message.received/55",
            EventType.MESSAGE_RECEIVED,
            Samples.STREAM,
            Samples.BOT,
            Samples.CONVERSATION,
            Samples.NOW,
            DATA,
            null);

    @Test
    void aLibraryForCloudEventsReadsTheRecord() {
        ProducerRecord<String, byte[]> sent = BotEvents.toRecord(EVENT);

        CloudEvent read =
                KafkaMessageFactory.createReader(sent.headers(), sent.value()).toEvent();

        assertThat(read.getId()).isEqualTo(EVENT.id());
        assertThat(read.getType()).isEqualTo("io.channeladapter.message.received");
        assertThat(read.getSource()).isEqualTo(URI.create("/channels/" + Samples.STREAM));
        assertThat(read.getSubject()).isEqualTo(Samples.CONVERSATION.toString());
        assertThat(requireNonNull(read.getTime()).toInstant()).isEqualTo(Samples.NOW);
        assertThat(read.getDataContentType()).isEqualTo("application/json");
        assertThat(requireNonNull(read.getData()).toBytes()).isEqualTo(Json.bytes(DATA));
    }

    @Test
    void theHeadersAreThoseOfTheBindingAndNoOthers() {
        Header[] headers = BotEvents.toRecord(EVENT).headers().toArray();

        assertThat(Arrays.stream(headers).map(Header::key))
                .containsExactlyInAnyOrder(
                        "ce_specversion", "ce_id", "ce_type", "ce_source", "ce_subject", "ce_time", "content-type");
    }

    @Test
    void theTraceGoesAlong() {
        BotEvent traced = new BotEvent(
                EVENT.id(),
                EVENT.type(),
                Samples.STREAM,
                Samples.BOT,
                Samples.CONVERSATION,
                Samples.NOW,
                DATA,
                Samples.TRACE);

        Headers headers = BotEvents.toRecord(traced).headers();

        assertThat(new String(headers.lastHeader("ce_traceparent").value(), UTF_8))
                .isEqualTo(Samples.TRACE);
        assertThat(headers.headers("traceparent"))
                .singleElement()
                .satisfies(
                        header -> assertThat(new String(header.value(), UTF_8)).isEqualTo(Samples.TRACE));
    }

    @Test
    void theKeyIsTheConversationElseTheStreamidElseTheBot() {
        assertThat(BotEvents.toRecord(EVENT).key()).isEqualTo(Samples.CONVERSATION.toString());
        assertThat(BotEvents.toRecord(
                                new BotEvent("i", "t", Samples.STREAM, Samples.BOT, null, Samples.NOW, DATA, null))
                        .key())
                .isEqualTo(Samples.STREAM.value());

        ProducerRecord<String, byte[]> ofNoChannel =
                BotEvents.toRecord(new BotEvent("i", "t", null, Samples.BOT, null, Samples.NOW, DATA, null));

        assertThat(ofNoChannel.key()).isEqualTo("demo");
        assertThat(ofNoChannel.topic()).isEqualTo("bot.demo.events");
        assertThat(new String(ofNoChannel.headers().lastHeader("ce_source").value(), UTF_8))
                .isEqualTo("/bots/demo");
    }
}

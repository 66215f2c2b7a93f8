package io.channeladapter.ingress.signal;

import static org.assertj.core.api.Assertions.assertThat;

import io.channeladapter.common.channel.ChannelSignal;
import io.channeladapter.common.channel.StreamId;
import io.channeladapter.common.codec.Json;
import io.channeladapter.common.network.SourceNetwork;
import io.channeladapter.common.topic.Topics;
import java.net.InetAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

class BadSignaturesTest {
    private static final Instant START = Instant.parse("2026-11-23T08:00:00Z");
    private static final StreamId ONE = StreamId.of(new UUID(0, 1));
    private static final StreamId OTHER = StreamId.of(new UUID(0, 2));

    private static final SourceNetwork HERE = network("203.0.113.5");
    private static final SourceNetwork THERE = network("198.51.100.7");

    private final List<ChannelSignal> sent = new ArrayList<>();
    private final BadSignatures badSignatures = new BadSignatures(sent::add);

    @Test
    void aFewAreNoBurst() {
        note(ONE, START, BadSignatureBursts.BURST - 1);
        assertThat(sent).isEmpty();
    }

    @Test
    void aBurstIsOneSignalHoweverLong() {
        note(ONE, START, 500);
        assertThat(sent).singleElement().satisfies(signal -> {
            assertThat(signal.streamId()).isEqualTo(ONE);
            assertThat(signal.kind()).isEqualTo(ChannelSignal.Kind.BAD_SIGNATURES);
            assertThat(signal.service()).isEqualTo("adapter-ingress");
            assertThat(signal.at()).isEqualTo(START);
        });
    }

    @Test
    void oneThatGoesOnIsToldOfAgainAfterTenSeconds() {
        for (int second = 0; second < 30; second++) {
            note(ONE, START.plusSeconds(second), 10);
        }
        assertThat(sent)
                .extracting(ChannelSignal::at)
                .containsExactly(START, START.plusSeconds(10), START.plusSeconds(20));
    }

    @Test
    void aSignalNamesTheNetworkThatMostCameFrom() {
        badSignatures.note(ONE, HERE, START);
        for (int n = 0; n < BadSignatureBursts.BURST - 1; n++) {
            badSignatures.note(ONE, THERE, START);
        }
        assertThat(sent)
                .singleElement()
                .satisfies(signal -> assertThat(signal.detail())
                        .startsWith("At least 5 requests within 1 s ")
                        .endsWith("They came from 198.51.100.0/24, and from 1 other network."));
    }

    @Test
    void aSignalOfABurstThatGoesOnCountsAllSinceTheLastOne() {
        note(ONE, START, 500);
        for (int n = 1; n <= 100; n++) {
            badSignatures.note(ONE, network("10." + n + ".0.1"), START.plusSeconds(9));
        }
        note(ONE, START.plusSeconds(12), 500);
        assertThat(sent.getLast().detail())
                .startsWith("At least 605 requests within 12 s ")
                .endsWith("They came from 203.0.113.0/24, and from more than 15 other networks.");
        note(ONE, START.plusSeconds(60), 500);
        assertThat(sent.getLast().detail())
                .startsWith("At least 5 requests within 1 s ")
                .endsWith("They came from 203.0.113.0/24.");
    }

    @Test
    void slowOnesAreNoBurst() {
        for (int n = 0; n < 100; n++) {
            note(ONE, START.plusSeconds(3L * n), 1);
        }
        assertThat(sent).isEmpty();
    }

    @Test
    void eachChannelIsCountedAlone() {
        note(ONE, START, BadSignatureBursts.BURST - 1);
        note(OTHER, START, BadSignatureBursts.BURST);
        assertThat(sent).extracting(ChannelSignal::streamId).containsExactly(OTHER);
    }

    @Test
    void remembersABoundedNumberOfChannels() {
        BadSignatureBursts bursts = new BadSignatureBursts();
        for (int n = 0; n < BadSignatureBursts.MOST_CHANNELS + 50; n++) {
            bursts.note(StreamId.of(new UUID(1, n)), HERE, START);
        }
        assertThat(bursts.size()).isLessThanOrEqualTo(BadSignatureBursts.MOST_CHANNELS);
    }

    @Test
    void signalGoesToItsTopicUnderItsStreamid() {
        var producer = new MockProducer<>(true, null, new StringSerializer(), new ByteArraySerializer());
        ChannelSignal signal = new ChannelSignal(
                ONE, ChannelSignal.Kind.BAD_SIGNATURES, "adapter-ingress", START, "detail", null, null);
        new KafkaSignals(producer, Runnable::run).accept(signal);
        ProducerRecord<String, byte[]> record = producer.history().getFirst();
        assertThat(record.topic()).isEqualTo(Topics.SIGNALS.name());
        assertThat(record.key()).isEqualTo(ONE.value());
        assertThat(Json.read(record.value(), ChannelSignal.class)).contains(signal);
    }

    @Test
    void aSignalThatCannotBeSentIsForgotten() {
        var producer = new MockProducer<>(true, null, new StringSerializer(), new ByteArraySerializer());
        producer.sendException = new KafkaException("away");
        new KafkaSignals(producer, Runnable::run)
                .accept(new ChannelSignal(
                        ONE, ChannelSignal.Kind.BAD_SIGNATURES, "adapter-ingress", START, "detail", null, null));
        assertThat(producer.history()).isEmpty();
    }

    private static SourceNetwork network(String address) {
        return SourceNetwork.of(InetAddress.ofLiteral(address));
    }

    private void note(StreamId streamId, Instant now, int times) {
        for (int n = 0; n < times; n++) {
            badSignatures.note(streamId, HERE, now);
        }
    }
}

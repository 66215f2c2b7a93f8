package io.channeladapter.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.channeladapter.common.channel.Channel;
import io.channeladapter.common.channel.ChannelEvent;
import io.channeladapter.common.channel.ChannelStatus;
import io.channeladapter.common.channel.StreamId;
import io.channeladapter.common.codec.Json;
import io.channeladapter.common.topic.Topics;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * What stands in {@code channel.events} and {@code channel.states}.
 *
 * @param events of all channels, each channel's in their order
 * @param states by streamid, without the channels that were deleted
 */
record Written(List<ChannelEvent> events, Map<String, Channel> states) {
    /** Reads both to their ends. */
    static Written read(String kafka) {
        List<ChannelEvent> events = records(kafka, Topics.EVENTS.name()).stream()
                .map(record -> Json.read(record.value(), ChannelEvent.class).orElseThrow())
                .toList();
        Map<String, Channel> states = new TreeMap<>();
        for (ConsumerRecord<String, byte[]> record : records(kafka, Topics.STATES.name())) {
            if (!StreamId.isValid(record.key())) {
                continue; // a beat
            }
            if (record.value() == null) {
                states.remove(record.key());
            } else {
                states.put(
                        record.key(), Json.read(record.value(), Channel.class).orElseThrow());
            }
        }
        return new Written(events, states);
    }

    /** The events of each channel that there ever was. */
    Map<String, List<ChannelEvent>> byChannel() {
        return events.stream()
                .collect(Collectors.groupingBy(event -> event.streamId().value()));
    }

    /** Each channel's events count from 1 without a gap and without a double, and lead to its state. */
    void eventsAndStatesAgree() {
        assertThat(states.keySet()).isSubsetOf(byChannel().keySet());
        byChannel().forEach((streamid, its) -> {
            assertThat(its)
                    .as(streamid)
                    .extracting(ChannelEvent::version)
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(1, its.size()).boxed().toList());
            Channel state = states.get(streamid);
            ChannelStatus folded = null;
            for (ChannelEvent event : its) {
                folded = folded(folded, event.type());
            }
            assertThat(state == null ? null : state.status()).as(streamid).isEqualTo(folded);
            if (state != null) {
                assertThat(state.version()).as(streamid).isEqualTo(its.size());
                assertThat(state.updatedAt())
                        .as(streamid)
                        .isEqualTo(its.getLast().at());
            }
        });
    }

    private static @Nullable ChannelStatus folded(@Nullable ChannelStatus before, ChannelEvent.Type type) {
        boolean beside = before != null && before != ChannelStatus.DRAFT && before != ChannelStatus.CONFIGURED;
        return switch (type) {
            case CREATED -> ChannelStatus.DRAFT;
            case CONFIGURED -> beside ? before : ChannelStatus.CONFIGURED;
            case AUTHORIZED -> beside ? before : ChannelStatus.AUTHORIZED;
            case ENABLED -> ChannelStatus.ENABLED;
            case DISABLED -> ChannelStatus.DISABLED;
            case DELETED -> null;
            case DEGRADED,
                    RECOVERED,
                    LETTERS_REPLAYED,
                    RESEALED,
                    EVENTS_MISSED,
                    REPLAY_ASKED,
                    REPLAY_ENDED,
                    REPLIES_CANCELLED,
                    SENDING_RELEASED -> before;
        };
    }

    private static List<ConsumerRecord<String, byte[]>> records(String kafka, String topic) {
        try (TopicReader reader = new TopicReader(kafka, topic)) {
            return List.copyOf(reader.all());
        }
    }
}

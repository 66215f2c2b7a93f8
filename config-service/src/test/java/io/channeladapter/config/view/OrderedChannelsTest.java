package io.channeladapter.config.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.channeladapter.common.channel.BotId;
import io.channeladapter.common.channel.Channel;
import io.channeladapter.common.channel.ChannelStatus;
import io.channeladapter.common.channel.StreamId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OrderedChannelsTest {
    private static final Instant NOW = Instant.parse("2026-11-23T08:15:30Z");

    private final OrderedChannels channels = new OrderedChannels();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void whateverComesAndGoesItIsReadAsASortedMapWouldBe(long seed) {
        Random random = new Random(seed);
        NavigableMap<Place, Channel> model = new TreeMap<>();
        for (int step = 0; step < 8_000; step++) {
            Channel channel = channel(random.nextInt(3_000));
            Place place = Place.of(channel);
            if (random.nextInt(4) == 0) {
                channels.remove(place);
                model.remove(place);
            } else {
                Channel now = channel.with(
                        random.nextBoolean() ? ChannelStatus.ENABLED : ChannelStatus.DISABLED, NOW.plusSeconds(step));
                channels.put(place, now);
                model.put(place, now);
            }
            if (step % 200 == 0) {
                Place after = Place.of(channel(random.nextInt(3_000)));
                Place upTo = Place.of(channel(random.nextInt(3_000)));
                String text = random.nextBoolean() ? "" : "bot-" + random.nextInt(10);
                List<Channel> expected = after.compareTo(upTo) > 0
                        ? List.of()
                        : model.subMap(after, false, upTo, true).values().stream()
                                .filter(each -> each.botId().value().contains(text))
                                .toList();
                assertThat(read(after, upTo, text)).isEqualTo(expected);
            }
        }
        assertThat(read(Place.FIRST, Place.LAST, "")).isEqualTo(List.copyOf(model.values()));
    }

    @Test
    void whatStaysIsSeenOnceWhileOthersComeAndGo() throws ExecutionException, InterruptedException {
        List<Channel> stay = IntStream.range(0, 2_000)
                .filter(i -> i % 2 == 0)
                .mapToObj(OrderedChannelsTest::channel)
                .toList();
        stay.forEach(channel -> channels.put(Place.of(channel), channel));
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> changing = threads.submit(() -> {
                for (int round = 0; round < 5; round++) {
                    for (int i = 1; i < 2_000; i += 2) {
                        channels.put(Place.of(channel(i)), channel(i));
                    }
                    for (int i = 1; i < 2_000; i += 2) {
                        channels.remove(Place.of(channel(i)));
                    }
                }
            });
            do {
                List<Channel> seen = read(Place.FIRST, Place.LAST, "");
                assertThat(seen).doesNotHaveDuplicates().containsAll(stay);
            } while (!changing.isDone());
            changing.get();
        }
        assertThat(read(Place.FIRST, Place.LAST, "")).containsExactlyInAnyOrderElementsOf(stay);
    }

    @Test
    void aTextIsNotFoundAcrossTwoChannels() {
        IntStream.range(0, 3).forEach(i -> channels.put(Place.of(channel(i)), channel(i)));

        assertThat(read(Place.FIRST, Place.LAST, "\u0000")).isEmpty();
        assertThat(read(Place.FIRST, Place.LAST, channel(1).streamId().value())).containsExactly(channel(1));
    }

    private List<Channel> read(Place after, Place upTo, String text) {
        List<Channel> seen = new ArrayList<>();
        channels.read(after, upTo, text, (_, channel) -> seen.add(channel));
        return seen;
    }

    private static Channel channel(int number) {
        StreamId streamId = StreamId.of(new UUID(4_096L + number, 1));
        return Channel.draft(streamId, new BotId("bot-" + number % 7), NOW.minusSeconds(number % 50));
    }
}

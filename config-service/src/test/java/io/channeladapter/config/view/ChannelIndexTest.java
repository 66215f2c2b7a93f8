package io.channeladapter.config.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.channeladapter.common.channel.BotId;
import io.channeladapter.common.channel.Channel;
import io.channeladapter.common.channel.ChannelStatus;
import io.channeladapter.common.channel.Health;
import io.channeladapter.common.channel.StreamId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ChannelIndexTest {
    private static final Instant NOW = Instant.parse("2026-11-23T08:15:30Z");

    private final ChannelIndex index = new ChannelIndex();

    @Test
    void channelsStandByBotAndThenByAge() {
        add(3, "b", 0);
        add(1, "b", 10);
        add(2, "a", 20);

        assertThat(ids(index.page(ChannelQuery.all(_ -> true, 10)))).containsExactly(2L, 3L, 1L);
    }

    @Test
    void aChannelThatChangedStandsWhereItStood() {
        Channel first = add(1, "a", 0);
        add(2, "a", 10);
        index.accept(first.streamId(), Optional.of(first.with(ChannelStatus.ENABLED, NOW.plusSeconds(99))));

        Listed<Channel> page = index.page(ChannelQuery.all(_ -> true, 10));

        assertThat(ids(page)).containsExactly(1L, 2L);
        assertThat(page.entries().getFirst().status()).isEqualTo(ChannelStatus.ENABLED);
    }

    @Test
    void pagesNeitherSkipNorRepeatWhileChannelsComeAndGo() {
        for (int i = 0; i < 10; i++) {
            add(i, "a", i);
        }
        Listed<Channel> first = index.page(ChannelQuery.all(_ -> true, 4));
        index.accept(first.entries().getLast().streamId(), Optional.empty());
        index.accept(first.entries().getFirst().streamId(), Optional.empty());
        List<Long> seen = new ArrayList<>(ids(first));
        String next = first.next();
        while (next != null) {
            Listed<Channel> page = index.page(query("", null, null, null, next));
            seen.addAll(ids(page));
            next = page.next();
        }

        assertThat(seen).containsExactly(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L);
    }

    @Test
    void oneSeesOnlyWhatOneMaySee() {
        add(1, "mine", 0);
        add(2, "yours", 0);

        ChannelQuery mine = ChannelQuery.all(bot -> bot.value().equals("mine"), 10);

        assertThat(ids(index.page(mine))).containsExactly(1L);
        assertThat(index.bots(mine).entries()).extracting(BotSummary::botId).containsExactly(new BotId("mine"));
    }

    @Test
    void textIsFoundInAnyCaseAndFiltersNarrow() {
        add(1, "parcels", 0);
        Channel broken = add(2, "flights", 0);
        index.accept(
                broken.streamId(), Optional.of(broken.with(new Health(Health.Level.BROKEN, "x", "d", NOW, null), NOW)));

        assertThat(ids(index.page(query("ARCEL", null, null, null, null)))).containsExactly(1L);
        assertThat(ids(index.page(query("", "flights", null, null, null)))).containsExactly(2L);
        assertThat(ids(index.page(query("", null, Health.Level.BROKEN, null, null))))
                .containsExactly(2L);
        assertThat(ids(index.page(query("", null, null, ChannelStatus.ENABLED, null))))
                .isEmpty();
        assertThat(ids(index.page(query(broken.streamId().value(), null, null, null, null))))
                .containsExactly(2L);
    }

    @Test
    void botsAreCountedAsTheirChannelsChange() {
        Channel one = add(1, "a", 0);
        add(2, "a", 0);
        add(3, "b", 0);
        Channel enabled = one.with(ChannelStatus.ENABLED, NOW);
        index.accept(one.streamId(), Optional.of(enabled));
        assertThat(index.bots(ChannelQuery.all(_ -> true, 10)).entries())
                .containsExactly(
                        new BotSummary(new BotId("aa"), 2, 1, 0, 0), new BotSummary(new BotId("bb"), 1, 0, 0, 0));

        index.accept(
                one.streamId(), Optional.of(enabled.with(new Health(Health.Level.DEGRADED, "x", "d", NOW, null), NOW)));
        index.accept(StreamId.of(new UUID(7, 3)), Optional.empty());

        assertThat(index.bots(ChannelQuery.all(_ -> true, 10)).entries())
                .containsExactly(new BotSummary(new BotId("aa"), 2, 1, 1, 0));
    }

    @Test
    void whatIsNoCursorIsRefused() {
        assertThatThrownBy(() -> index.page(query("", null, null, null, "nonsense")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private Channel add(int number, String bot, int secondsLater) {
        String name = bot.length() == 1 ? bot + bot : bot;
        Channel channel =
                Channel.draft(StreamId.of(new UUID(7, number)), new BotId(name), NOW.plusSeconds(secondsLater));
        index.accept(channel.streamId(), Optional.of(channel));
        return channel;
    }

    private static ChannelQuery query(
            String text,
            @Nullable String bot,
            Health.@Nullable Level health,
            @Nullable ChannelStatus status,
            @Nullable String after) {
        return new ChannelQuery(_ -> true, bot == null ? null : new BotId(bot), text, health, status, after, 4);
    }

    private static List<Long> ids(Listed<Channel> page) {
        return page.entries().stream()
                .map(channel ->
                        UUID.fromString(channel.streamId().value().substring(3)).getLeastSignificantBits())
                .toList();
    }
}

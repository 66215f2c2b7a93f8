package io.channeladapter.common.topic;

import static org.assertj.core.api.Assertions.assertThat;

import io.channeladapter.common.codec.Samples;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TopicsTest {
    private static final String HOUR = "3600000";
    private static final String DAY = "86400000";

    @Test
    void namesAreTheAgreedOnes() {
        assertThat(Topics.FIXED)
                .extracting(Topic::name)
                .containsExactly(
                        "twitter.webhooks",
                        "twitter.outbound",
                        "twitter.echoes",
                        "twitter.received",
                        "twitter.offers",
                        "outbox.commands",
                        "outbox.states",
                        "adapter.dead-letters",
                        "channel.commands",
                        "channel.answers",
                        "channel.signals",
                        "ingress.open",
                        "channel.states",
                        "channel.events");
        assertThat(Topics.ofBot(Samples.BOT))
                .extracting(Topic::name)
                .containsExactly("bot.demo.events", "bot.demo.replies");
    }

    @Test
    void aReplyTopicNamesItsBot() {
        assertThat(Topics.botOfReplies(Topics.botReplies(Samples.BOT))).contains(Samples.BOT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bot.demo.events",
                "bot..replies",
                "bot.Demo.replies",
                "bot.demo.replies.old",
                "xbot.demo.replies",
                "bot-demo-replies",
                "bot.a.b.replies"
            })
    void otherTopicsAreNobodysReplies(String topic) {
        assertThat(Topics.botOfReplies(topic)).isEmpty();
    }

    @Test
    void g10_statesAreCompactedWithinTheHour() {
        assertThat(Topics.STATES.settings())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "cleanup.policy", "compact",
                        "max.compaction.lag.ms", HOUR,
                        "segment.ms", HOUR,
                        "delete.retention.ms", DAY));
    }

    @Test
    void g10_commandsGoWithinADayAndAnHour() {
        for (Topic topic : List.of(Topics.COMMANDS, Topics.ANSWERS, Topics.SIGNALS)) {
            assertThat(topic.settings())
                    .containsExactlyInAnyOrderEntriesOf(
                            Map.of("cleanup.policy", "delete", "retention.ms", DAY, "segment.ms", HOUR));
        }
    }

    @Test
    void eventsAreKeptForEver() {
        assertThat(Topics.EVENTS.settings()).containsEntry("retention.ms", "-1");
    }

    @Test
    void messagesAreKeptAWeekAndDeadLettersAMonth() {
        assertThat(Topics.WEBHOOKS.settings()).containsEntry("retention.ms", "604800000");
        assertThat(Topics.ofBot(Samples.BOT))
                .allSatisfy(topic -> assertThat(topic.settings()).containsEntry("retention.ms", "604800000"));
        assertThat(Topics.DEAD_LETTERS.settings()).containsEntry("retention.ms", "2592000000");
    }

    @Test
    void theTableHasOneRowATopic() {
        assertThat(TopicsTable.of(List.of(Topics.EVENTS, Topics.STATES))).isEqualTo("""
                        | topic | key | value | written by | read by | kept | settings |
                        |---|---|---|---|---|---|---|
                        | `channel.events` | streamid | state-change event, never a secret, JSON | config-service | router, auditors | for ever | `cleanup.policy=delete`<br>`retention.ms=-1` |
                        | `channel.states` | streamid | whole state of a channel, secrets sealed, JSON | config-service | all services | the last of each key | `cleanup.policy=compact`<br>`delete.retention.ms=86400000`<br>`max.compaction.lag.ms=3600000`<br>`segment.ms=3600000` |
                        """);
    }
}

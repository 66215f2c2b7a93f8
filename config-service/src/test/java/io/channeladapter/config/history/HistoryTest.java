package io.channeladapter.config.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.channeladapter.common.channel.BotId;
import io.channeladapter.common.channel.ChannelEvent;
import io.channeladapter.common.channel.StreamId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HistoryTest {
    private static final StreamId ID = StreamId.of(new UUID(1, 2));
    private static final Instant NOW = Instant.parse("2026-11-23T08:15:30Z");

    @Test
    void theNewestChangeComesFirst() throws Exception {
        History.Page page = history(5).page(ID, NOW, null, 10);

        assertThat(page.changes()).extracting(Change::version).containsExactly(5L, 4L, 3L, 2L, 1L);
        assertThat(page.next()).isNull();
    }

    @Test
    void aPageBeginsWhereTheOneBeforeEnded() throws Exception {
        History history = history(5);
        History.Page first = history.page(ID, NOW, null, 2);
        History.Page second = history.page(ID, NOW, first.next(), 2);
        History.Page third = history.page(ID, NOW, second.next(), 2);

        assertThat(first.changes()).extracting(Change::version).containsExactly(5L, 4L);
        assertThat(second.changes()).extracting(Change::version).containsExactly(3L, 2L);
        assertThat(third.changes()).extracting(Change::version).containsExactly(1L);
        assertThat(third.next()).isNull();
    }

    @Test
    void whatCameAfterAVersionIsToldInItsOrder() throws Exception {
        assertThat(history(5).since(ID, NOW, 3)).extracting(Change::version).containsExactly(4L, 5L);
        assertThat(history(5).since(ID, NOW, 5)).isEmpty();
    }

    @Test
    void aVersionThatStandsTwiceIsToldOnce() throws Exception {
        History history = new History((_, _) -> new EventLog.Found(
                List.of(event(1, ChannelEvent.Type.CREATED, Map.of()), event(1, ChannelEvent.Type.CREATED, Map.of())),
                false));

        assertThat(history.page(ID, NOW, null, 10).changes()).hasSize(1);
        assertThat(history.page(ID, NOW, null, 10).whole()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    CREATED    |                                            | Created the channel.
                    CONFIGURED | environmentLabel=prod,credentials=changed  | Saved the configuration. Keys and tokens: changed; dev environment label: prod.
                    AUTHORIZED | screenName=shop,account=42,webhookId=7     | Authorized for @shop. Webhook: 7.
                    AUTHORIZED | account=42                                 | Authorized for account 42.
                    ENABLED    |                                            | Enabled the channel: messages flow.
                    DISABLED   |                                            | Disabled the channel: no messages flow.
                    DELETED    | warnings=The webhook stays.                | Deleted the channel for ever. The webhook stays.
                    DEGRADED   | level=broken,cause=x,detail=Keys refused.  | The channel is broken. Keys refused.
                    DEGRADED   | cause=x                                    | The channel is degraded. Cause: x.
                    EVENTS_MISSED | from=2026-11-23T10:00:00Z,until=2026-11-23T10:10:00Z,detail=No ingress took webhooks.,noticedBy=config-service | No ingress took webhooks. Twitter will be asked to send again what it could not deliver. Noticed by: config-service.
                    EVENTS_MISSED | from=2026-11-23T10:00:00Z,until=2026-11-23T10:10:00Z,detail=It may be lost.,replay=none | It may be lost.
                    REPLAY_ASKED  | from=2026-11-23T10:00:00Z,until=2026-11-23T10:10:00.123Z,detail=d,jobId=77 | Asked Twitter to send again what it could not deliver from 2026-11-23 10:00 to 2026-11-23 10:11 UTC, job 77.
                    REPLAY_ENDED  | from=2026-11-23T10:00:00Z,until=2026-11-23T10:10:00.123Z,detail=d,jobId=77 | Twitter has sent again what it could not deliver from 2026-11-23 10:00 to 2026-11-23 10:11 UTC, job 77. What the bot had already, it did not get twice.
                    RECOVERED  | cause=x,detail=d,level=healthy             | The channel is well again; over is: x.
                    RECOVERED  | novelty=y                                  | The channel is well again. Novelty: y.
                    """)
    void eachChangeIsToldInWords(ChannelEvent.Type type, String details, String words) {
        Map<String, String> map = details == null
                ? Map.of()
                : java.util.Arrays.stream(details.split(","))
                        .map(pair -> pair.split("=", 2))
                        .collect(java.util.stream.Collectors.toMap(p -> p[0], p -> p[1]));

        assertThat(Change.of(event(1, type, map)).text()).isEqualTo(words);
    }

    private static History history(int changes) {
        List<ChannelEvent> events = LongStream.rangeClosed(1, changes)
                .mapToObj(version -> event(version, ChannelEvent.Type.CONFIGURED, Map.of()))
                .toList();
        return new History((_, _) -> new EventLog.Found(events, true));
    }

    private static ChannelEvent event(long version, ChannelEvent.Type type, Map<String, String> details) {
        return new ChannelEvent(ID, new BotId("demo"), version, type, NOW, "admin", details);
    }
}

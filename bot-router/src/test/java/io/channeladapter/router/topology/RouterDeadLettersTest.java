package io.channeladapter.router.topology;

import static io.channeladapter.router.topology.RouterRig.message;
import static io.channeladapter.router.topology.RouterRig.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.channeladapter.common.channel.ChannelSignal;
import io.channeladapter.common.channel.ChannelStatus;
import io.channeladapter.common.codec.Json;
import io.channeladapter.common.topic.DeadLetter;
import io.channeladapter.common.topic.Topics;
import io.channeladapter.router.observe.RouterMetric;
import io.channeladapter.router.topology.StreamsSettings.Guarantee;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How many dead letters a webhook makes, and what one says that is sent again. */
class RouterDeadLettersTest {
    private static final int MANY = 1_000;

    @TempDir
    private Path stateDir = Path.of("unset");

    private RouterRig router;

    @SuppressWarnings("NullAway") // set before each test
    RouterDeadLettersTest() {}

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
    void aThousandEventsOfOneBodyAreOneDeadLetterWithAllOfIt() {
        router.channel(ChannelStatus.DISABLED);
        String body = many("7");

        router.webhook(body);

        assertThat(router.deadLetters()).singleElement().satisfies(letter -> {
            assertThat(RouterRig.header(letter, DeadLetter.REASON)).isEqualTo("channel-disabled");
            assertThat(text(letter.value())).isEqualTo(body);
        });
        assertThat(router.count(RouterMetric.ROUTE_EVENTS, "channel-disabled")).isEqualTo(MANY);
    }

    @Test
    void eachBodyHasItsOwnDeadLetterEvenWhereItIsTheSame() {
        router.webhook(many("6"));
        router.webhook(many("6"));

        assertThat(router.deadLetterReasons()).containsExactly("wrong-user", "wrong-user");
    }

    @Test
    void eachReasonHasItsDeadLetter() {
        router.missingTopics.add(Topics.botEvents(RouterRig.BOT));

        router.webhook(message("100", "8", "7", "Hi").replace("[{\"type\"", "[{\"message_create\":{}},{\"type\""));

        assertThat(router.deadLetterReasons()).containsExactlyInAnyOrder("bot-topic-missing", "unreadable-event");
    }

    @Test
    void aDeadLetterSentAgainIsNoSignThatTwitterSends() {
        router.webhook(RouterRig.STREAM.value(), message("100", "8", "7", "Hi"), again());
        assertThat(signals()).isEmpty();

        router.webhook(message("101", "8", "7", "Hi again"));
        assertThat(signals()).containsExactly(ChannelSignal.Kind.EVENT_SEEN);
        assertThat(router.events()).hasSize(2);
    }

    private static Headers again() {
        return new RecordHeaders().add(DeadLetter.REPLAY_OF, "3-1042".getBytes(StandardCharsets.UTF_8));
    }

    private List<ChannelSignal.Kind> signals() {
        return router.all(Topics.SIGNALS.name()).stream()
                .map(record -> Json.read(record.value(), ChannelSignal.class)
                        .orElseThrow()
                        .kind())
                .toList();
    }

    private static String many(String account) {
        String one =
                message("ID", "8", "7", "Hi").replace("\"for_user_id\":\"7\"", "\"for_user_id\":\"" + account + "\"");
        int from = one.indexOf('[') + 1;
        int to = one.lastIndexOf(']');
        return IntStream.rangeClosed(1, MANY)
                .mapToObj(i -> one.substring(from, to).replace("ID", String.valueOf(i)))
                .collect(Collectors.joining(",", one.substring(0, from), one.substring(to)));
    }
}

package io.channeladapter.router.topology;

import io.channeladapter.common.channel.ChannelEvent;
import io.channeladapter.common.codec.Json;
import io.channeladapter.common.message.BotEvent;
import io.channeladapter.router.observe.RouterMetric;
import io.channeladapter.router.route.ChannelNews;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;

/** Tells each bot of the changes of its channels. */
final class NewsProcessor extends ContextualProcessor<byte[], byte[], Object, Object> {
    private final Shared shared;

    NewsProcessor(Shared shared) {
        this.shared = shared;
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        Optional<ChannelEvent> change =
                record.value() == null ? Optional.empty() : Json.read(record.value(), ChannelEvent.class);
        if (change.isEmpty()) {
            dead(record, "unreadable-record", "a record of channel.events is a channel event in JSON");
            return;
        }
        Optional<BotEvent> news = ChannelNews.forBot(
                change.get(), shared.now(), Traces.of(record, context().recordMetadata()));
        if (news.isEmpty()) {
            shared.meters().count(RouterMetric.NEWS_EVENTS, "passed-over");
        } else if (shared.topics().exists(news.get().topic())) {
            shared.meters().count(RouterMetric.NEWS_EVENTS, "told");
            context().forward(Outputs.toBot(news.get(), shared.now()), RouterTopology.NEWS_BOTS);
        } else {
            dead(record, "bot-topic-missing", "topic " + news.get().topic() + " does not exist");
        }
    }

    private void dead(Record<byte[], byte[]> record, String reason, String detail) {
        shared.meters().count(RouterMetric.NEWS_EVENTS, reason);
        context()
                .forward(
                        Outputs.deadLetter(record, context().recordMetadata(), reason, detail, shared.now()),
                        RouterTopology.NEWS_DEAD);
    }
}

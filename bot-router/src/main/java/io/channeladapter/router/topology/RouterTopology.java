package io.channeladapter.router.topology;

import io.channeladapter.common.channel.ChannelSignal;
import io.channeladapter.common.codec.JsonSerde;
import io.channeladapter.common.message.CheckedReply;
import io.channeladapter.common.message.Echo;
import io.channeladapter.common.message.Received;
import io.channeladapter.common.topic.KnownTopics;
import io.channeladapter.common.topic.Topics;
import io.channeladapter.router.observe.RouterMeters;
import io.channeladapter.router.route.MediaLinks;
import java.time.InstantSource;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.Stores;

/**
 * The router as a Streams topology: three parts that share no node, for parts that do would become one, and the store
 * of the first would lie below the pattern of the second.
 *
 * <ol>
 *   <li>{@code twitter.webhooks} → read → dedupe → route → bots, echoes, signals, dead letters; {@code twitter.offers}
 *       joins it, for what route looks up
 *   <li>{@code bot.*.replies} → reply → {@code twitter.outbound}, bots, dead letters; no store
 *   <li>{@code channel.events} → news → bots, dead letters
 * </ol>
 *
 * <p>Beside them the channels, whole in each instance. All sources hand on plain bytes, so that no record can fail
 * before a processor sees it. The names are part of the state's names at the broker: to change one is to migrate.
 */
public final class RouterTopology {
    /** Name of the application: its consumer group, and start of its internal topics. */
    public static final String APPLICATION_ID = "bot-router";

    static final String CHANNELS_STORE = "channels";
    static final String SIGHTINGS_STORE = "sightings";
    static final String OFFERS_STORE = "offers";
    static final String READ = "read";
    static final String DEDUPE = "dedupe";
    static final String ROUTE = "route";
    static final String OFFER = "offer";
    static final String REPLY = "reply";
    static final String NEWS = "news";
    static final String WEBHOOKS_IN = "webhooks-in";
    static final String OFFERS_IN = "offers-in";
    static final String REPLIES_IN = "replies-in";
    static final String NEWS_IN = "channel-events-in";
    static final String WEBHOOKS_BOTS = "webhooks-bots-out";
    static final String WEBHOOKS_DEAD = "webhooks-dead-letters-out";
    static final String ECHOES_OUT = "echoes-out";
    static final String RECEIVED_OUT = "received-out";
    static final String SIGNALS_OUT = "signals-out";
    static final String OUTBOUND_OUT = "outbound-out";
    static final String REPLIES_BOTS = "replies-bots-out";
    static final String REPLIES_DEAD = "replies-dead-letters-out";
    static final String NEWS_BOTS = "channel-events-bots-out";
    static final String NEWS_DEAD = "channel-events-dead-letters-out";

    private static final ByteArrayDeserializer BYTES = new ByteArrayDeserializer();
    private static final Serializer<ProducerRecord<String, byte[]>> BOT_VALUE = (topic, record) -> record.value();

    private RouterTopology() {}

    /** The topology. */
    public static Topology build(InstantSource clock, KnownTopics topics, RouterMeters meters, MediaLinks media) {
        Shared shared = new Shared(clock, topics, meters, media);
        Topology topology = new Topology();
        addChannels(topology);
        addWebhooks(topology, shared);
        addReplies(topology, shared);
        addNews(topology, shared);
        return topology;
    }

    private static void addChannels(Topology topology) {
        topology.addGlobalStore(
                Stores.keyValueStoreBuilder(
                                Stores.inMemoryKeyValueStore(CHANNELS_STORE), Serdes.ByteArray(), Serdes.ByteArray())
                        .withLoggingDisabled(),
                "channel-states-in",
                BYTES,
                BYTES,
                Topics.STATES.name(),
                "channels-update",
                GlobalChannels.Update::new);
    }

    private static void addWebhooks(Topology topology, Shared shared) {
        topology.addSource(WEBHOOKS_IN, BYTES, BYTES, Topics.WEBHOOKS.name())
                .addProcessor(READ, () -> new ReadProcessor(shared), WEBHOOKS_IN)
                .addProcessor(DEDUPE, () -> new DedupeProcessor(shared), READ)
                .addStateStore(Sightings.builder(), DEDUPE)
                .addProcessor(ROUTE, () -> new RouteProcessor(shared), DEDUPE)
                .connectProcessorAndStateStores(ROUTE, SIGHTINGS_STORE)
                .addSource(OFFERS_IN, BYTES, BYTES, Topics.OFFERS.name())
                .addProcessor(OFFER, () -> new OfferProcessor(shared), OFFERS_IN)
                .addStateStore(Offers.builder(), OFFER, ROUTE);
        addBotsSink(topology, WEBHOOKS_BOTS, ROUTE);
        addDeadLettersSink(topology, WEBHOOKS_DEAD, READ, ROUTE, OFFER);
        topology.addSink(
                ECHOES_OUT,
                Topics.ECHOES.name(),
                new StringSerializer(),
                new JsonSerde<>(Echo.class).serializer(),
                ROUTE);
        topology.addSink(
                RECEIVED_OUT,
                Topics.RECEIVED.name(),
                new StringSerializer(),
                new JsonSerde<>(Received.class).serializer(),
                ROUTE);
        topology.addSink(
                SIGNALS_OUT,
                Topics.SIGNALS.name(),
                new StringSerializer(),
                new JsonSerde<>(ChannelSignal.class).serializer(),
                ROUTE);
    }

    private static void addReplies(Topology topology, Shared shared) {
        topology.addSource(REPLIES_IN, BYTES, BYTES, Topics.REPLIES)
                .addProcessor(REPLY, () -> new ReplyProcessor(shared), REPLIES_IN)
                .addSink(
                        OUTBOUND_OUT,
                        Topics.OUTBOUND.name(),
                        new StringSerializer(),
                        new JsonSerde<>(CheckedReply.class).serializer(),
                        REPLY);
        addBotsSink(topology, REPLIES_BOTS, REPLY);
        addDeadLettersSink(topology, REPLIES_DEAD, REPLY);
    }

    private static void addNews(Topology topology, Shared shared) {
        topology.addSource(NEWS_IN, BYTES, BYTES, Topics.EVENTS.name())
                .addProcessor(NEWS, () -> new NewsProcessor(shared), NEWS_IN);
        addBotsSink(topology, NEWS_BOTS, NEWS);
        addDeadLettersSink(topology, NEWS_DEAD, NEWS);
    }

    private static void addBotsSink(Topology topology, String name, String parent) {
        topology.addSink(name, new Outputs.BotTopic(), new StringSerializer(), BOT_VALUE, parent);
    }

    private static void addDeadLettersSink(Topology topology, String name, String... parents) {
        topology.addSink(
                name, Topics.DEAD_LETTERS.name(), new ByteArraySerializer(), new ByteArraySerializer(), parents);
    }
}

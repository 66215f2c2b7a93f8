package io.channeladapter.system.bots;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.channeladapter.common.channel.ChannelEvent;
import io.channeladapter.common.codec.BotEvents;
import io.channeladapter.common.codec.Json;
import io.channeladapter.common.codec.Samples;
import io.channeladapter.common.message.BotEvent;
import io.channeladapter.common.message.EventData;
import io.channeladapter.common.message.EventType;
import io.channeladapter.common.message.Outcome;
import io.channeladapter.common.message.Tweet;
import io.channeladapter.router.route.ChannelNews;
import java.lang.reflect.Field;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds {@code docs/asyncapi.yaml} and the code together. */
class AsyncApiTest {
    private static final AsyncApi API = AsyncApi.DOCUMENT;
    private static final List<String> RELATIONS = List.of("follow", "unfollow", "block", "unblock", "mute", "unmute");

    static Stream<Class<?>> records() {
        Stream<Class<?>> parts = Stream.of(Tweet.class, Tweet.InReplyTo.class, locationOfAMessage());
        Stream<Class<?>> events = Arrays.stream(EventData.class.getDeclaredClasses())
                .filter(type -> type != EventData.ReplyOutcome.class);
        return Stream.of(events, parts, Arrays.stream(Outcome.class.getPermittedSubclasses()))
                .flatMap(types -> types);
    }

    static Stream<String> samples() {
        return Samples.ALL.entrySet().stream()
                .filter(sample -> sample.getValue() instanceof EventData)
                .map(Map.Entry::getKey);
    }

    @Test
    void everyTypeOfTheCodeHasItsMessageAndNoOtherIsThere() throws IllegalAccessException {
        assertThat(API.messages("events")).isEqualTo(typesOfTheCode());
    }

    @Test
    void theOperationsNameEveryMessageOfTheirChannels() {
        for (String[] operation : new String[][] {{"readEvents", "events"}, {"writeReplies", "replies"}}) {
            List<String> named = new ArrayList<>();
            API.document()
                    .at("/operations/" + operation[0] + "/messages")
                    .forEach(message -> named.add(message.path("$ref").asText()));

            assertThat(named)
                    .containsExactlyInAnyOrderElementsOf(API.messages(operation[1]).stream()
                            .map(name -> "#/channels/" + operation[1] + "/messages/" + name)
                            .toList());
        }
    }

    @ParameterizedTest
    @MethodSource("records")
    void aSchemaHasTheFieldsOfItsRecordAndAsksForThoseThatAreAlwaysThere(Class<?> type) {
        JsonNode schema = API.document().at("/components/schemas/" + type.getSimpleName());
        Set<String> all = new TreeSet<>();
        Set<String> always = new TreeSet<>();
        if (Outcome.class.isAssignableFrom(type)) {
            fields(EventData.ReplyOutcome.class, all, always);
            List.of(all, always).forEach(names -> names.remove("outcome"));
            if (type != Outcome.Failed.class) {
                always.addAll(List.of("streamid", "conversation")); // only a reply that failed may have named none
            }
        }
        fields(type, all, always);

        assertThat(names(schema.path("properties").fieldNames())).isEqualTo(all);
        Set<String> required = new TreeSet<>();
        schema.path("required").forEach(name -> required.add(name.asText()));
        assertThat(required).isEqualTo(always);
    }

    @ParameterizedTest
    @MethodSource("samples")
    void everyKindOfEventFitsItsMessage(String sample) {
        ProducerRecord<String, byte[]> event = record(sample);

        assertThat(API.problems(event.headers(), event.key(), event.value())).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void noEventFitsThatLacksAFieldOrHasItInAnotherFormOrOneTooMany(String sample) {
        String schema = API.payload(AsyncApi.message(type(sample)));
        ObjectNode event = Json.MAPPER.valueToTree(Samples.ALL.get(sample));
        List<String> always = new ArrayList<>();
        API.document().at("/components/schemas/" + schema + "/required").forEach(name -> always.add(name.asText()));

        assertThat(always)
                .isNotEmpty()
                .allSatisfy(name -> assertThat(API.problems(schema, without(event, name)))
                        .as("without " + name)
                        .isNotEmpty());
        event.fieldNames()
                .forEachRemaining(name -> assertThat(
                                API.problems(schema, event.deepCopy().set(name, otherForm(event.get(name)))))
                        .as(name + " in another form")
                        .isNotEmpty());
        assertThat(API.problems(schema, event.deepCopy().put("surprise", 1))).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void noEventFitsWhoseHeadersAreNotThoseOfItsType(String sample) {
        for (String header : List.of("ce_id", "ce_type", "ce_source", "ce_time", "ce_specversion", "content-type")) {
            ProducerRecord<String, byte[]> event = record(sample);
            event.headers().remove(header);

            assertThat(API.problems(event.headers(), event.key(), event.value()))
                    .as(header)
                    .isNotEmpty();
        }
        ProducerRecord<String, byte[]> event = record(sample);
        event.headers().remove("ce_source").add("ce_source", new byte[] {'x'});

        assertThat(API.problems(event.headers(), event.key(), event.value())).isNotEmpty();
    }

    private static Set<String> typesOfTheCode() throws IllegalAccessException {
        Set<String> types = new TreeSet<>();
        for (Field field : EventType.class.getFields()) {
            if (!field.getName().equals("PREFIX")) {
                types.add(AsyncApi.message((String) field.get(null)));
            }
        }
        RELATIONS.forEach(verb -> types.add(AsyncApi.message(EventType.relation(verb))));
        for (ChannelEvent.Type type : ChannelEvent.Type.values()) {
            ChannelEvent change = new ChannelEvent(Samples.STREAM, Samples.BOT, 2, type, Samples.NOW, "ann", Map.of());
            ChannelNews.forBot(change, Samples.NOW, Samples.TRACE)
                    .ifPresent(told -> types.add(AsyncApi.message(told.type())));
        }
        samples()
                .map(Samples.ALL::get)
                .filter(EventData.ReplyOutcome.class::isInstance)
                .map(EventData.ReplyOutcome.class::cast)
                .forEach(reply -> types.add(AsyncApi.message(EventType.outcome(reply.outcome()))));
        types.add(AsyncApi.message(EventType.unknown("new_thing")));
        return types;
    }

    private static String type(String sample) {
        Object data = Optional.ofNullable(Samples.ALL.get(sample)).orElseThrow();
        return switch ((EventData) data) {
            case EventData.Message _ -> EventType.MESSAGE_RECEIVED;
            case EventData.Read _ -> EventType.MESSAGE_READ;
            case EventData.Typing _ -> EventType.TYPING_STARTED;
            case EventData.Unreadable _ -> EventType.MESSAGE_UNREADABLE;
            case EventData.TweetActivity _ -> EventType.MENTION_RECEIVED;
            case EventData.Relation _ -> EventType.relation("follow");
            case EventData.AccountRevoked _ -> EventType.ACCOUNT_REVOKED;
            case EventData.QuotaState _ -> EventType.QUOTA_STATE;
            case EventData.Other _ -> EventType.unknown("new_thing");
            case EventData.ChannelChanged _ -> EventType.channel(ChannelEvent.Type.DEGRADED);
            case EventData.ReplyOutcome reply -> EventType.outcome(reply.outcome());
        };
    }

    private static ProducerRecord<String, byte[]> record(String sample) {
        EventData data =
                (EventData) Optional.ofNullable(Samples.ALL.get(sample)).orElseThrow();
        JsonNode json = Json.MAPPER.valueToTree(data);
        return BotEvents.toRecord(new BotEvent(
                Samples.STREAM + "/sample/" + sample,
                type(sample),
                json.has("streamid") ? Samples.STREAM : null,
                Samples.BOT,
                json.has("conversation") ? Samples.CONVERSATION : null,
                Samples.NOW,
                data,
                Samples.TRACE));
    }

    private static Class<?> locationOfAMessage() {
        return Arrays.stream(EventData.DirectMessage.class.getRecordComponents())
                .filter(component -> component.getName().equals("location"))
                .findFirst()
                .orElseThrow()
                .getType();
    }

    private static void fields(Class<?> type, Set<String> all, Set<String> always) {
        for (RecordComponent component : type.getRecordComponents()) {
            all.add(component.getName());
            if (!component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
                always.add(component.getName());
            }
        }
    }

    private static ObjectNode without(ObjectNode event, String name) {
        ObjectNode copy = event.deepCopy();
        copy.remove(name);
        return copy;
    }

    private static JsonNode otherForm(JsonNode value) {
        return value.isTextual() ? Json.object().arrayNode() : Json.object().textNode("?");
    }

    private static Set<String> names(java.util.Iterator<String> fields) {
        Set<String> names = new TreeSet<>();
        fields.forEachRemaining(names::add);
        return names;
    }
}

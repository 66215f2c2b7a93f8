package io.channeladapter.router.read;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.channeladapter.common.message.EventData.Person;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The users that a body describes. They come as a map by id or as a list, each as it is or wrapped in {@code data}, in
 * the words of v1.1 ({@code screen_name}) or of v2 ({@code username}).
 */
final class People {
    private final Map<String, JsonNode> byId = new HashMap<>();

    private People() {}

    static People in(JsonNode users) {
        People people = new People();
        users.properties().forEach(user -> people.byId.put(user.getKey(), unwrapped(user.getValue())));
        if (users.isArray()) {
            for (JsonNode user : users) {
                id(unwrapped(user)).ifPresent(id -> people.byId.put(id, unwrapped(user)));
            }
        }
        return people;
    }

    /** The person with this id; no more than the id where the body does not describe it. */
    Person person(String id) {
        return described(id, byId.getOrDefault(id, MissingNode.getInstance()));
    }

    /** The one person beside this one; empty where there are none or several. */
    Optional<Person> theOther(String id) {
        List<String> others =
                byId.keySet().stream().filter(other -> !other.equals(id)).toList();
        return others.size() == 1 ? Optional.of(person(others.getFirst())) : Optional.empty();
    }

    /** A user that stands in the event itself; empty where it has no id. */
    static Optional<Person> embedded(JsonNode user) {
        JsonNode node = unwrapped(user);
        return id(node).map(id -> described(id, node));
    }

    private static JsonNode unwrapped(JsonNode user) {
        return user.path("data").isObject() ? user.path("data") : user;
    }

    private static Optional<String> id(JsonNode user) {
        return Fields.id(user, "id_str").or(() -> Fields.id(user, "id"));
    }

    private static Person described(String id, JsonNode user) {
        JsonNode followers = user.has("followers_count")
                ? user.path("followers_count")
                : user.path("public_metrics").path("followers_count");
        return new Person(
                id,
                Fields.text(user, "screen_name")
                        .or(() -> Fields.text(user, "username"))
                        .orElse(null),
                Fields.text(user, "name").orElse(null),
                Fields.text(user, "profile_image_url_https")
                        .or(() -> Fields.text(user, "profile_image_url"))
                        .orElse(null),
                user.path("verified").isBoolean() ? user.path("verified").asBoolean() : null,
                followers.canConvertToLong() && followers.isIntegralNumber() ? followers.asLong() : null);
    }
}

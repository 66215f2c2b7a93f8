package io.channeladapter.sandbox.simulator.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.channeladapter.sandbox.simulator.delivery.DeliveryLog;
import io.channeladapter.sandbox.simulator.world.FirstWorld;
import io.channeladapter.sandbox.simulator.world.Grant;
import io.channeladapter.sandbox.simulator.world.Message;
import io.channeladapter.sandbox.simulator.world.User;
import io.channeladapter.sandbox.simulator.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** All that the page shows at once, for one person and one account. Safe for many threads. */
public final class Overview {
    private static final int SHOWN_MESSAGES = 200;
    private static final Duration TYPING_LASTS = Duration.ofSeconds(3);

    private final Site site;

    public Overview(Site site) {
        this.site = site;
    }

    /** The state; unknown or missing ids fall back to the first person and the demo account. */
    public JsonNode of(@Nullable String personId, @Nullable String accountId) {
        World world = site.world();
        User account = Optional.ofNullable(accountId)
                .flatMap(world::user)
                .orElseGet(() -> world.user(FirstWorld.DEMO_ACCOUNT_ID).orElseThrow());
        User person = Optional.ofNullable(personId)
                .flatMap(world::user)
                .orElseGet(() -> world.user(FirstWorld.FIRST_PERSON_ID).orElseThrow());
        ObjectNode state = JsonNodeFactory.instance.objectNode();
        ArrayNode persons = state.putArray("persons");
        ArrayNode accounts = state.putArray("accounts");
        for (User user : world.users()) {
            List<Grant> grants = world.grantsOf(user.id());
            ObjectNode json = PeopleControl.json(user, grants);
            if (grants.isEmpty()) {
                List<Message> messages = world.conversation(user.id(), account.id());
                json.put("last", messages.isEmpty() ? "" : messages.getLast().text());
                persons.add(json);
            } else {
                accounts.add(json);
            }
        }
        state.set("person", PeopleControl.json(person, List.of()));
        state.set("account", PeopleControl.json(account, world.grantsOf(account.id())));
        state.set("messages", messages(person, account));
        Instant typedAt = site.presence().typedAt(account.id(), person.id());
        state.put("typing", typedAt != null && site.clock().instant().isBefore(typedAt.plus(TYPING_LASTS)));
        state.put("readUpTo", site.presence().readUpTo(account.id(), person.id()));
        state.set("webhooks", webhooksOf(account));
        state.set("faults", FaultControl.all(site));
        return state;
    }

    private ArrayNode messages(User person, User account) {
        Map<String, String> delivery = new HashMap<>();
        for (DeliveryLog.Entry entry : site.deliveries().all()) {
            String id = entry.event().messageId();
            if (id != null && Objects.equals(entry.event().forUserId(), account.id())) {
                delivery.put(id, entry.state().name().toLowerCase(Locale.ROOT));
            }
        }
        List<Message> all = site.world().conversation(person.id(), account.id());
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        for (Message message : all.subList(Math.max(0, all.size() - SHOWN_MESSAGES), all.size())) {
            ObjectNode json = list.addObject()
                    .put("id", message.id())
                    .put("direction", message.senderId().equals(person.id()) ? "in" : "out")
                    .put("text", message.text())
                    .put("at", message.at().toString())
                    .put("viaApi", message.viaApi())
                    .put("delivery", delivery.get(message.id()));
            json.set("extras", message.extras());
            site.media()
                    .find(message.extras().at("/attachment/media/id").asText())
                    .ifPresent(kept -> json.set("media", MediaControl.json(kept)));
        }
        return list;
    }

    private ArrayNode webhooksOf(User account) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        for (JsonNode webhook : SeenControl.webhooks(site)) {
            boolean ofItsApp = site.world().grantsOf(account.id()).stream()
                    .anyMatch(
                            grant -> grant.appId().equals(webhook.path("appId").asText()));
            if (ofItsApp) {
                list.add(webhook);
            }
        }
        return list;
    }
}

package io.channeladapter.sandbox.simulator.control;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.channeladapter.sandbox.simulator.delivery.Event;
import io.channeladapter.sandbox.simulator.world.AccessLevel;
import io.channeladapter.sandbox.simulator.world.App;
import io.channeladapter.sandbox.simulator.world.Change;
import io.channeladapter.sandbox.simulator.world.EventShape;
import io.channeladapter.sandbox.simulator.world.FirstWorld;
import io.channeladapter.sandbox.simulator.world.Grant;
import io.channeladapter.sandbox.simulator.world.Subscription;
import io.channeladapter.sandbox.simulator.world.User;
import io.channeladapter.sandbox.simulator.world.World;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Makes and changes persons, accounts, apps and tokens. Safe for many threads. */
final class PeopleControl {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Site site;

    PeopleControl(Site site) {
        this.site = site;
    }

    void addTo(RoutesConfig server) {
        server.get("/control/keys", this::keys);
        server.get("/control/persons", ctx -> list(ctx, false));
        server.get("/control/accounts", ctx -> list(ctx, true));
        server.post("/control/persons", this::addPerson);
        server.post("/control/accounts", this::addAccount);
        server.patch("/control/users/{id}", this::change);
        server.post("/control/accounts/{id}/revoke", this::revoke);
    }

    private void keys(Context ctx) {
        String account = ctx.queryParam("account");
        String id =
                account == null ? FirstWorld.DEMO_ACCOUNT_ID : account(account).id();
        Answers.json(ctx, 200, JSON.valueToTree(IssuedKeys.of(site.world(), id)));
    }

    private void list(Context ctx, boolean accounts) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        for (User user : site.world().users()) {
            List<Grant> grants = site.world().grantsOf(user.id());
            if (grants.isEmpty() != accounts) {
                list.add(json(user, grants));
            }
        }
        Answers.json(ctx, 200, list);
    }

    static ObjectNode json(User user, List<Grant> grants) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("id", user.id())
                .put("screenName", user.screenName())
                .put("name", user.name())
                .put("suspended", user.suspended())
                .put("inbox", user.inbox().name().toLowerCase(Locale.ROOT));
        if (!grants.isEmpty()) {
            json.put("appId", grants.getLast().appId())
                    .put("accessLevel", grants.getLast().accessLevel().header())
                    .put("revoked", grants.getLast().revoked());
        }
        return json;
    }

    private void addPerson(Context ctx) {
        Fields fields = Fields.of(ctx, "screenName", "name", "id");
        User user = addUser(fields);
        Answers.json(ctx, 201, json(user, List.of()));
    }

    private void addAccount(Context ctx) {
        Fields fields = Fields.of(ctx, "screenName", "name", "id", "environmentLabel", "generation", "appId");
        List<String> labels = labels(fields);
        World world = site.world();
        Optional<App> shared = fields.text("appId")
                .map(id -> world.app(id)
                        .orElseThrow(() -> new ControlProblem(404, "\"appId\": there is no app " + id + ".")));
        User user = addUser(fields);
        App app = shared.orElseGet(
                () -> site.keys().app(world.newId(site.clock().instant()), user.name() + " Bot", labels));
        world.change(new Change.AppSaved(app), new Change.GrantSaved(site.keys().grant(app.id(), user.id())));
        Answers.json(ctx, 201, JSON.valueToTree(IssuedKeys.of(world, user.id())));
    }

    private static List<String> labels(Fields fields) {
        return switch (fields.text("generation").orElse("account-activity-v1")) {
            case "account-activity-v1" ->
                List.of(fields.text("environmentLabel").orElse(FirstWorld.ENVIRONMENT));
            case "account-activity-v2" -> {
                if (fields.has("environmentLabel")) {
                    throw new ControlProblem(
                            400, "Field \"environmentLabel\" must be left out: account-activity-v2 has none.");
                }
                yield List.of();
            }
            default ->
                throw new ControlProblem(
                        400, "Field \"generation\" must be account-activity-v1 or account-activity-v2.");
        };
    }

    private User addUser(Fields fields) {
        String screenName = fields.needText("screenName");
        if (!screenName.matches("[A-Za-z0-9_]{1,15}")) {
            throw new ControlProblem(400, "Field \"screenName\" must be 1 to 15 letters, digits or underscores.");
        }
        synchronized (this) {
            if (site.world().findUser(screenName).isPresent()) {
                throw new ControlProblem(409, "The screen name " + screenName + " is taken.");
            }
            Instant now = site.clock().instant();
            User user = new User(
                    fields.text("id")
                            .map(this::freeId)
                            .orElseGet(() -> site.world().newId(now)),
                    screenName,
                    fields.text("name").orElse(screenName),
                    now,
                    false,
                    User.Inbox.OPEN,
                    null);
            site.world().change(new Change.UserSaved(user));
            return user;
        }
    }

    private String freeId(String id) {
        if (!id.matches("[1-9][0-9]{0,17}|[1-8][0-9]{18}")) {
            throw new ControlProblem(400, "Field \"id\" must be a Twitter id: 1 to 19 digits.");
        }
        if (site.world().user(id).isPresent()) {
            throw new ControlProblem(409, "The id " + id + " is taken.");
        }
        return id;
    }

    private void change(Context ctx) {
        Fields fields = Fields.of(ctx, "suspended", "inbox", "events", "accessLevel", "revoked");
        String id = ctx.pathParam("id");
        World world = site.world();
        User user = world.findUser(id).orElseThrow(() -> new ControlProblem(404, "There is no user " + id + "."));
        List<Grant> grants = world.grantsOf(user.id());
        if (grants.isEmpty() && (fields.has("accessLevel") || fields.has("revoked"))) {
            throw new ControlProblem(409, user.name() + " is a person without a token: only accounts have one.");
        }
        Optional<AccessLevel> level = fields.text("accessLevel").map(PeopleControl::accessLevel);
        User.Inbox inbox = fields.text("inbox").map(PeopleControl::inbox).orElse(user.inbox());
        Optional<EventShape> shape = fields.text("events").map(PeopleControl::shape);
        User changed =
                user.withSuspended(fields.flag("suspended", user.suspended())).withInbox(inbox);
        changed = shape.map(changed::withEvents).orElse(changed);
        world.change(new Change.UserSaved(changed));
        for (Grant grant : grants) {
            world.change(new Change.GrantSaved(grant.withAccessLevel(level.orElse(grant.accessLevel()))
                    .withRevoked(fields.flag("revoked", grant.revoked()))));
        }
        Answers.json(ctx, 200, json(changed, world.grantsOf(user.id())));
    }

    private void revoke(Context ctx) {
        User account = account(ctx.pathParam("id"));
        World world = site.world();
        for (Grant grant : world.grantsOf(account.id())) {
            if (grant.revoked()) {
                continue;
            }
            world.change(new Change.GrantSaved(grant.withRevoked(true)));
            Event event = new Event(
                    "user_event",
                    account.id(),
                    null,
                    null,
                    false,
                    site.payloads()
                            .revokeEvent(
                                    grant.appId(), account.id(), site.clock().instant()));
            site.deliverer().publishRevoke(event, grant.appId());
            for (Subscription subscription : world.subscriptionsTo(account.id())) {
                if (subscription.appId().equals(grant.appId())) {
                    world.change(new Change.Unsubscribed(subscription));
                }
            }
        }
        Answers.json(ctx, 200, json(account, world.grantsOf(account.id())));
    }

    private User account(String idOrScreenName) {
        return site.world()
                .findUser(idOrScreenName)
                .filter(user -> !site.world().grantsOf(user.id()).isEmpty())
                .orElseThrow(() -> new ControlProblem(404, "There is no account " + idOrScreenName + "."));
    }

    private static EventShape shape(String value) {
        return switch (value) {
            case "account-activity" -> EventShape.ACCOUNT_ACTIVITY;
            case "x-activity" -> EventShape.X_ACTIVITY;
            default -> throw new ControlProblem(400, "Field \"events\" must be account-activity or x-activity.");
        };
    }

    private static AccessLevel accessLevel(String value) {
        return AccessLevel.ofHeader(value)
                .orElseThrow(() -> new ControlProblem(
                        400,
                        "Field \"accessLevel\" must be one of "
                                + Arrays.stream(AccessLevel.values())
                                        .map(AccessLevel::header)
                                        .collect(Collectors.joining(", "))
                                + "."));
    }

    private static User.Inbox inbox(String value) {
        return Arrays.stream(User.Inbox.values())
                .filter(inbox -> inbox.name().toLowerCase(Locale.ROOT).equals(value))
                .findFirst()
                .orElseThrow(() -> new ControlProblem(400, "Field \"inbox\" must be open, followers or closed."));
    }
}

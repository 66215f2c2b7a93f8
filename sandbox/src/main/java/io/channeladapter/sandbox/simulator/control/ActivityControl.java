package io.channeladapter.sandbox.simulator.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.channeladapter.sandbox.simulator.delivery.Event;
import io.channeladapter.sandbox.simulator.payload.ActivityPayloads;
import io.channeladapter.sandbox.simulator.payload.ActivityPayloads.Post;
import io.channeladapter.sandbox.simulator.world.FirstWorld;
import io.channeladapter.sandbox.simulator.world.User;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Instant;
import java.util.Set;

/**
 * What happens to an account besides direct messages: posts, likes, follows, blocks, mutes, encrypted messages. Nothing
 * of it is kept; the account's webhooks are told. Safe for many threads.
 */
final class ActivityControl {
    private static final Set<String> VERBS = Set.of("follow", "unfollow", "block", "unblock", "mute", "unmute");

    private final Site site;
    private final ActivityPayloads payloads;

    ActivityControl(Site site) {
        this.site = site;
        this.payloads = new ActivityPayloads(site.payloads());
    }

    void addTo(RoutesConfig server) {
        server.post("/control/posts", this::post);
        server.delete("/control/posts/{id}", this::delete);
        server.post("/control/likes", this::like);
        server.post("/control/relations", this::relate);
        server.post("/control/encrypted", this::encrypted);
    }

    /** An account, and who did something to it or with it. */
    private record Two(User from, User to, User account, User person) {}

    private void post(Context ctx) {
        Fields fields = Fields.of(ctx, "from", "to", "text", "inReplyTo", "blocked");
        User from = user(fields, "from");
        User account = fields.has("to") ? user(fields, "to") : isAccount(from) ? from : demoAccount();
        Instant now = site.clock().instant();
        Post.Answered answered = fields.text("inReplyTo")
                .map(id -> new Post.Answered(postId(id), account))
                .orElse(null);
        Post post = new Post(site.world().newId(now), from, fields.needText("text"), now, answered);
        Boolean isBlocked = fields.has("blocked") ? fields.flag("blocked", false) : null;
        tell(ctx, "tweet_create_events", account, from, payloads.posted(post, account.id(), isBlocked), post.id());
    }

    private void delete(Context ctx) {
        String account = ctx.queryParam("account");
        User of = account == null ? demoAccount() : find("account", account);
        String id = postId(ctx.pathParam("id"));
        JsonNode body = payloads.deleted(id, of.id(), site.clock().instant());
        tell(ctx, "tweet_delete_events", of, of, body, id);
    }

    private void like(Context ctx) {
        Fields fields = Fields.of(ctx, "from", "to", "text", "postId");
        Two two = two(fields);
        Instant now = site.clock().instant();
        Post post = new Post(
                fields.text("postId")
                        .map(ActivityControl::postId)
                        .orElseGet(() -> site.world().newId(now)),
                two.to(),
                fields.text("text").orElse("Something to like"),
                now,
                null);
        JsonNode body = payloads.liked(post, two.from(), two.account().id(), now);
        tell(ctx, "favorite_events", two.account(), two.person(), body, post.id());
    }

    private void relate(Context ctx) {
        Fields fields = Fields.of(ctx, "from", "to", "verb");
        Two two = two(fields);
        String verb = fields.needText("verb");
        if (!VERBS.contains(verb)) {
            throw new ControlProblem(400, "Field \"verb\" must be follow, unfollow, block, unblock, mute or unmute.");
        }
        Instant now = site.clock().instant();
        JsonNode body =
                payloads.related(verb, two.from(), two.to(), two.account().id(), now);
        tell(ctx, verb, two.account(), two.person(), body, "");
    }

    private void encrypted(Context ctx) {
        Two two = two(Fields.of(ctx, "from", "to"));
        JsonNode body = payloads.encrypted(
                two.from(), two.to(), two.account().id(), site.clock().instant());
        tell(ctx, "chat", two.account(), two.person(), body, "");
    }

    private Two two(Fields fields) {
        User from = user(fields, "from");
        User to = fields.has("to") ? user(fields, "to") : demoAccount();
        if (from.id().equals(to.id())) {
            throw new ControlProblem(400, "Fields \"from\" and \"to\" name the same user.");
        }
        return isAccount(from) ? new Two(from, to, from, to) : new Two(from, to, to, from);
    }

    private void tell(Context ctx, String kind, User account, User person, JsonNode body, String id) {
        if (site.world().subscriptionsTo(account.id()).isEmpty()) {
            throw new ControlProblem(
                    409, "No webhook is subscribed to the events of " + account.id() + ": nobody would be told.");
        }
        site.deliverer().publish(new Event(kind, account.id(), person.id(), null, false, body));
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        Answers.json(ctx, 202, id.isEmpty() ? answer : answer.put("id", id));
    }

    private boolean isAccount(User user) {
        return !site.world().grantsOf(user.id()).isEmpty();
    }

    private static String postId(String id) {
        if (!id.matches("[1-9][0-9]{0,17}|[1-8][0-9]{18}")) {
            throw new ControlProblem(400, "The id of a post has 1 to 19 digits.");
        }
        return id;
    }

    private User user(Fields fields, String name) {
        return find(name, fields.needText(name));
    }

    private User find(String field, String idOrScreenName) {
        return site.world()
                .findUser(idOrScreenName)
                .orElseThrow(() -> new ControlProblem(
                        404, "\"" + field + "\": there is no user with the id or screen name " + idOrScreenName + "."));
    }

    private User demoAccount() {
        return site.world().user(FirstWorld.DEMO_ACCOUNT_ID).orElseThrow();
    }
}

package io.channeladapter.sandbox.simulator.world;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The state of the simulated Twitter, kept in memory and in a {@link Journal}. Safe for many threads. */
public final class World implements AutoCloseable {
    /** The app that a person uses who writes by hand; real Twitter's id for its web page. */
    public static final String WEB_APP_ID = "3033300";

    private final Map<String, App> apps = new LinkedHashMap<>();
    private final Map<String, App> appsByKey = new HashMap<>();
    private final Map<String, User> users = new LinkedHashMap<>();
    private final Map<String, Grant> grants = new LinkedHashMap<>();
    private final Map<String, Webhook> webhooks = new LinkedHashMap<>();
    private final Set<Subscription> subscriptions = new LinkedHashSet<>();
    private final Map<String, Message> messages = new HashMap<>();
    private final Map<String, List<Message>> messagesByUser = new HashMap<>();
    private final Set<Change.MessageHidden> hidden = new HashSet<>();
    private final Set<PendingEvent> pending = new LinkedHashSet<>();
    private final SendQuota quota;
    private final SendQuota quotaV2;
    private final Snowflakes ids = new Snowflakes();
    private final Journal journal;

    /**
     * Opens the world of a folder.
     *
     * @param dataDir null keeps nothing on disk
     * @param limits how much apps may send by v1.1
     * @param limitsV2 how much apps may send by v2
     */
    public World(@Nullable Path dataDir, SendLimits limits, SendLimits limitsV2) {
        this.quota = new SendQuota(limits);
        this.quotaV2 = new SendQuota(limitsV2);
        this.journal = Journal.open(dataDir, this::apply);
    }

    /** What became of a send: the message, or null when a limit was reached; and both limits after it. */
    public record Sending(@Nullable Message message, SendQuota.Usage user, SendQuota.Usage app) {}

    /** True before the first app is there. */
    public synchronized boolean isEmpty() {
        return apps.isEmpty();
    }

    /** Writes changes to the journal and makes them seen. */
    public synchronized void change(Change... changes) {
        for (Change change : changes) {
            journal.append(change);
            apply(change);
        }
    }

    /** A new id, larger than any before it. */
    public synchronized String newId(Instant now) {
        return ids.next(now);
    }

    public synchronized List<App> apps() {
        return List.copyOf(apps.values());
    }

    public synchronized Optional<App> app(String id) {
        return Optional.ofNullable(apps.get(id));
    }

    public synchronized Optional<App> appByKey(String apiKey) {
        return Optional.ofNullable(appsByKey.get(apiKey));
    }

    public synchronized Optional<App> appByBearer(String token) {
        return apps.values().stream()
                .filter(app -> app.bearerToken().equals(token))
                .findFirst();
    }

    public synchronized List<User> users() {
        return List.copyOf(users.values());
    }

    public synchronized Optional<User> user(String id) {
        return Optional.ofNullable(users.get(id));
    }

    /** The user with this id or, whatever its case and with or without {@code @}, this screen name. */
    public synchronized Optional<User> findUser(String idOrScreenName) {
        User byId = users.get(idOrScreenName);
        if (byId != null) {
            return Optional.of(byId);
        }
        String name = idOrScreenName.startsWith("@") ? idOrScreenName.substring(1) : idOrScreenName;
        return users.values().stream()
                .filter(user -> user.screenName().toLowerCase(Locale.ROOT).equals(name.toLowerCase(Locale.ROOT)))
                .findFirst();
    }

    public synchronized Optional<Grant> grantByToken(String token) {
        return Optional.ofNullable(grants.get(token));
    }

    /** All tokens of a user, oldest first; empty for a person who uses no app. */
    public synchronized List<Grant> grantsOf(String userId) {
        return grants.values().stream()
                .filter(grant -> grant.userId().equals(userId))
                .toList();
    }

    /** Ids of the users who gave an app a token. */
    public synchronized Set<String> usersOf(String appId) {
        return grants.values().stream()
                .filter(grant -> grant.appId().equals(appId))
                .map(Grant::userId)
                .collect(Collectors.toUnmodifiableSet());
    }

    public synchronized Collection<Grant> grants() {
        return List.copyOf(grants.values());
    }

    public synchronized List<Webhook> webhooks() {
        return List.copyOf(webhooks.values());
    }

    public synchronized Optional<Webhook> webhook(String id) {
        return Optional.ofNullable(webhooks.get(id));
    }

    /** Changes a webhook, unless it is gone or stays as it is. */
    public synchronized void updateWebhook(String id, UnaryOperator<Webhook> update) {
        Webhook old = webhooks.get(id);
        Webhook updated = old == null ? null : update.apply(old);
        if (updated != null && !updated.equals(old)) {
            change(new Change.WebhookSaved(updated));
        }
    }

    /** The webhooks of an app in v2, oldest first. */
    public synchronized List<Webhook> webhooksV2(String appId) {
        return webhooks.values().stream()
                .filter(webhook -> webhook.appId().equals(appId) && webhook.generation() == Generation.V2)
                .toList();
    }

    /** The webhook that a subscription leads to. */
    public synchronized Optional<Webhook> webhookOf(Subscription subscription) {
        return webhooks.values().stream().filter(subscription::leadsTo).findFirst();
    }

    /** The one webhook that an environment can have. */
    public synchronized Optional<Webhook> webhookOf(String appId, String environment) {
        return webhooks.values().stream()
                .filter(webhook ->
                        webhook.appId().equals(appId) && webhook.environment().equals(environment))
                .findFirst();
    }

    public synchronized boolean isSubscribed(Subscription subscription) {
        return subscriptions.contains(subscription);
    }

    public synchronized List<Subscription> subscriptions() {
        return List.copyOf(subscriptions);
    }

    /** The subscriptions to one user's events. */
    public synchronized List<Subscription> subscriptionsTo(String userId) {
        return subscriptions.stream()
                .filter(subscription -> subscription.userId().equals(userId))
                .toList();
    }

    /** Events of messages that were neither delivered nor given up, oldest first. */
    public synchronized List<PendingEvent> pendingEvents() {
        return List.copyOf(pending);
    }

    /** Notes that an event was delivered or given up. */
    public synchronized void settle(PendingEvent event) {
        if (pending.contains(event)) {
            change(new Change.EventSettled(event));
        }
    }

    public synchronized Optional<Message> message(String id) {
        return Optional.ofNullable(messages.get(id));
    }

    /** What a user wrote and got, oldest first. */
    public synchronized List<Message> messagesOf(String userId) {
        return List.copyOf(messagesByUser.getOrDefault(userId, List.of()));
    }

    /** What a user wrote and got and did not delete, oldest first. */
    public synchronized List<Message> visibleTo(String userId) {
        return messagesOf(userId).stream()
                .filter(message -> !hidden.contains(new Change.MessageHidden(message.id(), userId)))
                .toList();
    }

    /** Deletes a message for one of the two who take part in it. */
    public void hide(String messageId, String userId) {
        change(new Change.MessageHidden(messageId, userId));
    }

    /** The messages of two users, oldest first. */
    public synchronized List<Message> conversation(String one, String other) {
        return messagesByUser.getOrDefault(one, List.of()).stream()
                .filter(message -> message.between(one, other))
                .toList();
    }

    /** A message written by hand: never limited. */
    public synchronized Message write(
            User from, User to, String text, boolean shownAsWebApp, JsonNode extras, Instant now) {
        Message message = new Message(
                ids.next(now),
                from.id(),
                to.id(),
                text,
                now,
                shownAsWebApp ? WEB_APP_ID : null,
                false,
                false,
                null,
                extras);
        change(new Change.MessageAdded(message));
        return message;
    }

    /** A message sent by an app, if its limits allow one more. */
    public synchronized Sending send(
            App app, Generation by, String from, String to, String text, JsonNode extras, Instant now) {
        SendQuota counter = by == Generation.V2 ? quotaV2 : quota;
        boolean free = counter.freeRepliesLeft(from, to, now) > 0;
        SendQuota.Usage user = counter.ofUser(from, now);
        SendQuota.Usage ofApp = counter.ofApp(app.id(), now);
        if (!free && (user.remaining() == 0 || ofApp.remaining() == 0)) {
            counter.refuse(from);
            return new Sending(null, user, ofApp);
        }
        Message message = new Message(ids.next(now), from, to, text, now, app.id(), true, !free, by, extras);
        change(new Change.MessageAdded(message));
        return new Sending(message, counter.ofUser(from, now), counter.ofApp(app.id(), now));
    }

    public synchronized SendQuota.Usage quotaOfUser(Generation of, String userId, Instant now) {
        return (of == Generation.V2 ? quotaV2 : quota).ofUser(userId, now);
    }

    public synchronized SendQuota.Usage quotaOfApp(Generation of, String appId, Instant now) {
        return (of == Generation.V2 ? quotaV2 : quota).ofApp(appId, now);
    }

    /** The windows of 24 hours that an account's messages were counted in, the oldest first. */
    public synchronized List<SendQuota.Past> windowsOfUser(Generation of, String userId) {
        return (of == Generation.V2 ? quotaV2 : quota).windowsOfUser(userId);
    }

    /** The same of an app. */
    public synchronized List<SendQuota.Past> windowsOfApp(Generation of, String appId) {
        return (of == Generation.V2 ? quotaV2 : quota).windowsOfApp(appId);
    }

    /** The most messages of an account that were counted in any 24 hours, wherever they begin. */
    public synchronized int mostOfUser(Generation of, String userId) {
        return (of == Generation.V2 ? quotaV2 : quota).mostOfUser(userId);
    }

    /** The same of an app. */
    public synchronized int mostOfApp(Generation of, String appId) {
        return (of == Generation.V2 ? quotaV2 : quota).mostOfApp(appId);
    }

    /** How often an account asked for more than a limit of 24 hours allowed. */
    public synchronized int refusedOf(Generation of, String userId) {
        return (of == Generation.V2 ? quotaV2 : quota).refused(userId);
    }

    public synchronized int freeRepliesLeft(String userId, String personId, Instant now) {
        return quota.freeRepliesLeft(userId, personId, now);
    }

    /** No further fields of {@code message_data}. */
    public static JsonNode noExtras() {
        return JsonNodeFactory.instance.objectNode();
    }

    private void apply(Change change) {
        switch (change) {
            case Change.AppSaved(App app) -> {
                apps.put(app.id(), app);
                appsByKey.put(app.apiKey(), app);
                ids.seen(app.id());
            }
            case Change.UserSaved(User user) -> {
                users.put(user.id(), user);
                ids.seen(user.id());
            }
            case Change.GrantSaved(Grant grant) -> grants.put(grant.token(), grant);
            case Change.WebhookSaved(Webhook webhook) -> {
                webhooks.put(webhook.id(), webhook);
                ids.seen(webhook.id());
            }
            case Change.WebhookRemoved(String id) -> remove(webhooks.remove(id));
            case Change.Subscribed(Subscription subscription) -> subscriptions.add(subscription);
            case Change.Unsubscribed(Subscription subscription) -> subscriptions.remove(subscription);
            case Change.MessageHidden message -> hidden.add(message);
            case Change.EventSettled(PendingEvent event) -> pending.remove(event);
            case Change.MessageAdded(Message message) -> {
                expectEvent(message.id(), message.senderId());
                expectEvent(message.id(), message.recipientId());
                messages.put(message.id(), message);
                addTo(message.senderId(), message);
                if (!message.senderId().equals(message.recipientId())) {
                    addTo(message.recipientId(), message);
                }
                (message.generation() == Generation.V2 ? quotaV2 : quota).record(message);
                ids.seen(message.id());
            }
        }
    }

    private void remove(@Nullable Webhook webhook) {
        if (webhook != null) {
            subscriptions.removeIf(subscription -> subscription.leadsTo(webhook));
        }
    }

    private void expectEvent(String messageId, String userId) {
        if (!subscriptionsTo(userId).isEmpty()) {
            pending.add(new PendingEvent(messageId, userId));
        }
    }

    private void addTo(String userId, Message message) {
        messagesByUser.computeIfAbsent(userId, id -> new ArrayList<>()).add(message);
    }

    @Override
    public synchronized void close() {
        journal.close();
    }
}

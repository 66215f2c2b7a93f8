package io.channeladapter.sandbox.simulator.world;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** One thing that happened to the world: one line of the journal. Replayed in order, changes give the world back. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "change")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Change.AppSaved.class, name = "app-saved"),
    @JsonSubTypes.Type(value = Change.UserSaved.class, name = "user-saved"),
    @JsonSubTypes.Type(value = Change.GrantSaved.class, name = "grant-saved"),
    @JsonSubTypes.Type(value = Change.WebhookSaved.class, name = "webhook-saved"),
    @JsonSubTypes.Type(value = Change.WebhookRemoved.class, name = "webhook-removed"),
    @JsonSubTypes.Type(value = Change.Subscribed.class, name = "subscribed"),
    @JsonSubTypes.Type(value = Change.Unsubscribed.class, name = "unsubscribed"),
    @JsonSubTypes.Type(value = Change.MessageAdded.class, name = "message-added"),
    @JsonSubTypes.Type(value = Change.MessageHidden.class, name = "message-hidden"),
    @JsonSubTypes.Type(value = Change.EventSettled.class, name = "event-settled"),
})
public sealed interface Change {
    /**
     * An app is there.
     *
     * @param app new or changed
     */
    record AppSaved(App app) implements Change {}

    /**
     * A user is there.
     *
     * @param user new or changed
     */
    record UserSaved(User user) implements Change {}

    /**
     * A token is there.
     *
     * @param grant new or changed
     */
    record GrantSaved(Grant grant) implements Change {}

    /**
     * A webhook is there.
     *
     * @param webhook new or changed
     */
    record WebhookSaved(Webhook webhook) implements Change {}

    /**
     * A webhook is gone.
     *
     * @param id of the webhook; its environment's subscriptions go with it
     */
    record WebhookRemoved(String id) implements Change {}

    /**
     * Events are wanted.
     *
     * @param subscription new
     */
    record Subscribed(Subscription subscription) implements Change {}

    /**
     * Events are no longer wanted.
     *
     * @param subscription gone
     */
    record Unsubscribed(Subscription subscription) implements Change {}

    /**
     * A message was taken.
     *
     * @param message taken by Twitter
     */
    record MessageAdded(Message message) implements Change {}

    /**
     * Someone deleted a message: for themselves alone, the other one keeps it.
     *
     * @param messageId which
     * @param userId for whom it is gone
     */
    record MessageHidden(String messageId, String userId) implements Change {}

    /**
     * A message's event was delivered, or given up.
     *
     * @param event which
     */
    record EventSettled(PendingEvent event) implements Change {}
}

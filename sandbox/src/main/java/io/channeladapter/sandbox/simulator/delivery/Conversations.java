package io.channeladapter.sandbox.simulator.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import io.channeladapter.sandbox.simulator.payload.Payloads;
import io.channeladapter.sandbox.simulator.world.App;
import io.channeladapter.sandbox.simulator.world.Generation;
import io.channeladapter.sandbox.simulator.world.Message;
import io.channeladapter.sandbox.simulator.world.PendingEvent;
import io.channeladapter.sandbox.simulator.world.User;
import io.channeladapter.sandbox.simulator.world.World;
import java.time.Instant;
import java.util.concurrent.locks.ReentrantLock;

/** Takes messages and tells both sides' webhooks, in the order in which they were taken. Safe for many threads. */
public final class Conversations {
    private final World world;
    private final Payloads payloads;
    private final Deliverer deliverer;
    // Message and its events under one lock: else a later message's event could overtake an earlier one's.
    private final ReentrantLock order = new ReentrantLock();

    public Conversations(World world, Payloads payloads, Deliverer deliverer) {
        this.world = world;
        this.payloads = payloads;
        this.deliverer = deliverer;
    }

    /** A message sent by an app. */
    public World.Sending send(
            App app, Generation by, String from, String to, String text, JsonNode extras, Instant now) {
        order.lock();
        try {
            World.Sending sending = world.send(app, by, from, to, text, extras, now);
            Message message = sending.message();
            if (message != null) {
                publish(message);
            }
            return sending;
        } finally {
            order.unlock();
        }
    }

    /** A message written by hand. */
    public Message write(User from, User to, String text, JsonNode extras, Instant now) {
        order.lock();
        try {
            boolean isAccount = !world.grantsOf(from.id()).isEmpty();
            Message message = world.write(from, to, text, isAccount, extras, now);
            publish(message);
            return message;
        } finally {
            order.unlock();
        }
    }

    /** Tells webhooks what an earlier process had not told them when it ended. */
    public void resume() {
        order.lock();
        try {
            for (PendingEvent event : world.pendingEvents()) {
                world.message(event.messageId()).ifPresent(message -> publish(message, event.forUserId()));
            }
        } finally {
            order.unlock();
        }
    }

    private void publish(Message message) {
        publish(message, message.senderId());
        publish(message, message.recipientId());
    }

    private void publish(Message message, String forUserId) {
        if (!world.subscriptionsTo(forUserId).isEmpty()) {
            deliverer.publish(event(message, forUserId, payloads));
        }
    }

    /** The event of a message, for one of the two who take part in it. */
    static Event event(Message message, String forUserId, Payloads payloads) {
        return new Event(
                "direct_message_events",
                forUserId,
                message.otherThan(forUserId),
                message.id(),
                message.senderId().equals(forUserId),
                payloads.messageEvent(message, forUserId));
    }
}

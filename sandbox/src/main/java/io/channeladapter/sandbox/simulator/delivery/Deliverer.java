package io.channeladapter.sandbox.simulator.delivery;

import io.channeladapter.sandbox.simulator.delivery.CallbackClient.Reply;
import io.channeladapter.sandbox.simulator.delivery.DeliveryLog.Attempt;
import io.channeladapter.sandbox.simulator.delivery.DeliveryLog.Entry;
import io.channeladapter.sandbox.simulator.delivery.DeliveryLog.State;
import io.channeladapter.sandbox.simulator.faults.Fault;
import io.channeladapter.sandbox.simulator.faults.FaultBook;
import io.channeladapter.sandbox.simulator.world.PendingEvent;
import io.channeladapter.sandbox.simulator.world.Subscription;
import io.channeladapter.sandbox.simulator.world.Webhook;
import io.channeladapter.sandbox.simulator.world.World;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Sends events to the webhooks that are subscribed to them.
 *
 * <ol>
 *   <li>Each event is signed with the secret of the webhook's app and posted; any 2xx within the limit is success.
 *   <li>First attempts of one webhook, user and person come in the order of their events; retries may come later.
 *   <li>A failed attempt is repeated after each wait of the schedule; nothing is posted while there is no valid webhook
 *       or no subscription.
 *   <li>A message's event that is on its way when the process ends goes out again at the next start, perhaps twice.
 * </ol>
 *
 * <p>Safe for many threads.
 */
public final class Deliverer {
    private final World world;
    private final FaultBook faults;
    private final CallbackClient client;
    private final List<Duration> retryWaits;
    private final InstantSource clock;
    private final Work work;
    private final Lanes lanes;
    private final DeliveryLog log;
    private final AtomicLong lastId = new AtomicLong();

    /**
     * A deliverer without any delivery.
     *
     * @param retryWaits how long to wait before each repeated attempt
     */
    public Deliverer(
            World world,
            FaultBook faults,
            CallbackClient client,
            List<Duration> retryWaits,
            InstantSource clock,
            Work work,
            DeliveryLog log) {
        this.world = world;
        this.faults = faults;
        this.client = client;
        this.retryWaits = List.copyOf(retryWaits);
        this.clock = clock;
        this.work = work;
        this.lanes = new Lanes(work.now());
        this.log = log;
    }

    /** Sends an event to every webhook subscribed to its user, later; faults of user and person strike it. */
    public void publish(Event event) {
        if (event.isEcho()) {
            if (strikes(Fault.Kind.LOST_ECHO, event).isPresent()) {
                settle(event);
                return;
            }
            Optional<Fault> delay = strikes(Fault.Kind.DELAYED_ECHO, event);
            if (delay.isPresent()) {
                work.later(Duration.ofMillis(delay.get().millis()), () -> enqueue(event));
                return;
            }
        }
        enqueue(event);
    }

    /** Sends the event of a user who revoked an app; its subscriptions end at once, yet this event still goes out. */
    public void publishRevoke(Event event, String appId) {
        for (Subscription subscription : world.subscriptionsTo(event.forUserId())) {
            if (subscription.appId().equals(appId)) {
                world.webhookOf(subscription)
                        .ifPresent(webhook -> start(event, webhook, subscription, Needed.WEBHOOK, false));
            }
        }
    }

    /** Posts an event to a webhook once and waits; true where it was taken. */
    boolean postOnce(Event event, Webhook webhook) {
        Entry entry = new Entry(newId(), event, webhook.id(), clock.instant(), State.WAITING);
        log.add(entry);
        try {
            Attempt attempt = post(event, webhook);
            boolean delivered = attempt.status() / 100 == 2;
            entry.add(attempt, delivered ? State.DELIVERED : State.LOST);
            return delivered;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void enqueue(Event event) {
        boolean twice = strikes(Fault.Kind.DUPLICATE_DELIVERY, event).isPresent();
        boolean started = false;
        for (Subscription subscription : world.subscriptionsTo(event.forUserId())) {
            Optional<Webhook> webhook = world.webhookOf(subscription);
            if (webhook.isEmpty() || !webhook.get().valid()) {
                String webhookId = webhook.map(Webhook::id).orElse(null);
                log.add(new Entry(newId(), event, webhookId, clock.instant(), State.SKIPPED));
                continue;
            }
            started = true;
            start(event, webhook.get(), subscription, Needed.SUBSCRIPTION, false);
            if (twice) {
                start(event, webhook.get(), subscription, Needed.SUBSCRIPTION, true);
            }
        }
        if (!started) {
            settle(event);
        }
    }

    private void start(Event event, Webhook webhook, Subscription subscription, Needed needed, boolean again) {
        Entry entry = new Entry(newId(), event, webhook.id(), clock.instant(), State.WAITING);
        log.add(entry);
        String lane = webhook.id() + " " + event.forUserId() + " " + event.personId() + (again ? " again" : "");
        Delivery delivery = new Delivery(entry, subscription, needed);
        lanes.run(lane, () -> attempt(delivery, 0));
    }

    /** What must still be there at each attempt. */
    private enum Needed {
        WEBHOOK,
        SUBSCRIPTION
    }

    /** One event for one subscription: an environment's webhook may be replaced between two attempts. */
    private record Delivery(Entry entry, Subscription subscription, Needed needed) {}

    private void attempt(Delivery delivery, int number) {
        Instant signedAt = clock.instant();
        Optional<Webhook> webhook = world.webhookOf(delivery.subscription()).filter(Webhook::valid);
        boolean ended = delivery.needed() == Needed.SUBSCRIPTION && !world.isSubscribed(delivery.subscription());
        if (webhook.isEmpty() || ended) {
            finish(delivery, number, new Attempt(signedAt, signedAt, 0, "NO_VALID_SUBSCRIPTION"));
            return;
        }
        try {
            finish(delivery, number, post(delivery.entry().event(), webhook.get()));
        } catch (InterruptedException e) {
            // The process ends; the next one finds the event unsettled.
            Thread.currentThread().interrupt();
        }
    }

    private Attempt post(Event event, Webhook webhook) throws InterruptedException {
        Instant signedAt = clock.instant();
        byte[] body = event.body().toString().getBytes(StandardCharsets.UTF_8);
        String secret = world.app(webhook.appId()).orElseThrow().apiSecretKey();
        HttpRequest request = client.to(webhook.url())
                .header("content-type", "application/json")
                .header(WebhookSignature.HEADER, WebhookSignature.sign(secret, body))
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        Reply reply = client.call(request);
        int status = reply instanceof Reply.Answered(HttpResponse<String> response) ? response.statusCode() : 0;
        String problem = reply instanceof Reply.Unanswered(CallbackClient.Reason reason) ? reason.name() : null;
        return new Attempt(signedAt, clock.instant(), status, problem);
    }

    private void finish(Delivery delivery, int number, Attempt attempt) {
        boolean delivered = attempt.status() / 100 == 2;
        boolean retry = !delivered && number < retryWaits.size();
        delivery.entry().add(attempt, delivered ? State.DELIVERED : retry ? State.RETRYING : State.LOST);
        if (!retry) {
            settle(delivery.entry().event());
            return;
        }
        try {
            work.later(retryWaits.get(number), () -> attempt(delivery, number + 1));
        } catch (RejectedExecutionException _) {
            // As above.
        }
    }

    private void settle(Event event) {
        String messageId = event.messageId();
        if (messageId != null) {
            world.settle(new PendingEvent(messageId, event.forUserId()));
        }
    }

    private Optional<Fault> strikes(Fault.Kind kind, Event event) {
        return faults.strikeDelivery(kind, event.forUserId(), event.personId());
    }

    private String newId() {
        return Long.toString(lastId.incrementAndGet());
    }
}

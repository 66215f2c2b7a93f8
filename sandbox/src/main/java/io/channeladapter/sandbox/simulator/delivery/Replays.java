package io.channeladapter.sandbox.simulator.delivery;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.channeladapter.sandbox.simulator.delivery.DeliveryLog.Entry;
import io.channeladapter.sandbox.simulator.delivery.DeliveryLog.State;
import io.channeladapter.sandbox.simulator.payload.Payloads;
import io.channeladapter.sandbox.simulator.world.Message;
import io.channeladapter.sandbox.simulator.world.Subscription;
import io.channeladapter.sandbox.simulator.world.Webhook;
import io.channeladapter.sandbox.simulator.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Sends a webhook again what it was sent in a span, delivered or not, then tells it that the job has ended.
 *
 * <ol>
 *   <li>What is sent again is what the delivery log knows, once each, in its order, marked by {@code meta.replay}. Of the
 *       time before this process only the messages are known, whether they were tried then or not.
 *   <li>What was never tried, for want of a valid webhook, is not sent.
 *   <li>Each event is tried once; where one is not taken the job ends as {@code Incomplete}. Its end is told until it is
 *       taken, at most {@value #STATUS_ATTEMPTS} times.
 * </ol>
 *
 * <p>Safe for many threads.
 */
public final class Replays {
    /** Key of the event that tells of a job's end. */
    static final String STATUS = "replay_job_status";

    private static final int STATUS_ATTEMPTS = 5;
    /** A caller has the answer before the first event comes. */
    private static final Duration BEGINS_AFTER = Duration.ofMillis(500);

    private static final Duration STATUS_PAUSE = Duration.ofSeconds(1);

    private final World world;
    private final DeliveryLog log;
    private final Payloads payloads;
    private final Deliverer deliverer;
    private final Work work;

    public Replays(World world, DeliveryLog log, Payloads payloads, Deliverer deliverer, Work work) {
        this.world = world;
        this.log = log;
        this.payloads = payloads;
        this.deliverer = deliverer;
        this.work = work;
    }

    /** An event and when it happened. */
    private record Past(Event event, Instant at) {}

    /**
     * Begins a job, which runs on by itself.
     *
     * @param from begin of the span
     * @param to its end, no longer part of it
     * @return the job's id
     */
    public String begin(Webhook webhook, Instant from, Instant to, Instant now) {
        String jobId = world.newId(now);
        work.later(BEGINS_AFTER, () -> run(jobId, webhook, from, to));
        return jobId;
    }

    private void run(String jobId, Webhook webhook, Instant from, Instant to) {
        int failed = 0;
        for (Past past : events(webhook, from, to)) {
            failed += deliverer.postOnce(marked(past.event()), webhook) ? 0 : 1;
        }
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.putObject(STATUS)
                .put("webhook_id", webhook.id())
                .put("job_state", failed == 0 ? "Complete" : "Incomplete")
                .put(
                        "job_state_description",
                        failed == 0
                                ? "Job completed successfully"
                                : "Job failed to deliver " + failed + " events; please submit it again")
                .put("job_id", jobId);
        tell(new Event(STATUS, "", null, null, false, body), webhook, 1);
    }

    private void tell(Event status, Webhook webhook, int attempt) {
        if (!deliverer.postOnce(status, webhook) && attempt < STATUS_ATTEMPTS) {
            work.later(STATUS_PAUSE, () -> tell(status, webhook, attempt + 1));
        }
    }

    private List<Past> events(Webhook webhook, Instant from, Instant to) {
        List<Past> events = new ArrayList<>();
        Set<Event> seen = new HashSet<>();
        for (Entry entry : log.all()) {
            Event event = entry.event();
            boolean sent = webhook.id().equals(entry.webhookId()) && entry.state() != State.SKIPPED;
            if (sent && isIn(entry.createdAt(), from, to) && isFirstHand(event) && seen.add(event)) {
                events.add(new Past(event, entry.createdAt()));
            }
        }
        Instant known = log.all().stream().map(Entry::createdAt).findFirst().orElse(to);
        for (Subscription subscription : world.subscriptions()) {
            if (subscription.leadsTo(webhook)) {
                for (Message message : world.messagesOf(subscription.userId())) {
                    if (isIn(message.at(), from, to) && message.at().isBefore(known)) {
                        events.add(new Past(event(message, subscription.userId()), message.at()));
                    }
                }
            }
        }
        events.sort(Comparator.comparing(Past::at));
        return events;
    }

    private Event event(Message message, String userId) {
        return Conversations.event(message, userId, payloads);
    }

    private static boolean isIn(Instant at, Instant from, Instant to) {
        return !at.isBefore(from) && at.isBefore(to);
    }

    private static boolean isFirstHand(Event event) {
        return !event.kind().equals(STATUS) && !event.body().at("/meta/replay").asBoolean();
    }

    private static Event marked(Event event) {
        if (!(event.body() instanceof ObjectNode original)) {
            return event;
        }
        ObjectNode body = original.deepCopy();
        body.putObject("meta").put("replay", true);
        return new Event(event.kind(), event.forUserId(), event.personId(), event.messageId(), event.isEcho(), body);
    }
}

package io.channeladapter.sandbox.simulator.delivery;

import io.channeladapter.sandbox.simulator.world.App;
import io.channeladapter.sandbox.simulator.world.Generation;
import io.channeladapter.sandbox.simulator.world.Webhook;
import io.channeladapter.sandbox.simulator.world.World;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Challenges registered webhooks and notes whether they are valid: a wrong answer, a redirect or a bad certificate
 * makes one invalid at once, anything else only 28 hours after its last success. Safe for many threads.
 */
public final class WebhookWatch {
    private static final Duration GRACE = Duration.ofHours(28);
    private static final Duration PROVEN = Duration.ofHours(24);

    private final World world;
    private final Challenge challenge;
    private final InstantSource clock;

    public WebhookWatch(World world, Challenge challenge, InstantSource clock) {
        this.world = world;
        this.challenge = challenge;
        this.clock = clock;
    }

    /** Challenges all webhooks, one after the other. */
    public void checkAll() {
        check(webhook -> true);
    }

    /** As Twitter does by itself: those of v1.1 all, those of v2 only where the last success is a day ago. */
    public void checkDue() {
        Instant now = clock.instant();
        check(webhook -> webhook.generation() == Generation.V1
                || !now.isBefore(webhook.lastValidAt().plus(PROVEN)));
    }

    private void check(Predicate<Webhook> due) {
        try {
            for (Webhook webhook : world.webhooks()) {
                if (due.test(webhook)) {
                    check(webhook);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Challenges one webhook: empty when it answered rightly. */
    public Optional<Challenge.Failure> check(Webhook webhook) throws InterruptedException {
        App app = world.app(webhook.appId()).orElseThrow();
        Optional<Challenge.Failure> failure = challenge.ask(webhook.url(), app);
        Instant now = clock.instant();
        world.updateWebhook(webhook.id(), current -> after(failure, current, now));
        return failure;
    }

    private static Webhook after(Optional<Challenge.Failure> failure, Webhook webhook, Instant now) {
        if (failure.isEmpty()) {
            return webhook.validated(now);
        }
        boolean isOver = failure.get().invalidatesAtOnce()
                || now.isAfter(webhook.lastValidAt().plus(GRACE));
        return isOver ? webhook.invalidated() : webhook;
    }
}

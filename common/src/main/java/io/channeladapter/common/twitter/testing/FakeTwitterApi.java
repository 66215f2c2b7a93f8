package io.channeladapter.common.twitter.testing;

import io.channeladapter.common.channel.ApiGeneration;
import io.channeladapter.common.channel.TwitterAccount;
import io.channeladapter.common.twitter.Credentials;
import io.channeladapter.common.twitter.MediaFile;
import io.channeladapter.common.twitter.OutgoingMessage;
import io.channeladapter.common.twitter.RateLimits;
import io.channeladapter.common.twitter.Refusal;
import io.channeladapter.common.twitter.TwitterAnswer;
import io.channeladapter.common.twitter.TwitterApi;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Twitter in memory: one app with one account, one environment where the generation has some, and room for one webhook.
 * Answers well unless told otherwise. Safe for many threads.
 */
public final class FakeTwitterApi implements TwitterApi {
    private final ApiGeneration generation;
    private volatile Credentials known;
    private final String environment;
    private volatile TwitterAccount account;
    private final List<Webhook> webhooks = Collections.synchronizedList(new ArrayList<>());
    private final List<OutgoingMessage> sent = Collections.synchronizedList(new ArrayList<>());
    private final Map<String, byte[]> uploads = new ConcurrentHashMap<>();
    private final List<Replay> replays = Collections.synchronizedList(new ArrayList<>());
    private final Queue<Refusal> refusals = new ConcurrentLinkedQueue<>();
    private final AtomicReference<Runnable> meanwhile = new AtomicReference<>(() -> {});
    private final AtomicInteger passing = new AtomicInteger();
    private final AtomicLong ids = new AtomicLong(1_000);
    private volatile AccessLevel access = AccessLevel.READ_WRITE_DIRECT_MESSAGES;
    private volatile boolean subscribed;
    private volatile Function<OutgoingMessage, Optional<Refusal>> rule = message -> Optional.empty();

    /** Twitter as generation {@code account-activity-v1} shows it. */
    public FakeTwitterApi(Credentials known, String environment, TwitterAccount account) {
        this(ApiGeneration.ACCOUNT_ACTIVITY_V1, known, environment, account);
    }

    /** Twitter as generation {@code account-activity-v2} shows it. */
    public static FakeTwitterApi v2(Credentials known, TwitterAccount account) {
        return new FakeTwitterApi(ApiGeneration.ACCOUNT_ACTIVITY_V2, known, "", account);
    }

    private FakeTwitterApi(ApiGeneration generation, Credentials known, String environment, TwitterAccount account) {
        this.generation = generation;
        this.known = known;
        this.environment = environment;
        this.account = account;
    }

    /** The next call, whatever it is, is refused like this; repeated calls queue up. */
    public void refuseNext(Refusal refusal) {
        refusals.add(refusal);
    }

    /** So many calls more are as they are, then one is refused like this. */
    public void refuseAfter(int calls, Refusal refusal) {
        passing.set(calls);
        refusals.add(refusal);
    }

    /** Messages for which the rule yields a refusal are refused. */
    public void refuseMessages(Function<OutgoingMessage, Optional<Refusal>> byRule) {
        this.rule = byRule;
    }

    /** What the tokens may do from now on. */
    public void access(AccessLevel level) {
        this.access = level;
    }

    /** Keys or tokens were made anew: only these are taken from now on. */
    public void renewed(Credentials now) {
        this.known = now;
    }

    /** The tokens are those of this account from now on. */
    public void becomes(TwitterAccount now) {
        this.account = now;
    }

    /** The webhooks fail their challenge: they are there, but not valid. */
    public void invalidate() {
        webhooks.replaceAll(w -> new Webhook(w.id(), w.url(), false));
    }

    /** Someone registers a webhook, whatever room there is. */
    public void stands(URI url) {
        webhooks.add(new Webhook(String.valueOf(ids.incrementAndGet()), url, true));
    }

    /** Happens just before the next webhook is registered. */
    public void beforeRegistering(Runnable event) {
        meanwhile.set(event);
    }

    /** All webhooks are gone. */
    public void dropWebhooks() {
        webhooks.clear();
    }

    /** The account is not subscribed any more. */
    public void dropSubscription() {
        subscribed = false;
    }

    /**
     * A replay that was begun.
     *
     * @param webhookId of which webhook
     * @param from begin of the span, as asked
     * @param until its end, as asked
     */
    public record Replay(String webhookId, Instant from, Instant until) {}

    /** Replays that were begun, in order. */
    public List<Replay> replays() {
        synchronized (replays) {
            return List.copyOf(replays);
        }
    }

    /** Messages that were taken, in order. */
    public List<OutgoingMessage> sent() {
        synchronized (sent) {
            return List.copyOf(sent);
        }
    }

    @Override
    public TwitterAnswer<VerifiedAccount> verifyCredentials(Credentials credentials) {
        return guarded(credentials, () -> new VerifiedAccount(account, access));
    }

    @Override
    public TwitterAnswer<List<Webhook>> webhooks(Credentials credentials, String env) {
        return in(env, credentials, () -> List.copyOf(webhooks));
    }

    @Override
    public TwitterAnswer<Webhook> registerWebhook(Credentials credentials, String env, URI url) {
        meanwhile.getAndSet(() -> {}).run();
        if (!webhooks.isEmpty()
                && (env.equals(environment) || !generation.needsEnvironment())
                && credentials.equals(known)) {
            return refuse(
                    Refusal.Kind.PERMANENT, 403, 214, "WebhookLimitExceeded", "Too many resources already created.");
        }
        return in(env, credentials, () -> {
            Webhook webhook = new Webhook(String.valueOf(ids.incrementAndGet()), url, true);
            webhooks.add(webhook);
            return webhook;
        });
    }

    @Override
    public TwitterAnswer<Done> challengeWebhook(Credentials credentials, String env, String webhookId) {
        return onWebhook(credentials, env, webhookId, () -> {
            webhooks.replaceAll(w -> w.id().equals(webhookId) ? new Webhook(w.id(), w.url(), true) : w);
            return new Done();
        });
    }

    @Override
    public TwitterAnswer<Done> removeWebhook(Credentials credentials, String env, String webhookId) {
        return onWebhook(credentials, env, webhookId, () -> {
            webhooks.removeIf(w -> w.id().equals(webhookId));
            return new Done();
        });
    }

    @Override
    public TwitterAnswer<Done> subscribe(Credentials credentials, String env, String webhookId) {
        Supplier<Done> subscribe = () -> {
            subscribed = true;
            return new Done();
        };
        return switch (generation) {
            case ACCOUNT_ACTIVITY_V1 -> in(env, credentials, subscribe);
            case ACCOUNT_ACTIVITY_V2 ->
                credentials.equals(known)
                        ? onWebhook(credentials, env, webhookId, subscribe)
                        : guarded(credentials, subscribe);
        };
    }

    @Override
    public TwitterAnswer<Boolean> subscribed(Credentials credentials, String env, String webhookId) {
        return in(env, credentials, () -> subscribed && (generation.needsEnvironment() || isRegistered(webhookId)));
    }

    @Override
    public TwitterAnswer<Done> unsubscribe(Credentials credentials, String env, String webhookId, String userId) {
        return in(env, credentials, () -> {
            subscribed = false;
            return new Done();
        });
    }

    @Override
    public TwitterAnswer<ReplayJob> replay(Credentials credentials, String webhookId, Instant from, Instant until) {
        if (!generation.replays()) {
            return new TwitterAnswer.Refused<>(Refusal.noReplay(), RateLimits.UNKNOWN);
        }
        Supplier<ReplayJob> begin = () -> {
            replays.add(new Replay(webhookId, from, until));
            return new ReplayJob(String.valueOf(ids.incrementAndGet()));
        };
        return credentials.equals(known)
                ? onWebhook(credentials, environment, webhookId, begin)
                : guarded(credentials, begin);
    }

    /** Files that were uploaded, by the id that they were given. */
    public Map<String, byte[]> uploads() {
        return Map.copyOf(uploads);
    }

    @Override
    public TwitterAnswer<UploadedMedia> uploadMedia(Credentials credentials, MediaFile media) {
        return guarded(credentials, () -> {
            String id = String.valueOf(ids.incrementAndGet());
            try (InputStream bytes = media.opening().open()) {
                uploads.put(id, bytes.readAllBytes());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return new UploadedMedia(id);
        });
    }

    @Override
    public TwitterAnswer<SentMessage> sendMessage(Credentials credentials, OutgoingMessage message) {
        if (!generation.needsEnvironment()
                && !(message.quickReplies().isEmpty() && message.buttons().isEmpty() && message.location() == null)) {
            return new TwitterAnswer.Refused<>(Refusal.notInThisGeneration(), RateLimits.UNKNOWN);
        }
        Optional<Refusal> refused = rule.apply(message);
        if (refused.isPresent()) {
            return new TwitterAnswer.Refused<>(refused.get(), RateLimits.UNKNOWN);
        }
        if (access != AccessLevel.READ_WRITE_DIRECT_MESSAGES && credentials.equals(known)) {
            return refuse(
                    Refusal.Kind.PERMISSION,
                    403,
                    93,
                    "oauth1-permissions",
                    "This application is not allowed to access or delete your direct messages.");
        }
        return guarded(credentials, () -> {
            sent.add(message);
            return new SentMessage(String.valueOf(ids.incrementAndGet()));
        });
    }

    @Override
    public TwitterAnswer<Done> indicateTyping(Credentials credentials, String recipientId) {
        return courtesy(credentials);
    }

    @Override
    public TwitterAnswer<Done> markRead(Credentials credentials, String senderId, String lastMessageId) {
        return courtesy(credentials);
    }

    // v2 has neither typing nor reading; there nobody is asked.
    private TwitterAnswer<Done> courtesy(Credentials credentials) {
        return switch (generation) {
            case ACCOUNT_ACTIVITY_V1 -> guarded(credentials, Done::new);
            case ACCOUNT_ACTIVITY_V2 -> new TwitterAnswer.Success<>(new Done(), RateLimits.UNKNOWN);
        };
    }

    private <T> TwitterAnswer<T> onWebhook(Credentials credentials, String env, String webhookId, Supplier<T> action) {
        return isRegistered(webhookId)
                ? in(env, credentials, action)
                : refuse(Refusal.Kind.NOT_FOUND, 404, 34, "WebhookIdInvalid", "Webhook does not exist");
    }

    private boolean isRegistered(String webhookId) {
        return List.copyOf(webhooks).stream().anyMatch(w -> w.id().equals(webhookId));
    }

    private <T> TwitterAnswer<T> in(String env, Credentials credentials, Supplier<T> action) {
        return env.equals(environment) || !generation.needsEnvironment()
                ? guarded(credentials, action)
                : refuse(Refusal.Kind.PERMANENT, 403, 200, "", "Forbidden.");
    }

    private <T> TwitterAnswer<T> guarded(Credentials credentials, Supplier<T> action) {
        Refusal next = passing.getAndUpdate(n -> Math.max(0, n - 1)) > 0 ? null : refusals.poll();
        if (next != null) {
            return new TwitterAnswer.Refused<>(next, RateLimits.UNKNOWN);
        }
        return credentials.equals(known)
                ? new TwitterAnswer.Success<>(action.get(), RateLimits.UNKNOWN)
                : refuse(Refusal.Kind.CREDENTIALS, 401, 32, "", "Could not authenticate you.");
    }

    // Each generation has its own way to name what is wrong.
    private <T> TwitterAnswer<T> refuse(Refusal.Kind kind, int status, int code, String reason, String message) {
        Refusal refusal = switch (generation) {
            case ACCOUNT_ACTIVITY_V1 -> new Refusal(kind, status, code, message, null);
            case ACCOUNT_ACTIVITY_V2 -> new Refusal(kind, status, 0, reason, message, null);
        };
        return new TwitterAnswer.Refused<>(refusal, RateLimits.UNKNOWN);
    }
}

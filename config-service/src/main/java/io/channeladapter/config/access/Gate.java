package io.channeladapter.config.access;

import io.channeladapter.common.observe.LogKeys;
import io.channeladapter.config.observe.ConfigMetric;
import io.javalin.http.Context;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where tokens are shown, by people at sign-in and by programs with each request. Safe for many threads. */
public final class Gate {
    private static final Logger LOG = LoggerFactory.getLogger(Gate.class);

    private final Tokens tokens;
    private final Clients clients;
    private final InstantSource clock;
    private final MeterRegistry metrics;
    private final Attempts attempts = new Attempts();
    /** Counted apart: trouble at the identity provider must not cost anyone the way in by a token. */
    private final Attempts returns = new Attempts();

    public Gate(Tokens tokens, Clients clients, InstantSource clock, MeterRegistry metrics) {
        this.tokens = tokens;
        this.clients = clients;
        this.clock = clock;
        this.metrics = metrics;
    }

    /** What becomes of one who shows a token. */
    public sealed interface Entry {
        /**
         * It is a token in force.
         *
         * @param identity whom it stands for
         */
        record Granted(Identity identity) implements Entry {}

        /** It is none. */
        record Denied() implements Entry {}

        /**
         * It was not looked at, for too many from there were wrong.
         *
         * @param left after which the next is looked at
         */
        record Slowed(Duration left) implements Entry {
            /** For the header Retry-After. */
            public long seconds() {
                return left.plusMillis(999).toSeconds();
            }
        }
    }

    /** Looks at a token that was shown with a request. */
    public Entry enter(Context ctx, String token) {
        String client = clients.of(ctx);
        Optional<Identity> identity = tokens.of(token);
        return switch (attempts.judge(client, identity.map(Gate::known).orElse(null), clock.instant())) {
            case Attempts.Verdict.Passed() -> {
                ConfigMetric.TOKENS.count(metrics, "granted");
                yield new Entry.Granted(identity.orElseThrow());
            }
            case Attempts.Verdict.ShutOut(Duration left) -> {
                ConfigMetric.TOKENS.count(metrics, "slowed");
                yield new Entry.Slowed(left);
            }
            case Attempts.Verdict.Wrong(Duration shutFor) -> {
                ConfigMetric.TOKENS.count(metrics, "denied");
                tell(client, shutFor, "too many wrong tokens from one address, it is slowed down");
                yield new Entry.Denied();
            }
        };
    }

    /** Writes down that someone signed in. */
    public void signedIn(Context ctx, Identity identity) {
        LOG.atInfo()
                .addKeyValue(LogKeys.ACTOR, identity.principal().name())
                .addKeyValue(LogKeys.SOURCE, identity.source())
                .addKeyValue(LogKeys.ADDRESS, clients.of(ctx))
                .log("signed in");
    }

    /** After how long a return from the identity provider is looked at that comes from there; empty for at once. */
    public Optional<Entry.Slowed> slowed(Context ctx) {
        Duration left = returns.left(clients.of(ctx), clock.instant());
        return left.isPositive() ? Optional.of(new Entry.Slowed(left)) : Optional.empty();
    }

    /** Counts a return that the identity provider did not confirm: a code may be guessed as a token may. */
    public void unconfirmed(Context ctx) {
        String client = clients.of(ctx);
        if (returns.judge(client, null, clock.instant()) instanceof Attempts.Verdict.Wrong(Duration shutFor)) {
            tell(client, shutFor, "too many unconfirmed returns from one address, it is slowed down");
        }
    }

    private static void tell(String client, Duration shutFor, String what) {
        if (shutFor.equals(Attempts.FIRST_WAIT)) {
            LOG.atWarn().addKeyValue(LogKeys.ADDRESS, client).log(what);
        }
    }

    // Another token of the same one is another mark.
    private static String known(Identity identity) {
        return identity.principal().name() + " " + identity.mark();
    }
}

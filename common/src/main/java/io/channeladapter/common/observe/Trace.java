package io.channeladapter.common.observe;

import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The trace that the current thread works for. With OpenTelemetry's Java agent attached, that is the span which the agent
 * began, and what is done {@link #within} a trace stands there as its part; without the agent nothing is recorded, and
 * traceparents are handed on as they came.
 *
 * <p>The agent follows a call from thread to thread. What it cannot follow is work that waited in a store, and work of
 * which one thread does much: these say by {@link #within} which trace they go on with. Safe for many threads.
 */
public final class Trace {
    /** A parent that is not sampled, so that nothing below it is. */
    private static final Context UNTRACED =
            parent("00-ffffffffffffffffffffffffffffffff-ffffffffffffffff-" + TraceFlags.getDefault());

    private Trace() {}

    /** Traceparent of what the thread works for; empty where it works for nothing traced. */
    public static Optional<String> current() {
        SpanContext span = Span.current().getSpanContext();
        return span.isValid() && !isUntraced(span)
                ? Optional.of("00-" + span.getTraceId() + "-" + span.getSpanId() + "-" + span.getTraceFlags())
                : Optional.empty();
    }

    /**
     * The traceparent to hand on with what came with this one. A span of the same trace, which the agent began when it
     * came, is nearer; one of another trace means that the agent did not see the sender's.
     *
     * @param came what the sender gave; null, or not valid, for none
     */
    public static Optional<String> continuing(@Nullable String came) {
        Optional<String> sender = Traceparent.valid(came);
        return current()
                .filter(own -> sender.isEmpty() || isSameTrace(own, sender.get()))
                .or(() -> sender);
    }

    /** Does some work as part of this trace; null for the thread's own, if it has one. */
    public static void within(@Nullable String traceparent, Runnable work) {
        String valid = Traceparent.valid(traceparent).orElse(null);
        if (valid == null || current().filter(valid::equals).isPresent()) {
            work.run();
            return;
        }
        try (Scope _ = parent(valid).makeCurrent()) {
            work.run();
        }
    }

    /** Does some work as part of no trace: what a service writes for itself alone would fill traces with noise. */
    public static void untraced(Runnable work) {
        try (Scope _ = UNTRACED.makeCurrent()) {
            work.run();
        }
    }

    /**
     * Does some work as a span of its own below this one.
     *
     * @param name what is done; the same for all that do it
     * @param traceparent what it goes on with; null for a new trace
     */
    public static <T> T span(String name, @Nullable String traceparent, Supplier<T> work) {
        Context parent = Traceparent.valid(traceparent).map(Trace::parent).orElse(Context.root());
        Span span = GlobalOpenTelemetry.getTracer("io.channeladapter")
                .spanBuilder(name)
                .setParent(parent)
                .startSpan();
        try (Scope _ = parent.with(span).makeCurrent()) {
            return work.get();
        } catch (RuntimeException e) {
            failed(e.getClass().getSimpleName());
            throw e;
        } finally {
            span.end();
        }
    }

    /** Notes something on the current span, under a key of {@link LogKeys}; nothing without the agent. */
    public static void note(String key, Object value) {
        Span.current().setAttribute(key, value.toString());
    }

    /** Marks the current span as failed, with a stable code; nothing without the agent. */
    public static void failed(String code) {
        Span.current().setStatus(StatusCode.ERROR, code);
    }

    private static boolean isSameTrace(String one, String other) {
        return Traceparent.traceIdOf(one).equals(Traceparent.traceIdOf(other));
    }

    private static boolean isUntraced(SpanContext span) {
        return span.getTraceId()
                .equals(Span.fromContext(UNTRACED).getSpanContext().getTraceId());
    }

    private static Context parent(String valid) {
        return Context.root()
                .with(Span.wrap(SpanContext.createFromRemoteParent(
                        Traceparent.traceIdOf(valid),
                        Traceparent.spanIdOf(valid),
                        TraceFlags.fromHex(Traceparent.flagsOf(valid), 0),
                        TraceState.getDefault())));
    }
}

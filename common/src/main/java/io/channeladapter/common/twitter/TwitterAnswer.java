package io.channeladapter.common.twitter;

/**
 * What came of a call to Twitter.
 *
 * @param <T> what a success yields
 */
public sealed interface TwitterAnswer<T> {
    /** What the answer told about the call's limits. */
    RateLimits limits();

    /**
     * Twitter did it.
     *
     * @param value what it answered
     * @param limits what it told about the limits
     */
    record Success<T>(T value, RateLimits limits) implements TwitterAnswer<T> {}

    /**
     * Twitter did not do it, or it is not known whether it did.
     *
     * @param refusal why, classed
     * @param limits what it told about the limits
     */
    record Refused<T>(Refusal refusal, RateLimits limits) implements TwitterAnswer<T> {}
}

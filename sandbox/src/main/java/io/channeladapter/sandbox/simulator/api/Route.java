package io.channeladapter.sandbox.simulator.api;

import io.channeladapter.sandbox.simulator.faults.Operation;
import io.javalin.http.HandlerType;

/**
 * One call of the API.
 *
 * @param method of HTTP
 * @param path with Javalin's parameters
 * @param callers who may call
 * @param wrongCaller the answer to others
 * @param callsPer15Minutes for one token; 0 for no such limit
 * @param operation what it does, for faults
 * @param handler does it
 */
record Route(
        HandlerType method,
        String path,
        Callers callers,
        TwitterError wrongCaller,
        int callsPer15Minutes,
        Operation operation,
        Handler handler) {
    /** How a caller proves who it is. */
    enum Callers {
        /** OAuth 1.0a. */
        USER,
        /** Bearer token. */
        APP,
        /** Either of them. */
        ANY
    }

    /** What a call does. */
    @FunctionalInterface
    interface Handler {
        ApiAnswer answer(ApiCall call) throws InterruptedException;
    }

    static Route user(
            HandlerType method,
            String path,
            Operation operation,
            TwitterError wrongCaller,
            int limit,
            Handler handler) {
        return new Route(method, path, Callers.USER, wrongCaller, limit, operation, handler);
    }

    static Route app(HandlerType method, String path, Operation operation, int limit, Handler handler) {
        return new Route(method, path, Callers.APP, TwitterError.NOT_LISTED, limit, operation, handler);
    }

    static Route any(HandlerType method, String path, Operation operation, int limit, Handler handler) {
        return new Route(method, path, Callers.ANY, TwitterError.NOT_LISTED, limit, operation, handler);
    }

    /** Whether refusals are problems of v2. */
    boolean isV2() {
        return path.startsWith("/2/");
    }
}

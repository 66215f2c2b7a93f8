package io.channeladapter.router.read;

import java.util.List;

/** What was found in the body of a webhook. */
public sealed interface Reading {

    /**
     * At least one event could be read.
     *
     * @param events in the order of the body, at least one
     * @param problems what is wrong with the events beside them that could not be read; mostly none
     */
    record Events(List<TwitterEvent> events, List<String> problems) implements Reading {
        public Events {
            events = List.copyOf(events);
            problems = List.copyOf(problems);
        }
    }

    /**
     * The body is not JSON.
     *
     * @param detail for an operator; nothing of the body
     */
    record NotJson(String detail) implements Reading {}

    /**
     * The body is JSON, but no event can be read from it.
     *
     * @param detail for an operator: which field was expected; nothing of the body
     */
    record Unreadable(String detail) implements Reading {}
}

package io.channeladapter.config.refetch;

import java.time.Instant;

/**
 * A span in which no ingress could take a webhook.
 *
 * @param from when one was last seen to take them
 * @param until when one was seen to take them again
 */
public record Outage(Instant from, Instant until) {}

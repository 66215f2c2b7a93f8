package io.channeladapter.common.topic;

import java.time.Instant;

/**
 * That some ingress took webhooks at a moment: value of {@code ingress.open}, key {@value #KEY}. Where none is for a
 * while, no webhook could be taken, whatever stood in the way: no ingress, or no Kafka.
 *
 * @param at when
 */
public record OpenSign(Instant at) {
    /** One for all instances, so that their signs are in one partition and in order. */
    public static final String KEY = "ingress";
}

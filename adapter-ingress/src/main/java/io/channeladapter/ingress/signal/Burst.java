package io.channeladapter.ingress.signal;

import io.channeladapter.common.network.SourceNetwork;
import java.time.Duration;

/**
 * Bad signatures on one channel that came close together.
 *
 * @param count how many
 * @param lasted from the first of them to the last
 * @param most the network that most of them came from, as far as networks were remembered
 * @param others how many other networks were remembered
 * @param more whether there were even more networks than that
 */
record Burst(int count, Duration lasted, SourceNetwork most, int others, boolean more) {

    /** The sources, for a sentence that ends with them. */
    String sources() {
        return switch (others) {
            case 0 -> most + (more ? " and others" : "");
            case 1 -> most + (more ? ", and from more than 1 other network" : ", and from 1 other network");
            default -> most + ", and from " + (more ? "more than " : "") + others + " other networks";
        };
    }
}

package io.channeladapter.sandbox.bench;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** One kind of thing that an attacker does, again and again. */
sealed interface Attack {
    /** What it is, for the table. */
    String name();

    /**
     * Requests, each sent as a whole.
     *
     * @param name of the attack
     * @param perSecond how many
     * @param request makes one by its number
     */
    record Flood(String name, int perSecond, Shape request) implements Attack {}

    /**
     * Connections that hold on to what they have.
     *
     * @param name of the attack
     * @param connections how many at once
     * @param start what each sends at first
     * @param drop what each sends now and then
     * @param pause how long now and then is; one that was closed is opened again then
     */
    record Hold(String name, int connections, Shape start, Shape drop, Duration pause) implements Attack {}

    /** The bytes of a request. */
    @FunctionalInterface
    interface Shape {
        byte[] of(int number);
    }

    /** One of very many addresses, none of them of a network that is anyone's neighbour. */
    static String anyone() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return "11." + random.nextInt(256) + "." + random.nextInt(256) + "." + random.nextInt(1, 255);
    }
}

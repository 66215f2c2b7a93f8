package io.channeladapter.sandbox.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Carries out one attack until it is closed. Safe for many threads. */
final class Attacker implements AutoCloseable {
    private static final int FLOOD_CONNECTIONS = 32;
    private static final int HOLDERS = 8;
    private static final long SECOND = Duration.ofSeconds(1).toNanos();
    private static final long LOOK = Duration.ofMillis(100).toNanos();

    private final int port;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final LongAdder done = new LongAdder();
    private volatile boolean over;

    private Attacker(int port) {
        this.port = port;
    }

    static Attacker start(Attack attack, int port) {
        Attacker attacker = new Attacker(port);
        switch (attack) {
            case Attack.Flood flood -> attacker.flood(flood);
            case Attack.Hold hold -> attacker.hold(hold);
        }
        return attacker;
    }

    /** How many requests were sent, or connections opened. */
    long done() {
        return done.sum();
    }

    @Override
    public void close() {
        over = true;
        threads.close();
    }

    private void flood(Attack.Flood flood) {
        AtomicInteger next = new AtomicInteger();
        long start = System.nanoTime();
        for (int i = 0; i < FLOOD_CONNECTIONS; i++) {
            threads.execute(() -> flood(flood, next, start));
        }
    }

    private void flood(Attack.Flood flood, AtomicInteger next, long start) {
        @Nullable RawHttp connection = null;
        while (!over) {
            int number = next.getAndIncrement();
            waitUntil(start + number * SECOND / flood.perSecond());
            try {
                if (connection == null) {
                    connection = new RawHttp(port);
                }
                done.increment();
                connection.send(flood.request().of(number));
                connection.answer();
            } catch (IOException | RuntimeException e) {
                // Refused and closed: an attacker comes again.
                connection = closed(connection);
            }
        }
        closed(connection);
    }

    private void hold(Attack.Hold hold) {
        for (int i = 0; i < HOLDERS; i++) {
            threads.execute(() -> hold(hold, hold.connections() / HOLDERS));
        }
    }

    private void hold(Attack.Hold hold, int mine) {
        List<@Nullable RawHttp> held = new ArrayList<>();
        byte[] start = hold.start().of(0);
        byte[] drop = hold.drop().of(0);
        for (int i = 0; i < mine && !over; i++) {
            held.add(opened(start));
        }
        long pause = hold.pause().toNanos();
        while (!over) {
            long begun = System.nanoTime();
            for (int i = 0; i < held.size() && !over; i++) {
                held.set(i, dropped(held.get(i), start, drop));
                if (i % HOLDERS == 0) {
                    waitUntil(begun + i * pause / mine);
                }
            }
            waitUntil(begun + pause);
        }
        held.forEach(Attacker::closed);
    }

    /** Sends a drop; one that is closed is opened again. */
    private @Nullable RawHttp dropped(@Nullable RawHttp connection, byte[] start, byte[] drop) {
        if (connection == null) {
            return opened(start);
        }
        try {
            connection.send(drop);
            return connection;
        } catch (IOException e) {
            closed(connection);
            return opened(start);
        }
    }

    private @Nullable RawHttp opened(byte[] start) {
        try {
            RawHttp connection = new RawHttp(port);
            done.increment();
            connection.send(start);
            return connection;
        } catch (IOException e) {
            return null;
        }
    }

    private static @Nullable RawHttp closed(@Nullable RawHttp connection) {
        try {
            if (connection != null) {
                connection.close();
            }
        } catch (IOException e) {
            // It is closed.
        }
        return null;
    }

    private void waitUntil(long nanos) {
        for (long left = nanos - System.nanoTime(); left > 0 && !over; left = nanos - System.nanoTime()) {
            LockSupport.parkNanos(Math.min(left, LOOK));
        }
    }
}

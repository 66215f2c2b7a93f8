package io.channeladapter.system;

import io.channeladapter.sandbox.kafka.EmbeddedKafka;
import java.nio.file.Path;
import java.util.Map;

/** A broker in a process of its own: its folder and its port are the arguments. Says {@code ready} once it can be used. */
final class BrokerMain {
    private BrokerMain() {}

    public static void main(String[] arguments) throws InterruptedException {
        EmbeddedKafka.start(Path.of(arguments[0]), Integer.parseInt(arguments[1]), Map.of());
        System.out.println("ready");
        Thread.currentThread().join(); // until it is killed
    }
}

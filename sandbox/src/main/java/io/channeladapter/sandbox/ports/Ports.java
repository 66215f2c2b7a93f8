package io.channeladapter.sandbox.ports;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;

/**
 * The ports of a sandbox, all on 127.0.0.1.
 *
 * @param config page and REST interface of the config-service
 * @param ingress where the simulated Twitter posts to
 * @param simulator the simulated Twitter and its chat page
 * @param media where bots fetch photos and videos
 * @param kafka for Kafka clients
 */
public record Ports(int config, int ingress, int simulator, int media, int kafka) {
    /** The same at every start. */
    public static final Ports FIXED = new Ports(8090, 8080, 8070, 8095, 9092);

    /** Ports that were free just now. */
    public static Ports free() {
        List<ServerSocket> held = new ArrayList<>();
        try {
            for (int i = 0; i < 5; i++) {
                held.add(open(0));
            }
            List<Integer> ports = held.stream().map(ServerSocket::getLocalPort).toList();
            for (ServerSocket socket : held) {
                socket.close();
            }
            return new Ports(ports.get(0), ports.get(1), ports.get(2), ports.get(3), ports.get(4));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Looks whether all are free.
     *
     * @param withKafka whether Kafka's port is needed too
     * @throws IOException where one is in use; the message names it and the option that chooses another
     */
    public void requireFree(boolean withKafka) throws IOException {
        requireFree(config, "--config-port");
        requireFree(ingress, "--ingress-port");
        requireFree(simulator, "--simulator-port");
        requireFree(media, "--media-port");
        if (withKafka) {
            requireFree(kafka, "--kafka-port");
        }
    }

    private static void requireFree(int port, String option) throws IOException {
        try {
            open(port).close();
        } catch (IOException e) {
            throw new IOException(
                    "port " + port + " is in use: choose another by " + option + ", or take free ports by --ports auto",
                    e);
        }
    }

    private static ServerSocket open(int port) throws IOException {
        ServerSocket socket = new ServerSocket();
        try {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }
}

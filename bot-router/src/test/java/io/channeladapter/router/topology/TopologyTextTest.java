package io.channeladapter.router.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.channeladapter.router.observe.RouterMeters;
import io.channeladapter.router.route.MediaLinks;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

/**
 * Fails whenever the topology changes, on purpose: names of stores and processors are names of topics at the broker,
 * and parts that come to share a node become one. A change that is meant is written by {@code -Dgolden.update=true}.
 */
class TopologyTextTest {
    private static final Path GOLDEN = Path.of("src/test/resources/topology.txt");

    @Test
    void theTopologyIsTheOneThatIsDeployed() throws IOException {
        String now = RouterTopology.build(
                        InstantSource.system(),
                        topic -> true,
                        new RouterMeters(new SimpleMeterRegistry()),
                        MediaLinks.NONE)
                .describe()
                .toString();
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(GOLDEN, now);
        }

        assertThat(now)
                .as(
                        "to accept a change that is meant: mvn -pl bot-router -am test -Dtest.jvm.args=-Dgolden.update=true")
                .isEqualToNormalizingNewlines(read());
    }

    @Test
    void noStoreLiesBelowTheReplies() {
        String[] parts = read().split("Sub-topology: ", -1);

        assertThat(parts)
                .filteredOn(part -> part.contains(RouterTopology.REPLIES_IN))
                .singleElement()
                .asString()
                .contains("stores: []")
                .doesNotContain(RouterTopology.SIGHTINGS_STORE);
    }

    private static String read() {
        try {
            return Files.readString(GOLDEN);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

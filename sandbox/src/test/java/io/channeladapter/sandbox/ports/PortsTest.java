package io.channeladapter.sandbox.ports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import org.junit.jupiter.api.Test;

class PortsTest {
    @Test
    void freePortsAreFourDifferentOnes() throws IOException {
        Ports ports = Ports.free();

        assertThat(List.of(ports.config(), ports.ingress(), ports.simulator(), ports.kafka()))
                .doesNotHaveDuplicates()
                .allMatch(port -> port > 0);
        ports.requireFree(true);
    }

    @Test
    void aPortInUseIsNamedWithItsOption() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Ports free = Ports.free();
            Ports ports = new Ports(free.config(), taken.getLocalPort(), free.simulator(), free.media(), free.kafka());

            assertThatThrownBy(() -> ports.requireFree(true))
                    .isInstanceOf(IOException.class)
                    .hasMessage("port " + taken.getLocalPort()
                            + " is in use: choose another by --ingress-port, or take free ports by --ports auto");
        }
    }
}

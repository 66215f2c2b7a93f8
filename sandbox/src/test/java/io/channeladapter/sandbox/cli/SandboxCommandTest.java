package io.channeladapter.sandbox.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.channeladapter.sandbox.SandboxConfig;
import io.channeladapter.sandbox.ports.Ports;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class SandboxCommandTest {
    private static SandboxConfig config(String... arguments) {
        SandboxCommand command = new SandboxCommand();
        new CommandLine(command).parseArgs(arguments);
        return command.config();
    }

    @Test
    void withoutArgumentsPortsAndFolderAreAlwaysTheSame() {
        SandboxConfig config = config();

        assertThat(config.ports()).isEqualTo(new Ports(8090, 8080, 8070, 8095, 9092));
        assertThat(config.data()).isAbsolute().hasFileName(".sandbox");
        assertThat(config.botId()).isEqualTo("demo");
    }

    @Test
    void theEchoBotSpeaksUnlessItIsLeftOut() {
        assertThat(config().echoBot()).isTrue();
        assertThat(config("--no-bot").echoBot()).isFalse();
        assertThat(config("--no-bot", "--kafka", "localhost:9").echoBot()).isFalse();
    }

    @Test
    void eachPortHasItsOption() {
        assertThat(config(
                                "--config-port=1",
                                "--ingress-port=2",
                                "--simulator-port",
                                "3",
                                "--media-port",
                                "4",
                                "--kafka-port",
                                "5")
                        .ports())
                .isEqualTo(new Ports(1, 2, 3, 4, 5));
    }

    @Test
    void autoTakesFreePortsButThoseThatAreNamed() {
        Ports ports = config("--ports", "auto", "--kafka-port", "4").ports();

        assertThat(ports.kafka()).isEqualTo(4);
        assertThat(ports.config()).isNotEqualTo(8090);
    }

    @Test
    void anotherKafkaMayBeUsed() {
        assertThat(config().kafka()).isNull();
        assertThat(config("--kafka", "kafka.example:9092").kafka()).isEqualTo("kafka.example:9092");
    }

    @Test
    void theFolderMayHaveSpaces(@TempDir Path folder) {
        assertThat(config("--data", folder + "/my data").data()).isEqualTo(folder.resolve("my data"));
    }

    @Test
    void aFolderThatCannotBeMadeIsToldInOneSentence(@TempDir Path folder) throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        StringWriter errors = new StringWriter();
        CommandLine adapter = new CommandLine(new AdapterCommand()).setErr(new PrintWriter(errors));

        assertThat(adapter.execute("sandbox", "--ports", "auto", "--data", file + "/data"))
                .isEqualTo(1);
        assertThat(errors.toString())
                .isEqualTo("sandbox cannot start: the folder " + file
                        + "/data cannot be made or written: name another by --data" + System.lineSeparator());
    }

    @ParameterizedTest
    @ValueSource(strings = {"sandbox --ports some", "sandbox --kafka-port many", "sandbox extra", ""})
    void wrongArgumentsEndWith2AndSayWhatIsAllowed(String line) {
        StringWriter errors = new StringWriter();
        CommandLine adapter = new CommandLine(new AdapterCommand()).setErr(new PrintWriter(errors));

        assertThat(adapter.execute(line.isEmpty() ? new String[0] : line.split(" ")))
                .isEqualTo(2);
        assertThat(errors.toString()).contains("Usage: ./adapter");
    }

    @Test
    void aPortInUseEndsTheStartWithOneSentence(@TempDir Path folder) throws IOException {
        StringWriter errors = new StringWriter();
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();
            CommandLine adapter = new CommandLine(new AdapterCommand()).setErr(new PrintWriter(errors));

            int code = adapter.execute(
                    "sandbox", "--ports=auto", "--kafka-port=" + port, "--data=" + folder.resolve("data"));

            assertThat(code).isEqualTo(1);
            assertThat(errors.toString().strip())
                    .isEqualTo("sandbox cannot start: port " + port
                            + " is in use: choose another by --kafka-port, or take free ports by --ports auto");
        }
    }
}

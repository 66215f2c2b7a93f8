package io.channeladapter.config.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigCommandTest {
    @ParameterizedTest
    @CsvSource({
        "outbox, ./adapter outbox [",
        "outbox show, ./adapter outbox show [",
        "outbox cancel, ./adapter outbox cancel [",
        "outbox release, ./adapter outbox release [",
        "doctor, ./adapter doctor [",
        "dead-letters, ./adapter dead-letters [",
        "dead-letters list, ./adapter dead-letters list [",
        "dead-letters show, ./adapter dead-letters show [",
        "dead-letters replay, ./adapter dead-letters replay [",
        "keyset, ./adapter config keyset [",
        "reseal, ./adapter config reseal [",
        "token, ./adapter config token [",
    })
    void theUsageNamesWhatIsEntered(String command, String usage) {
        StringWriter out = new StringWriter();
        PrintWriter printer = new PrintWriter(out, true);

        int code = ConfigCommand.run((command + " --help").split(" ", -1), Map.of(), printer, printer);

        assertThat(out.toString()).startsWith("Usage: " + usage);
        assertThat(code).isZero();
    }

    @ParameterizedTest
    @CsvSource({"outbox --loud, ./adapter outbox [", "dead-letters, ./adapter dead-letters [", "'', ./adapter config ["
    })
    void soDoesTheOneThatIsShownForWrongArguments(String command, String usage) {
        StringWriter errors = new StringWriter();

        int code = ConfigCommand.run(
                command.isEmpty() ? new String[0] : command.split(" ", -1),
                Map.of(),
                new PrintWriter(new StringWriter()),
                new PrintWriter(errors, true));

        assertThat(errors.toString()).contains("Usage: " + usage);
        assertThat(code).isEqualTo(2);
    }
}

package io.channeladapter.config.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.channeladapter.common.secret.Secret;
import io.channeladapter.config.access.InvalidTokensException;
import io.channeladapter.config.access.Role;
import io.channeladapter.config.access.Tokens;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter errors = new StringWriter();

    @Test
    void aTokenIsShownOnceAndItsEntryOpensTheService(@TempDir Path folder) throws IOException, InvalidTokensException {
        assertThat(run("token", "otto", "--role", "owner", "--bots", "my-bot,other"))
                .isZero();

        List<String> lines = out.toString()
                .lines()
                .filter(line -> line.startsWith("  "))
                .map(String::strip)
                .toList();
        String token = lines.get(0);
        String entry = lines.get(1);
        assertThat(entry).doesNotContain(token);
        Path file = Files.writeString(folder.resolve("tokens.json"), "{\"tokens\":[" + entry + "]}");
        var otto = new Tokens(new Secret("the-admin-token-itself"), file, InstantSource.system())
                .of(token)
                .orElseThrow()
                .principal();
        assertThat(otto.name()).isEqualTo("otto");
        assertThat(otto.role()).isEqualTo(Role.OWNER);
        assertThat(otto.bots()).hasSize(2);
    }

    @Test
    void whatTheFileWouldNotTakeIsRefused() {
        assertThat(run("token", "otto", "--role", "owner")).isEqualTo(2);
        assertThat(errors.toString()).contains("an owner needs bots").doesNotContain("entry 1");
        assertThat(run("token", "otto", "--role", "boss")).isEqualTo(2);
        assertThat(errors.toString()).contains("viewer, owner or admin");
    }

    private int run(String... args) {
        return ConfigCommand.run(args, Map.of(), new PrintWriter(out, true), new PrintWriter(errors, true));
    }
}

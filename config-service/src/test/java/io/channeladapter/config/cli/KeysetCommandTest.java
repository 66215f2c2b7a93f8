package io.channeladapter.config.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.channeladapter.common.secret.Keyset;
import io.channeladapter.common.secret.Secret;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeysetCommandTest {
    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter errors = new StringWriter();

    @Test
    void aKeysetIsMadeForItsOwnersEyesOnly() throws IOException {
        assertThat(run("new")).isZero();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-------");
        assertThat(out.toString()).isEqualTo(keyset().entries().getFirst().id() + "  primary\n");
    }

    @Test
    void aKeysetThatIsThereIsNeverWrittenOver() throws IOException {
        run("new");
        String before = Files.readString(file());

        assertThat(run("new")).isEqualTo(1);

        assertThat(Files.readString(file())).isEqualTo(before);
        assertThat(errors.toString()).contains("is there already");
    }

    @Test
    void keysAreAddedPromotedAndRemoved() throws IOException {
        run("new");
        String first = keyset().entries().getFirst().id();

        assertThat(run("add")).isZero();
        assertThat(keyset().entries()).extracting(Keyset.Entry::primary).containsExactly(true, false);
        assertThat(run("promote")).isZero();
        assertThat(keyset().entries()).extracting(Keyset.Entry::primary).containsExactly(false, true);
        assertThat(run("remove", first)).isZero();
        assertThat(keyset().entries()).hasSize(1);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-------");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(file());
        }
    }

    @Test
    void thePrimaryIsNotRemoved() throws IOException {
        run("new");

        assertThat(run("remove", keyset().entries().getFirst().id())).isEqualTo(1);
        assertThat(errors.toString()).contains("promote another first");
    }

    @Test
    void theFileMayBeNamedByTheEnvironment() throws IOException {
        run("new");

        assertThat(ConfigCommand.run(
                        new String[] {"keyset", "list"},
                        Map.of("ADAPTER_SECRETS_KEYSET_FILE", file().toString()),
                        new PrintWriter(out),
                        new PrintWriter(errors)))
                .isZero();
        assertThat(ConfigCommand.run(
                        new String[] {"keyset", "list"}, Map.of(), new PrintWriter(out), new PrintWriter(errors)))
                .isEqualTo(2);
    }

    @Test
    void g9_noKeyIsPrintedNorQuoted() throws IOException {
        run("new");
        run("add");
        run("list");
        assertThat(out.toString()).matches("([0-9]+  (primary|enabled)\n)+");

        Files.writeString(file(), "{\"a secret\": 1}");
        assertThat(run("list")).isEqualTo(1);
        assertThat(errors.toString()).contains("not a Tink keyset").doesNotContain("a secret");
    }

    @Test
    void aFileThatIsNotThereIsToldOf() {
        assertThat(run("add")).isEqualTo(1);
        assertThat(errors.toString()).contains("there is no such file");
    }

    private Path file() {
        return folder.resolve("keyset.json");
    }

    private Keyset keyset() throws IOException {
        return Keyset.parse(new Secret(Files.readString(file())));
    }

    private int run(String... arguments) {
        String[] all = new String[arguments.length + 3];
        all[0] = "keyset";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        all[all.length - 2] = "--file";
        all[all.length - 1] = file().toString();
        return ConfigCommand.run(all, Map.of(), new PrintWriter(out), new PrintWriter(errors));
    }
}

package io.channeladapter.sandbox.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.channeladapter.common.secret.Sealer;
import io.channeladapter.common.secret.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {
    @TempDir
    private Path temporary;

    @Test
    void keysetAndTokenStayTheSameAfterARestart() throws IOException {
        Path root = temporary.resolve("a folder/that is new");
        Secret keyset;
        Secret token;
        try (DataFolder first = DataFolder.open(root)) {
            keyset = first.keyset();
            token = first.adminToken();
        }

        try (DataFolder second = DataFolder.open(root)) {
            assertThat(second.keyset()).isEqualTo(keyset);
            assertThat(second.adminToken()).isEqualTo(token);
        }
        assertThat(Sealer.with(keyset).seal("text", "context")).isNotEmpty();
        assertThat(token.reveal()).hasSize(32);
    }

    @Test
    void secretsAreForTheirOwnerOnly() throws IOException {
        try (DataFolder folder = DataFolder.open(temporary)) {
            folder.keyset();
            folder.adminToken();
            folder.mediaKey();

            for (String name : new String[] {"keyset.json", "admin-token", "media-key"}) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(temporary.resolve(name))))
                        .as(name)
                        .isEqualTo("rw-------");
            }
        }
    }

    @Test
    void aSecondSandboxOnTheSameFolderIsRefused() throws IOException {
        try (DataFolder folder = DataFolder.open(temporary)) {
            assertThatThrownBy(() -> DataFolder.open(temporary))
                    .isInstanceOf(IOException.class)
                    .hasMessage("another sandbox uses the folder " + folder.root()
                            + ": stop it, or name another folder by --data");
        }
    }

    @Test
    void aClosedFolderIsFreeForTheNext() throws IOException {
        DataFolder.open(temporary).close();

        try (DataFolder next = DataFolder.open(temporary)) {
            assertThat(next.folder("kafka")).isEqualTo(next.root().resolve("kafka"));
        }
    }

    @Test
    void whereTheConfigServiceIsStandsThereWhileTheSandboxRuns() throws IOException {
        Path note = temporary.resolve("config-url");
        try (DataFolder data = DataFolder.open(temporary)) {
            data.noteConfigUrl("http://127.0.0.1:8090");
            assertThat(note).hasContent("http://127.0.0.1:8090");
        }

        assertThat(note).doesNotExist();
    }
}

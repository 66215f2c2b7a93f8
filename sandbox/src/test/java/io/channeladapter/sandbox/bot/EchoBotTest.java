package io.channeladapter.sandbox.bot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class EchoBotTest {
    private static final Path SOURCE = Path.of("src/main/java/io/channeladapter/sandbox/bot/EchoBot.java");

    @Test
    void isAnOrdinaryKafkaProgramOfUnder60Lines() throws IOException {
        List<String> lines = Files.readAllLines(SOURCE);

        assertThat(lines).hasSizeLessThan(60);
        assertThat(lines)
                .filteredOn(line -> line.startsWith("import io.channeladapter"))
                .isEmpty();
        assertThat(lines).anyMatch(line -> line.contains("read_committed"));
    }
}

package io.channeladapter.common.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.channeladapter.common.message.EventData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The JSON of every record that crosses Kafka. Records live for days and states for ever, so a file here is never made
 * to fit by hand: a new component must be {@code @Nullable} or the old records can no longer be read. Written anew by
 * {@code mvn test -pl common -Dtest=WireFormatTest -Dupdate.golden=true}.
 */
class WireFormatTest {
    private static final Path GOLDEN = Path.of("src/test/resources/golden");

    static Set<String> names() {
        return Samples.ALL.keySet();
    }

    /** Those that the adapter itself reads again; an outcome is told apart by its CloudEvent's type alone. */
    static Stream<String> namesOfWhatIsReadAgain() {
        return names().stream().filter(name -> !(Samples.ALL.get(name) instanceof EventData.ReplyOutcome));
    }

    @ParameterizedTest
    @MethodSource("names")
    void theJsonOfARecordIsTheGoldenOne(String name) throws IOException {
        byte[] bytes = Json.bytes(sample(name));
        Path file = GOLDEN.resolve(name + ".json");
        if (Boolean.getBoolean("update.golden")) {
            Files.createDirectories(GOLDEN);
            Files.writeString(file, pretty(bytes));
        }
        assertThat(pretty(bytes))
                .as("where the change is meant and old records stay readable: run again with -Dupdate.golden=true")
                .isEqualTo(Files.readString(file));
    }

    @ParameterizedTest
    @MethodSource("namesOfWhatIsReadAgain")
    void theGoldenJsonIsReadAsTheRecord(String name) throws IOException {
        byte[] golden = Files.readAllBytes(GOLDEN.resolve(name + ".json"));

        assertThat(Json.read(golden, sample(name).getClass()).map(Object.class::cast))
                .contains(sample(name));
    }

    @Test
    void everyGoldenFileHasItsRecord() throws IOException {
        try (Stream<Path> files = Files.list(GOLDEN)) {
            assertThat(files.map(file -> file.getFileName().toString().replace(".json", ""))
                            .collect(Collectors.toSet()))
                    .isEqualTo(names());
        }
    }

    private static Object sample(String name) {
        return Objects.requireNonNull(Samples.ALL.get(name));
    }

    private static String pretty(byte[] bytes) throws IOException {
        JsonNode node = Json.MAPPER.readTree(bytes);
        return Json.MAPPER
                        .writerWithDefaultPrettyPrinter()
                        .writeValueAsString(node)
                        .replace("\r\n", "\n") + "\n";
    }

    @Test
    void textIsUtf8() {
        assertThat(new String(Json.bytes(Samples.REPLY), UTF_8)).contains("Hello ☕");
    }
}

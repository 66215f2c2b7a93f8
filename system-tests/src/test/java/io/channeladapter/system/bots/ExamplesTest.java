package io.channeladapter.system.bots;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ExamplesTest {
    @ParameterizedTest
    @EnumSource
    void anExampleIsAnOrdinaryKafkaProgramOfUnder60Lines(ExampleBot bot) throws IOException {
        List<String> lines = Files.readAllLines(bot.source());

        assertThat(lines)
                .hasSizeLessThan(60)
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(120));
        assertThat(lines)
                .filteredOn(line -> line.contains("import"))
                .noneMatch(line -> line.contains("channeladapter"));
    }

    @Test
    void theJavaExampleUsesTheKafkaClientThatThisProjectIsTestedWith() throws IOException {
        assertThat(Files.readString(Path.of("../examples/java/pom.xml")))
                .contains(version("kafka"), version("jackson"));
    }

    @Test
    void theLockFileOfTheJavaScriptExampleNamesNoRegistry() throws IOException {
        assertThat(Files.readString(Path.of("../examples/javascript/package-lock.json")))
                .contains("\"integrity\"")
                .doesNotContain("resolved", "http");
    }

    private static String version(String name) throws IOException {
        String pom = Files.readString(Path.of("../pom.xml"));
        String start = "<" + name + ".version>";
        int from = pom.indexOf(start) + start.length();
        return "<version>" + pom.substring(from, pom.indexOf('<', from)) + "</version>";
    }
}

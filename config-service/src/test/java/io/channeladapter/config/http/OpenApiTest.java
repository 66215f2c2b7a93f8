package io.channeladapter.config.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** The document, the routes and the codes agree. */
class OpenApiTest {
    @Test
    void eachRouteHasItsOperationAndEachOperationItsRoute() throws IOException {
        try (TestServer server = new TestServer()) {
            assertThat(server.routes().stream().filter(route -> route.contains(" /api/")))
                    .containsExactlyInAnyOrderElementsOf(OpenApi.DOCUMENT.operations());
        }
    }

    @Test
    void eachCodeStandsInBothDocuments() throws IOException {
        List<String> codes = StreamSupport.stream(
                        OpenApi.DOCUMENT
                                .at("/components/schemas/Problem/properties/code/enum")
                                .spliterator(),
                        false)
                .map(code -> code.asText())
                .toList();

        assertThat(codes).isSorted().containsExactlyInAnyOrderElementsOf(codesOfTheTable());
    }

    @Test
    void anAnswerThatIsNotInTheDocumentIsFound() throws IOException {
        try (TestServer server = new TestServer()) {
            var bots = server.api("GET", "/api/bots", "");

            assertThatThrownBy(() -> OpenApi.DOCUMENT.hold("GET", "/api/channels", bots))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("channels");
            assertThatThrownBy(() -> OpenApi.DOCUMENT.hold("DELETE", "/api/channels/st-1", bots))
                    .isInstanceOf(AssertionError.class);
        }
    }

    // The first two cells of its rows: a status, and codes.
    private static Set<String> codesOfTheTable() throws IOException {
        List<String> rows = new ArrayList<>(Files.readAllLines(Path.of("../docs/rest.md")));
        rows.removeIf(row -> !row.matches("\\| [45]\\d\\d \\|.*"));
        Set<String> codes = new HashSet<>();
        for (String row : rows) {
            Matcher code = Pattern.compile("`([a-z-]+)`").matcher(row.split("\\|", -1)[2]);
            while (code.find()) {
                codes.add(code.group(1));
            }
        }
        return codes;
    }
}

package io.channeladapter.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The pictures in the documents: each is there, shown, said in words too, and small. */
class ImagesTest {
    private static final Path ROOT = Path.of("..");
    private static final Pattern IMAGE = Pattern.compile("!\\[([^]]*)]\\(([^)]+)\\)");
    private static final long MOST_BYTES = 150_000;

    @Test
    void eachPictureThatIsShownIsThereAndEachThatIsThereIsShown() throws IOException {
        Set<Path> shown = new TreeSet<>();
        for (Path document : documents()) {
            IMAGE.matcher(Files.readString(document)).results().forEach(image -> {
                assertThat(image.group(1)).as("words for %s", image.group(2)).isNotBlank();
                shown.add(document.resolveSibling(image.group(2)).normalize());
            });
        }

        assertThat(files(ROOT.resolve("docs/images"))).isNotEmpty().containsExactlyInAnyOrderElementsOf(shown);
    }

    @Test
    void noPictureIsLarge() throws IOException {
        for (Path image : files(ROOT.resolve("docs/images"))) {
            assertThat(Files.size(image)).as(image.toString()).isLessThan(MOST_BYTES);
        }
    }

    private static List<Path> documents() throws IOException {
        return Stream.concat(Stream.of(ROOT.resolve("README.md")), files(ROOT.resolve("docs")).stream())
                .filter(file -> file.toString().endsWith(".md"))
                .toList();
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile).map(Path::normalize).toList();
        }
    }
}

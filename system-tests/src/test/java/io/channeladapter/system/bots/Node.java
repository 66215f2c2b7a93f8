package io.channeladapter.system.bots;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;

/** The machine's own Node.js with npm; tests without it are skipped, unless {@code REQUIRE_NODE=true}. */
final class Node {
    private static final String HOW_TO_GET_IT =
            "no Node.js with npm found: install both (on Debian: apt-get install nodejs npm)";

    private Node() {}

    /** Ends the test where there is none: skipped, and the reason printed, or failed where it is required. */
    static void needed() {
        if (List.of("node", "npm").stream().allMatch(Node::isInPath)) {
            return;
        }
        if ("true".equals(System.getenv("REQUIRE_NODE"))) {
            throw new AssertionError(HOW_TO_GET_IT);
        }
        System.err.println("skipped: " + HOW_TO_GET_IT);
        Assumptions.abort(HOW_TO_GET_IT);
    }

    private static boolean isInPath(String program) {
        return Pattern.compile(File.pathSeparator, Pattern.LITERAL)
                .splitAsStream(Objects.requireNonNullElse(System.getenv("PATH"), ""))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }
}

package io.channeladapter.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.channeladapter.config.letter.LetterReason;
import io.channeladapter.router.reply.ReplyVerdict;
import io.channeladapter.router.route.Route;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each reason that a service writes is explained, and none is explained that no service writes. */
class DeadLetterReasonsTest {
    /** Where a reason stands in the source as it is: the first text of what makes a dead letter. */
    private static final Pattern WRITTEN = Pattern.compile(
            "(?:\\bdead|\\bgiveUp|\\bdeadLetter|new DeadLetter)\\((?:\\s*\\w+,)?\\s*\"([a-z]+(?:-[a-z]+)+)\"");

    @Test
    void everyReasonOfTheCodeIsExplained() throws IOException {
        Set<String> written = new TreeSet<>(inTheSources());
        assertThat(written).contains("not-json", "unreadable-event", "unreadable-record", "bot-topic-missing");
        Arrays.stream(Route.Reason.values()).map(Route.Reason::code).forEach(written::add);
        Arrays.stream(ReplyVerdict.Reason.values())
                .map(ReplyVerdict.Reason::deadLetter)
                .forEach(written::add);

        assertThat(Arrays.stream(LetterReason.values()).map(LetterReason::code))
                .containsExactlyInAnyOrderElementsOf(written);
    }

    private static Set<String> inTheSources() throws IOException {
        Set<String> reasons = new TreeSet<>();
        for (String module : List.of("adapter-ingress", "bot-router", "adapter-egress", "config-service")) {
            for (Path file : sources(Path.of("..", module, "src", "main", "java"))) {
                Matcher reason = WRITTEN.matcher(Files.readString(file));
                while (reason.find()) {
                    reasons.add(reason.group(1));
                }
            }
        }
        return reasons;
    }

    private static Set<Path> sources(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".java")).collect(Collectors.toSet());
        }
    }
}

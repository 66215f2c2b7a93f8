package io.channeladapter.config.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.channeladapter.common.codec.Json;
import io.channeladapter.config.letter.LetterId;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Has dead letters sent again: those named, or those of a channel. */
@Command(
        name = "replay",
        description = {
            "Sends webhooks again through the front door: those named, or those of a channel, the oldest first. What was"
                    + " sent again before is passed over, so that repeating does no harm.",
            ServiceOptions.DESCRIPTION
        },
        footer = {
            "",
            "Exit codes: 0 all that was meant is sent, or in a dry run would be; 1 some was refused or left, or nothing"
                    + " could be asked for; 2 the arguments are wrong."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class LettersReplayCommand implements Callable<Integer> {
    /** Of one request. */
    private static final int MOST = 200;

    private final Map<String, String> environment;

    @Parameters(paramLabel = "ID", arity = "0..*", description = "the letters, as list names them: 3-1042")
    private final List<String> ids = new ArrayList<>();

    @Mixin
    private final LetterOptions letters = new LetterOptions();

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "1000",
            description = "how many of a channel to send at most (${DEFAULT-VALUE})")
    private int limit;

    @Option(
            names = "--after",
            paramLabel = "TURN",
            description = "go on after this one of a channel, as the run before named it")
    private @Nullable String after;

    @Option(names = "--dry-run", description = "say what would become of each, and send nothing")
    private boolean dryRun;

    @Option(
            names = "--again",
            description = "send also what was sent before, failed again, or might reach the bot a second time")
    private boolean again;

    @Option(names = "--json", description = "print what the config-service answers, as JSON")
    private boolean json;

    @Mixin
    private final ServiceOptions where = new ServiceOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    LettersReplayCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() throws InterruptedException {
        requireRight();
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter errors = spec.commandLine().getErr();
        ArrayNode answers = Json.MAPPER.createArrayNode();
        try (HttpClient http = ServiceOptions.http()) {
            Service service = where.find(environment);
            if (ids.isEmpty()) {
                ofChannel(service, http, answers);
            } else {
                for (String id : ids.stream()
                        .map(text -> LetterId.read(text).orElseThrow())
                        .distinct()
                        .sorted()
                        .map(LetterId::toString)
                        .toList()) {
                    JsonNode answer = service.post(http, "/api/dead-letters/" + id + "/replay", how(), "letters");
                    answers.add(answer);
                    if (answer.path("left").asInt() > 0) {
                        // The next ones must not come before it.
                        break;
                    }
                }
            }
            if (json) {
                out.println(answers.toPrettyString());
            } else {
                print(answers, out);
            }
            Map<String, JsonNode> told = letters(answers);
            return count(told, "sent") == told.size() ? 0 : 1;
        } catch (IOException e) {
            // What was sent before this is told, too: it is sent.
            print(answers, out);
            errors.println("not sent again: " + e.getMessage());
            return 1;
        } finally {
            out.flush();
            errors.flush();
        }
    }

    private void requireRight() {
        if (ids.isEmpty() == (letters.channel == null)) {
            throw new ParameterException(
                    spec.commandLine(), "name either the letters, such as 3-1042, or their --channel");
        }
        if (!ids.isEmpty() && (!letters.fields().isEmpty() || after != null)) {
            throw new ParameterException(
                    spec.commandLine(), "letters are named, so that there is nothing to choose by");
        }
        ids.stream().filter(id -> LetterId.read(id).isEmpty()).findFirst().ifPresent(id -> {
            throw new ParameterException(
                    spec.commandLine(), id + " names no dead letter: expected partition and offset, such as 3-1042");
        });
        if (limit < 1) {
            throw new ParameterException(spec.commandLine(), "--limit must be at least 1");
        }
    }

    private void ofChannel(Service service, HttpClient http, ArrayNode answers)
            throws IOException, InterruptedException {
        int left = limit;
        String next = after;
        boolean further;
        do {
            ObjectNode body = how().put("limit", Math.min(left, MOST));
            letters.fields().forEach(body::put);
            body.put("after", next);
            JsonNode answer =
                    service.post(http, "/api/channels/" + letters.channel + "/dead-letters/replay", body, "letters");
            answers.add(answer);
            left -= answer.path("sent").asInt();
            String reached = answer.path("next").asText(null);
            further = answer.path("more").asBoolean()
                    && reached != null
                    && !reached.equals(next)
                    && (answer.path("sent").asInt() > 0 || answer.path("left").asInt() == 0);
            next = reached;
        } while (left > 0 && further);
    }

    private ObjectNode how() {
        return Json.object().put("dryRun", dryRun).put("again", again);
    }

    private void print(ArrayNode answers, PrintWriter out) {
        if (answers.isEmpty()) {
            return;
        }
        Map<String, JsonNode> letters = letters(answers);
        letters.forEach((id, letter) -> out.println(
                (id + "  " + told(letter) + "  " + letter.path("detail").asText()).stripTrailing()));
        JsonNode last = answers.get(answers.size() - 1);
        long sent = count(letters, "sent");
        // The first one counts them up to the end, the others what comes after their turn.
        JsonNode first = answers.get(0);
        out.println((dryRun ? "Would be sent again: " : "Sent again: ") + sent + ". Refused: "
                + count(letters, "refused") + ". Left: " + count(letters, "left") + ". Passed over: "
                + first.path("sentAlready").asInt() + " sent before, "
                + first.path("failedAgain").asInt() + " failed again.");
        if (last.has("stopped")) {
            out.println("Ended early: " + last.path("stopped").asText());
        }
        answers.forEach(answer -> {
            if (!answer.path("recorded").asBoolean(true)) {
                out.println(
                        "The history could not be told of it; the router drops what comes twice within seven days.");
            }
        });
        if (last.path("more").asBoolean()) {
            String next = last.path("next").asText("");
            out.println("There are more: run it again" + (next.isEmpty() ? "." : " with --after " + next + "."));
        }
    }

    private String told(JsonNode letter) {
        return switch (letter.path("result").asText()) {
            case "sent" -> dryRun ? "would be sent" : "sent";
            case "refused" -> "refused";
            default -> "left";
        };
    }

    /** What became of each in the end: what one request left, the next may have sent. */
    private static Map<String, JsonNode> letters(ArrayNode answers) {
        Map<String, JsonNode> letters = new LinkedHashMap<>();
        answers.forEach(answer -> answer.path("letters")
                .forEach(letter -> letters.put(letter.path("id").asText(), letter)));
        return letters;
    }

    private static long count(Map<String, JsonNode> letters, String result) {
        return letters.values().stream()
                .filter(letter -> letter.path("result").asText().equals(result))
                .count();
    }
}

package io.channeladapter.config.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.channeladapter.common.channel.StreamId;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.http.HttpClient;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Has a running config-service examine a channel and prints what it found, the first wrong thing last. Exit codes: 0 all
 * is well · 1 something is wrong, or it could not be examined · 2 arguments are wrong.
 */
@Command(
        name = "doctor",
        description = {
            "Examines a channel from end to end and names the first thing that is wrong. Changes nothing.",
            ServiceOptions.DESCRIPTION
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class DoctorCommand implements Callable<Integer> {
    private static final int TITLE_WIDTH = 18;

    private final Map<String, String> environment;

    @Parameters(paramLabel = "STREAMID", description = "the channel: the end of its Callback URL")
    private String streamId = "";

    @Mixin
    private final ServiceOptions where = new ServiceOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    DoctorCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (!StreamId.isValid(streamId)) {
            throw new ParameterException(
                    spec.commandLine(), streamId + " is no streamid: expected st- and a lower-case UUID");
        }
        PrintWriter errors = spec.commandLine().getErr();
        try (HttpClient http = ServiceOptions.http()) {
            Service service = where.find(environment);
            JsonNode examination = service.examine(http, streamId);
            print(examination, service);
            return examination.path("healthy").asBoolean() ? 0 : 1;
        } catch (IOException e) {
            errors.println("not examined: " + e.getMessage());
            errors.flush();
            return 1;
        }
    }

    private void print(JsonNode examination, Service service) {
        PrintWriter out = spec.commandLine().getOut();
        out.println("Channel " + streamId + " at " + service.url());
        out.println();
        for (JsonNode step : examination.path("steps")) {
            String title = step.path("title").asText();
            String padded = title + " ".repeat(Math.max(1, TITLE_WIDTH - title.length()));
            boolean looked = !step.path("result").asText().equals("skipped");
            String took = looked ? " (" + step.path("millis").asLong() + " ms)" : "";
            out.println(" " + sign(step.path("result").asText()) + " " + padded
                    + step.path("detail").asText() + took);
        }
        out.println();
        out.println(
                examination.path("healthy").asBoolean()
                        ? "Nothing is wrong."
                        : "First: " + examination.path("first").asText());
        out.flush();
    }

    private static String sign(String result) {
        return switch (result) {
            case "passed" -> "✓";
            case "failed" -> "✗";
            default -> "–";
        };
    }
}

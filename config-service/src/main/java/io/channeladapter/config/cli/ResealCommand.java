package io.channeladapter.config.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.http.HttpClient;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Has the running config-service seal all channels' keys and tokens with the primary key. */
@Command(
        name = "reseal",
        description = {
            "Has the running config-service seal all channels' keys and tokens with the primary key.",
            ServiceOptions.DESCRIPTION
        },
        mixinStandardHelpOptions = true)
final class ResealCommand implements Callable<Integer> {
    /** So many rounds without progress are enough to say that there is none. */
    private static final int PATIENCE = 3;

    private final Map<String, String> environment;

    @Mixin
    private final ServiceOptions where = new ServiceOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    ResealCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter errors = spec.commandLine().getErr();
        try (HttpClient http = ServiceOptions.http()) {
            Service service = where.find(environment);
            JsonNode round = round(service, http);
            int already = round.path("already").asInt();
            int done = round.path("resealed").asInt();
            int idle = 0;
            while (round.path("left").asInt() > 0 && idle < PATIENCE) {
                out.println(
                        done + " channels sealed anew, " + round.path("left").asInt() + " to go");
                out.flush();
                round = round(service, http);
                int more = round.path("resealed").asInt();
                idle = more == 0 ? idle + 1 : 0;
                done += more;
            }
            int left = round.path("left").asInt();
            int failed = round.path("failed").asInt();
            out.println("Sealed with key " + round.path("key").asText() + ": " + done + " channels anew, " + already
                    + " were already, " + failed + " cannot be opened, " + left + " left");
            round.path("failures")
                    .forEach(streamId -> errors.println(
                            streamId.asText() + ": what is stored cannot be opened; its owner must enter it anew"));
            if (left > 0) {
                errors.println("Some channels gave no answer: run it again.");
            }
            return left + failed == 0 ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
        } catch (IOException e) {
            errors.println("not sealed anew: " + e.getMessage());
            return CommandLine.ExitCode.SOFTWARE;
        } finally {
            out.flush();
            errors.flush();
        }
    }

    private static JsonNode round(Service service, HttpClient http) throws IOException, InterruptedException {
        return service.post(http, "/api/reseal", "resealed");
    }
}

package io.channeladapter.sandbox.cli;

import io.channeladapter.sandbox.Sandbox;
import io.channeladapter.sandbox.SandboxConfig;
import io.channeladapter.sandbox.demo.Demo;
import io.channeladapter.sandbox.ports.Ports;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Sends one message through a fresh sandbox and shows its journey. */
@Command(
        name = "demo",
        description = "Sends one message through a fresh sandbox and prints its journey, hop by hop.",
        mixinStandardHelpOptions = true)
public final class DemoCommand implements Callable<Integer> {
    private static final String TEXT = "Hello, is anybody there?";

    @Option(names = "--json", description = "prints one JSON object instead")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        Path data = Files.createTempDirectory("adapter-demo-");
        LogFile log = LogFile.in(data);
        Demo.Result result;
        try (Sandbox sandbox = Sandbox.start(SandboxConfig.of(data, Ports.free()))) {
            result = new Demo(sandbox.addresses(), InstantSource.system()).run(TEXT);
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            err.println(Complaint.of("demo", e, log) + " (the log is in " + log.path() + ")");
            return 1;
        }
        out.println(json ? Story.json(result) : Story.text(result));
        out.flush();
        if (!result.journey().complete()) {
            err.println("demo: missing: " + String.join(", ", result.journey().missing()) + "; the log is in "
                    + log.path());
            return 1;
        }
        TemporaryFolder.delete(data);
        return 0;
    }
}

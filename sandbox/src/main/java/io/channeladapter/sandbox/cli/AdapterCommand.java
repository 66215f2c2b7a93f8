package io.channeladapter.sandbox.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The commands of this program; {@code ./adapter} is the way to it. */
@Command(
        name = "./adapter",
        description = "A Twitter channel for bots, all in one JVM.",
        mixinStandardHelpOptions = true,
        subcommands = {
            SandboxCommand.class,
            DemoCommand.class,
            BenchCommand.class,
            SecretsCommand.class,
            ConnectCommand.class
        })
public final class AdapterCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }
}

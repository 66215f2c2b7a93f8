package io.channeladapter.config.cli;

import java.io.PrintWriter;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The operator's tools around the config-service, by name. Exit codes: 0 done · 1 could not be done · 2 arguments are wrong. */
@Command(
        name = "./adapter config",
        synopsisSubcommandLabel = "COMMAND",
        description = "Tools around the config-service; without a command the service itself is started.",
        mixinStandardHelpOptions = true)
public final class ConfigCommand {
    /** Those that {@code ./adapter} has without {@code config}, too. */
    private static final Set<String> SHORT = Set.of("doctor", "dead-letters", "outbox");

    private ConfigCommand() {}

    /**
     * Runs the tool that the arguments name and returns its exit code.
     *
     * @param environment names and values, as of {@link System#getenv()}
     */
    public static int run(String[] args, Map<String, String> environment, PrintWriter out, PrintWriter errors) {
        CommandLine tools = new CommandLine(new ConfigCommand())
                .addSubcommand(new CommandLine(new KeysetCommand(environment)))
                .addSubcommand(new CommandLine(new DoctorCommand(environment)))
                .addSubcommand(new CommandLine(new ResealCommand(environment)))
                .addSubcommand(LettersCommand.with(environment))
                .addSubcommand(OutboxCommand.with(environment))
                .addSubcommand(new CommandLine(new TokenCommand()))
                .setOut(out)
                .setErr(errors);
        if (args.length > 0 && SHORT.contains(args[0])) {
            // The usage names what people enter.
            tools.setCommandName("./adapter");
        }
        return tools.execute(args);
    }
}

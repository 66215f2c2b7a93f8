package io.channeladapter.config.cli;

import io.channeladapter.config.access.InvalidTokensException;
import io.channeladapter.config.access.NewToken;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes a token for one person or program; needs neither Kafka nor a running service. */
@Command(
        name = "token",
        description = {
            "Makes a token for one person or program, and the entry for the file that",
            "ADAPTER_CONFIG_TOKENS_FILE names; docs/operations.md says who may do what."
        },
        mixinStandardHelpOptions = true)
final class TokenCommand implements Callable<Integer> {
    @Parameters(paramLabel = "NAME", description = "whom the History names")
    private String name = "";

    @Option(names = "--role", required = true, paramLabel = "ROLE", description = "viewer, owner or admin")
    private String role = "";

    @Option(
            names = "--bots",
            split = ",",
            paramLabel = "BOT",
            description = "the bots of an owner; of a viewer, all without it")
    private List<String> bots = new ArrayList<>();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() {
        try {
            NewToken made = NewToken.make(name, role, bots);
            PrintWriter out = spec.commandLine().getOut();
            out.println("The token of " + name + ", shown this once; give it to no one else:");
            out.println();
            out.println("  " + made.token());
            out.println();
            out.println("The entry for \"tokens\" in the tokens file:");
            out.println();
            out.println("  " + made.entry());
            out.flush();
            return CommandLine.ExitCode.OK;
        } catch (InvalidTokensException e) {
            PrintWriter errors = spec.commandLine().getErr();
            e.problems().forEach(problem -> errors.println(problem.replaceFirst("^entry 1( \\([^)]*\\))?: ", "")));
            errors.flush();
            return CommandLine.ExitCode.USAGE;
        }
    }
}

package io.channeladapter.config.cli;

import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The operator's way to dead letters. Exit codes as those of its commands. */
@Command(
        name = "dead-letters",
        synopsisSubcommandLabel = "COMMAND",
        description = {
            "Shows what could not go on, and why, and sends webhooks again through the front door.",
            ServiceOptions.DESCRIPTION
        },
        footer = {
            "",
            "Exit codes: 0 done; 1 not done, or not all of it; 2 the arguments are wrong.",
        },
        mixinStandardHelpOptions = true)
final class LettersCommand {
    private LettersCommand() {}

    static CommandLine with(Map<String, String> environment) {
        return new CommandLine(new LettersCommand())
                .addSubcommand(new CommandLine(new LettersListCommand(environment)))
                .addSubcommand(new CommandLine(new LettersShowCommand(environment)))
                .addSubcommand(new CommandLine(new LettersReplayCommand(environment)));
    }
}

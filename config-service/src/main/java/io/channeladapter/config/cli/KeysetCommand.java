package io.channeladapter.config.cli;

import io.channeladapter.common.secret.Keyset;
import io.channeladapter.common.settings.SharedKeys;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** Makes and changes the keyset's file. Prints ids of keys, never a key. */
@Command(
        name = "keyset",
        synopsisSubcommandLabel = "COMMAND",
        description = {
            "Makes and changes the file of the keyset that seals the channels' keys and tokens.",
            "To rotate: add, promote, reseal, remove; docs/operations.md says how."
        },
        mixinStandardHelpOptions = true)
final class KeysetCommand {
    private static final String FROM_ENVIRONMENT = SharedKeys.KEYSET.environmentName() + "_FILE";

    private final Map<String, String> environment;

    @Option(
            names = "--file",
            paramLabel = "FILE",
            scope = ScopeType.INHERIT,
            description = "the keyset's file (the one that ADAPTER_SECRETS_KEYSET_FILE names)")
    private @Nullable Path file;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    KeysetCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    @Command(name = "new", description = "Makes a keyset with one key; never over a file that is there.")
    int fresh() {
        return told(keysetFile -> keysetFile.create(Keyset.fresh()));
    }

    @Command(name = "add", description = "Adds a key that opens but does not seal yet.")
    int add() {
        return told(keysetFile -> keysetFile.change(Keyset::withNewKey));
    }

    @Command(name = "promote", description = "Makes the newest key the primary: it seals from now on.")
    int promote() {
        return told(keysetFile -> keysetFile.change(Keyset::withNewestPrimary));
    }

    @Command(
            name = "remove",
            description = "Removes a key that seals nothing any more: what it sealed can never be opened again.")
    int remove(@Parameters(paramLabel = "ID", description = "the key's id, as list shows it") String id) {
        return told(keysetFile -> keysetFile.change(keyset -> keyset.without(id)));
    }

    @Command(name = "list", description = "Shows the ids of the keys, oldest first.")
    int list() {
        return told(KeysetFile::read);
    }

    /** Something done to the file, and the keyset that it holds then. */
    private interface Act {
        Keyset on(KeysetFile file) throws IOException;
    }

    private int told(Act act) {
        Path path = path();
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter errors = spec.commandLine().getErr();
        try {
            for (Keyset.Entry key : act.on(new KeysetFile(path)).entries()) {
                String state = key.primary() ? "primary" : key.enabled() ? "enabled" : "not used";
                out.println(key.id() + "  " + state);
            }
            out.flush();
            return CommandLine.ExitCode.OK;
        } catch (IOException | IllegalArgumentException e) {
            errors.println(path + ": " + e.getMessage());
            errors.flush();
            return CommandLine.ExitCode.SOFTWARE;
        }
    }

    private Path path() {
        if (file != null) {
            return file;
        }
        String named = environment.get(FROM_ENVIRONMENT);
        if (named == null) {
            throw new ParameterException(
                    spec.commandLine(), "name the keyset's file by --file, or by " + FROM_ENVIRONMENT);
        }
        return Path.of(named);
    }
}

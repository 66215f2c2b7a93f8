package io.channeladapter.sandbox;

import io.channeladapter.sandbox.cli.AdapterCommand;
import picocli.CommandLine;

/**
 * The process behind {@code ./adapter sandbox} and {@code ./adapter demo}.
 *
 * <p>Exit codes: 0 stopped as asked, or all went well · 1 could not start, or failed · 2 arguments are wrong.
 */
public final class SandboxMain {
    private SandboxMain() {}

    public static void main(String[] args) {
        System.exit(new CommandLine(new AdapterCommand()).execute(args));
    }
}

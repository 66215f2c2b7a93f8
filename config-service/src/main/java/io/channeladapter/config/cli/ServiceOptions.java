package io.channeladapter.config.cli;

import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of a command that asks a running config-service: where it is and how to get in. */
final class ServiceOptions {
    /** Said of them in the help of each command. */
    static final String DESCRIPTION = "Asks the config-service at ADAPTER_CONFIG_URL (http://localhost:8090) with"
            + " ADAPTER_CONFIG_TOKEN, or else ADAPTER_CONFIG_ADMIN_TOKEN; each token also as a file, ..._FILE. Where none"
            + " is set, the sandbox that runs is asked.";

    private static final Duration CONNECT_WITHIN = Duration.ofSeconds(3);

    @Option(names = "--url", paramLabel = "URL", description = "where the config-service is")
    private @Nullable String url;

    @Option(names = "--token-file", paramLabel = "FILE", description = "holds the token")
    private @Nullable Path tokenFile;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "ask the sandbox that keeps its data there (.sandbox beside ./adapter)")
    private @Nullable Path data;

    /** The config-service that was named; as {@link Service#find}. */
    Service find(Map<String, String> environment) throws IOException {
        return Service.find(environment, url, tokenFile, data);
    }

    /** A client to ask it with. */
    static HttpClient http() {
        return HttpClient.newBuilder().connectTimeout(CONNECT_WITHIN).build();
    }
}

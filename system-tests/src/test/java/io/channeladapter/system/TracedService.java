package io.channeladapter.system;

import com.fasterxml.jackson.databind.JsonNode;
import io.channeladapter.common.codec.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A service in a process of its own, with OpenTelemetry's Java agent attached, which writes its spans to a file. */
final class TracedService implements AutoCloseable {
    // Where Maven puts it before the integration tests.
    private static final Path AGENT = Path.of("target", "agent", "opentelemetry-javaagent.jar");

    private final String name;
    private final Path output;
    private final Process process;

    /**
     * A span, as OTLP says it in JSON.
     *
     * @param kind {@code SERVER}, {@code CLIENT}, {@code PRODUCER}, {@code CONSUMER} or {@code INTERNAL}
     * @param parentId empty where it is the first of its trace
     */
    record Span(
            String service,
            String kind,
            String name,
            String traceId,
            String spanId,
            String parentId,
            Map<String, String> attributes) {
        private static final List<String> KINDS =
                List.of("UNSPECIFIED", "INTERNAL", "SERVER", "CLIENT", "PRODUCER", "CONSUMER");

        static Span of(String service, JsonNode json) {
            Map<String, String> attributes = new HashMap<>();
            json.path("attributes")
                    .forEach(attribute -> attributes.put(
                            attribute.path("key").asText(),
                            attribute.path("value").path("stringValue").asText()));
            return new Span(
                    service,
                    KINDS.get(json.path("kind").asInt()),
                    json.path("name").asText(),
                    json.path("traceId").asText(),
                    json.path("spanId").asText(),
                    json.path("parentSpanId").asText(),
                    attributes);
        }

        /** Who did what, such as {@code bot-router CONSUMER process twitter.webhooks}. */
        String what() {
            return service + " " + kind + " " + name;
        }
    }

    private TracedService(String name, Path output, Process process) {
        this.name = name;
        this.output = output;
        this.process = process;
    }

    /**
     * Starts it, as {@code docs/operations.md} says, with these settings.
     *
     * @param folder for what it prints
     */
    static TracedService start(String name, Class<?> main, Map<String, String> settings, Path folder)
            throws IOException {
        Map<String, String> environment = new HashMap<>(settings);
        environment.put("JAVA_TOOL_OPTIONS", "-javaagent:" + AGENT.toAbsolutePath());
        environment.put("OTEL_SERVICE_NAME", name);
        environment.put("OTEL_PROPAGATORS", "tracecontext");
        environment.put("OTEL_METRICS_EXPORTER", "none");
        environment.put("OTEL_LOGS_EXPORTER", "none");
        environment.put("OTEL_TRACES_EXPORTER", "experimental-otlp/stdout");
        environment.put("OTEL_INSTRUMENTATION_JAVA_HTTP_SERVER_ENABLED", "false");
        environment.put("OTEL_BSP_SCHEDULE_DELAY", "200");
        Path output = folder.resolve(name + ".out");
        Process process = ChildJvm.start(main, environment)
                .redirectOutput(output.toFile())
                .redirectError(folder.resolve(name + ".err").toFile())
                .start();
        return new TracedService(name, output, process);
    }

    /** Every span that it has written so far. */
    List<Span> spans() {
        try {
            if (!process.isAlive()) {
                throw new AssertionError(name + " ended:\n" + Files.readString(output));
            }
            List<Span> spans = new ArrayList<>();
            for (String line : Files.readAllLines(output)) {
                if (line.startsWith("{\"resourceSpans\"") && line.endsWith("}")) {
                    Json.MAPPER
                            .readTree(line)
                            .findValues("spans")
                            .forEach(list -> list.forEach(span -> spans.add(Span.of(name, span))));
                }
            }
            return spans;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}

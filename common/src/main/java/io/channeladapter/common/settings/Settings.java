package io.channeladapter.common.settings;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The settings of one service, all valid. The environment goes before the file that {@code ADAPTER_SETTINGS_FILE}
 * names (Java properties, the dotted names). A name that no service knows is an error; those of other services are
 * passed over, so that all services may share one environment. Settings under {@code kafka.} go to every Kafka client
 * as they are, but for those that correctness rests on.
 */
public final class Settings {
    private static final String PREFIX = "ADAPTER_";
    private static final String FILE = "ADAPTER_SETTINGS_FILE";
    private static final Set<String> GROUPS = Set.of(
            "ingress",
            "router",
            "egress",
            "config",
            "sandbox",
            "simulator",
            "topics",
            "secrets",
            "twitter",
            "media",
            "log");

    /** Read by {@code ./adapter doctor}, which may share the services' environment. */
    private static final Set<String> OF_TOOLS =
            Set.of("ADAPTER_CONFIG_URL", "ADAPTER_CONFIG_TOKEN", "ADAPTER_CONFIG_TOKEN_FILE");

    private final Map<Key<?>, Object> values;
    private final Map<Key<?>, Path> files;
    private final Map<String, String> kafka;

    private Settings(Map<Key<?>, Object> values, Map<Key<?>, Path> files, Map<String, String> kafka) {
        this.values = values;
        this.files = files;
        this.kafka = kafka;
    }

    /**
     * Reads and checks all settings.
     *
     * @param keys all that the service knows
     * @param environment names and values, as of {@link System#getenv()}
     * @throws InvalidSettingsException with everything that is wrong
     */
    public static Settings load(List<Key<?>> keys, Map<String, String> environment) throws InvalidSettingsException {
        List<String> problems = new ArrayList<>();
        Map<String, String> given = new TreeMap<>(file(environment.get(FILE), problems));
        environment.forEach((name, value) -> {
            if (name.startsWith(PREFIX) && !name.equals(FILE)) {
                given.put(name, value);
            }
        });
        Map<Key<?>, Object> values = new HashMap<>();
        Map<Key<?>, Path> files = new HashMap<>();
        for (Key<?> key : keys) {
            read(key, given, files, problems).ifPresent(value -> values.put(key, value));
        }
        Map<String, String> kafka = new TreeMap<>();
        for (Map.Entry<String, String> rest : given.entrySet()) {
            String name = rest.getKey();
            if (name.startsWith("ADAPTER_KAFKA_")) {
                String property = name.substring("ADAPTER_KAFKA_".length())
                        .toLowerCase(Locale.ROOT)
                        .replace('_', '.');
                kafka.put(property, rest.getValue());
            } else if (!isOfAnotherService(name, keys)) {
                problems.add(name + ": no service knows this setting; see docs/configuration.md");
            }
        }
        kafka.keySet().stream()
                .filter(KafkaClients::isRefused)
                .forEach(property -> problems.add(
                        "kafka." + property + ": the adapter sets this itself, since its guarantees rest on it"));
        if (!problems.isEmpty()) {
            throw new InvalidSettingsException(problems);
        }
        return new Settings(values, files, kafka);
    }

    /** The value of a key that was declared to {@link #load}. */
    @SuppressWarnings("unchecked")
    public <T> T get(Key<T> key) {
        Object value = values.get(key);
        if (value == null) {
            throw new IllegalArgumentException(key.name() + " was not declared by this service");
        }
        return (T) value;
    }

    /** The value of a key that need not be set; empty where it is not. */
    @SuppressWarnings("unchecked")
    public <T> Optional<T> find(Key<T> key) {
        return Optional.ofNullable((T) values.get(key));
    }

    /** The file that a secret was read from; empty where it was not given by one. */
    public Optional<Path> file(Key<?> key) {
        return Optional.ofNullable(files.get(key));
    }

    /** What was set under {@code kafka.}, without that prefix. */
    public Map<String, String> kafka() {
        return Map.copyOf(kafka);
    }

    private static Optional<Object> read(
            Key<?> key, Map<String, String> given, Map<Key<?>, Path> files, List<String> problems) {
        String name = key.environmentName();
        String text = given.remove(name);
        String path = key.secret() ? given.remove(name + "_FILE") : null;
        if (text == null && path != null) {
            text = secretFile(name, path, problems);
            if (text == null) {
                return Optional.empty();
            }
            files.put(key, Path.of(path));
        }
        if (text == null) {
            text = key.defaultText();
        }
        if (text == null) {
            if (key.required()) {
                problems.add(name + " is not set: " + key.description()
                        + (key.secret() ? " (or give a file by " + name + "_FILE)" : ""));
            }
            return Optional.empty();
        }
        try {
            return Optional.of(key.parser().apply(text));
        } catch (IllegalArgumentException e) {
            problems.add(name + (key.secret() ? "" : "=" + text) + " is not allowed: expected " + key.form());
            return Optional.empty();
        }
    }

    private static @Nullable String secretFile(String name, String path, List<String> problems) {
        try {
            return Files.readString(Path.of(path)).strip();
        } catch (IOException | InvalidPathException e) {
            problems.add(name + "_FILE=" + path + " cannot be read");
            return null;
        }
    }

    private static boolean isOfAnotherService(String name, List<Key<?>> keys) {
        Set<String> own =
                keys.stream().map(key -> key.name().split("\\.", 2)[0]).collect(Collectors.toSet());
        if (OF_TOOLS.contains(name) || SharedKeys.ALL.stream().anyMatch(key -> isNameOf(key, name))) {
            return true;
        }
        return GROUPS.stream()
                .filter(group -> !own.contains(group))
                .anyMatch(group -> name.startsWith(PREFIX + group.toUpperCase(Locale.ROOT) + "_"));
    }

    private static boolean isNameOf(Key<?> key, String name) {
        return name.equals(key.environmentName()) || (key.secret() && name.equals(key.environmentName() + "_FILE"));
    }

    private static Map<String, String> file(@Nullable String path, List<String> problems) {
        Map<String, String> given = new HashMap<>();
        if (path == null) {
            return given;
        }
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(Path.of(path))) {
            properties.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            problems.add(FILE + "=" + path + " cannot be read: expected Java properties in UTF-8");
        }
        properties.forEach((name, value) -> given.put(
                PREFIX
                        + name.toString()
                                .toUpperCase(Locale.ROOT)
                                .replace('.', '_')
                                .replace('-', '_'),
                value.toString()));
        return given;
    }
}

package io.channeladapter.common.settings;

import io.channeladapter.common.secret.Secret;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One setting: declared once, read from the environment or a file, listed in {@code docs/configuration.md}.
 *
 * @param <T> what it is read as
 * @param name dotted and lower-case, first part its service or {@code kafka}, {@code topics}, {@code log}, ...; in the environment
 *     {@code ADAPTER_}, upper case, {@code _} for every dot and hyphen
 * @param form what may be written, for messages and documentation
 * @param defaultText what holds when it is not set; null where it must be set or may be absent
 * @param required whether the service refuses to start without it
 * @param description one sentence
 * @param secret whether its value must never be printed; such a setting may also be given as {@code <NAME>_FILE}
 * @param parser text to value; throws {@link IllegalArgumentException} for what is not allowed
 */
public record Key<T>(
        String name,
        String form,
        @Nullable String defaultText,
        boolean required,
        String description,
        boolean secret,
        Function<String, T> parser) {
    private static final Pattern DURATION = Pattern.compile("([0-9]{1,12})(ms|s|m|h|d)");
    private static final Pattern SIZE = Pattern.compile("([0-9]{1,9})(B|KiB|MiB|GiB)");

    private static final Duration LONGEST = Duration.ofDays(36_500);

    /** The name in the environment. */
    public String environmentName() {
        return "ADAPTER_" + name.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    /** The same key, which need not be set and has no default. */
    public Key<T> optional() {
        return new Key<>(name, form, null, false, description, secret, parser);
    }

    /** A text that must be set. */
    public static Key<String> text(String name, String description) {
        return new Key<>(name, "text", null, true, description, false, Key::notBlank);
    }

    /** A text with a default. */
    public static Key<String> text(String name, String defaultText, String description) {
        return new Key<>(name, "text", defaultText, true, description, false, Key::notBlank);
    }

    /** A secret that must be set. */
    public static Key<Secret> secret(String name, String description) {
        return new Key<>(name, "secret", null, true, description, true, text -> new Secret(notBlank(text)));
    }

    /** A TCP port; 0 takes a free one. */
    public static Key<Integer> port(String name, int defaultPort, String description) {
        return integer(name, 0, 65_535, defaultPort, description);
    }

    /** A whole number within bounds. */
    public static Key<Integer> integer(String name, int least, int most, int defaultValue, String description) {
        return new Key<>(
                name,
                "whole number from " + least + " to " + most,
                String.valueOf(defaultValue),
                true,
                description,
                false,
                text -> {
                    int value = Integer.parseInt(text);
                    if (value < least || value > most) {
                        throw new IllegalArgumentException("out of bounds");
                    }
                    return value;
                });
    }

    /** A span of time with its unit: {@code 250ms}, {@code 30s}, {@code 5m}, {@code 1h}, {@code 7d}. */
    public static Key<Duration> duration(String name, String defaultText, String description) {
        return new Key<>(name, "number and unit: ms, s, m, h or d", defaultText, true, description, false, text -> {
            Matcher m = matched(DURATION, text);
            long n = Long.parseLong(m.group(1));
            ChronoUnit unit = switch (m.group(2)) {
                case "ms" -> ChronoUnit.MILLIS;
                case "s" -> ChronoUnit.SECONDS;
                case "m" -> ChronoUnit.MINUTES;
                case "h" -> ChronoUnit.HOURS;
                default -> ChronoUnit.DAYS;
            };
            if (n > LONGEST.dividedBy(unit.getDuration())) {
                throw new IllegalArgumentException("more than a hundred years");
            }
            return Duration.of(n, unit);
        });
    }

    /** A size in bytes with its unit: {@code 512B}, {@code 64KiB}, {@code 1MiB}. */
    public static Key<Long> size(String name, String defaultText, String description) {
        return new Key<>(name, "number and unit: B, KiB, MiB or GiB", defaultText, true, description, false, text -> {
            Matcher m = matched(SIZE, text);
            long n = Long.parseLong(m.group(1));
            return switch (m.group(2)) {
                case "B" -> n;
                case "KiB" -> n << 10;
                case "MiB" -> n << 20;
                default -> n << 30;
            };
        });
    }

    /** An http or https address without a slash at its end. */
    public static Key<URI> url(String name, @Nullable String defaultText, String description) {
        return new Key<>(name, "http or https address", defaultText, true, description, false, text -> {
            URI uri = URI.create(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
            if (uri.getHost() == null || !("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
                throw new IllegalArgumentException("not an address");
            }
            return uri;
        });
    }

    /** A folder or file. */
    public static Key<Path> path(String name, @Nullable String defaultText, String description) {
        return new Key<>(name, "path", defaultText, true, description, false, text -> Path.of(notBlank(text)));
    }

    /** One of the constants of an enum, in lower case with hyphens. */
    public static <E extends Enum<E>> Key<E> oneOf(String name, Class<E> type, E defaultValue, String description) {
        String allowed = Arrays.stream(type.getEnumConstants()).map(Key::wire).collect(Collectors.joining(" or "));
        return new Key<>(name, allowed, wire(defaultValue), true, description, false, text -> {
            for (E constant : type.getEnumConstants()) {
                if (wire(constant).equals(text)) {
                    return constant;
                }
            }
            throw new IllegalArgumentException("not one of " + allowed);
        });
    }

    private static String wire(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String notBlank(String text) {
        if (text.isBlank()) {
            throw new IllegalArgumentException("empty");
        }
        return text.strip();
    }

    private static Matcher matched(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("no unit");
        }
        return matcher;
    }
}

package io.channeladapter.config.change;

import io.channeladapter.common.channel.AfterFailure;
import io.channeladapter.common.channel.AfterUnclear;
import io.channeladapter.common.channel.ApiGeneration;
import io.channeladapter.common.secret.Secret;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What an owner enters about a channel, checked.
 *
 * @param generation API generation
 * @param environmentLabel label of the dev environment, 1 to 100 letters, digits, {@code _}, {@code -} or {@code .};
 *     null where the generation has none
 * @param keys keys and tokens; what is left out stays as it is stored
 * @param afterUnclear what becomes of a reply whose fate stays unclear; null leaves it as it is
 * @param afterFailure what becomes of what waits behind a failed reply; null leaves it as it is
 * @param keepOldSecret how long an API secret key that is replaced verifies webhooks beside its successor, whole hours
 *     from 0 to 168
 */
public record Configuration(
        ApiGeneration generation,
        @Nullable String environmentLabel,
        EnteredKeys keys,
        @Nullable AfterUnclear afterUnclear,
        @Nullable AfterFailure afterFailure,
        Duration keepOldSecret) {
    /** Names of all fields. */
    public static final List<String> FIELDS = List.of(
            "generation",
            "environmentLabel",
            "apiKey",
            "apiSecretKey",
            "accessToken",
            "accessTokenSecret",
            "afterUnclear",
            "afterFailure",
            "keepOldSecretHours");

    /** How long a replaced API secret key stays valid where nothing else is said. */
    public static final Duration KEEP_OLD_SECRET = Duration.ofHours(24);

    private static final Pattern HOURS = Pattern.compile("[0-9]{1,3}");
    private static final int MOST_HOURS = 168;
    private static final Pattern LABEL = Pattern.compile("[A-Za-z0-9_.-]{1,100}");
    private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{1,200}");

    /**
     * Reads and checks all fields.
     *
     * @param fields text of a field by its name; null where it was not given
     * @param stored whether the channel has keys and tokens, so that these may be left out or empty
     * @throws ProblemException that names each field that is wrong
     */
    public static Configuration read(Function<String, @Nullable String> fields, boolean stored)
            throws ProblemException {
        Reader reader = new Reader(fields, stored);
        Optional<ApiGeneration> generation = reader.text("generation").flatMap(ApiGeneration::read);
        if (generation.isEmpty()) {
            reader.wrong("generation", "must be one of " + ApiGeneration.allowed());
        }
        // A label that is missing is told of even where it is not known yet whether it is needed.
        @Nullable
        String label = generation.map(ApiGeneration::needsEnvironment).orElse(true) ? reader.label() : reader.noLabel();
        EnteredKeys keys = new EnteredKeys(
                reader.key("apiKey"),
                reader.key("apiSecretKey"),
                reader.key("accessToken"),
                reader.key("accessTokenSecret"));
        @Nullable AfterUnclear afterUnclear = reader.choice("afterUnclear", AfterUnclear.values(), AfterUnclear::wire);
        @Nullable AfterFailure afterFailure = reader.choice("afterFailure", AfterFailure.values(), AfterFailure::wire);
        Duration keepOldSecret = reader.keepOldSecret();
        reader.throwIfWrong();
        return new Configuration(generation.orElseThrow(), label, keys, afterUnclear, afterFailure, keepOldSecret);
    }

    /** Collects what is wrong. One thread. */
    private static final class Reader {
        private final Function<String, @Nullable String> fields;
        private final boolean stored;
        private final List<Problem.FieldError> errors = new ArrayList<>();

        Reader(Function<String, @Nullable String> fields, boolean stored) {
            this.fields = fields;
            this.stored = stored;
        }

        Optional<String> text(String field) {
            return Optional.ofNullable(fields.apply(field)).map(String::strip);
        }

        String label() {
            String text = text("environmentLabel").orElse("");
            if (!LABEL.matcher(text).matches()) {
                wrong(
                        "environmentLabel",
                        "must be the label of the dev environment at Twitter, 1 to 100 letters, digits, _, - or .");
            }
            return text;
        }

        @Nullable
        String noLabel() {
            if (!text("environmentLabel").orElse("").isEmpty()) {
                wrong("environmentLabel", "must be empty: this generation has no dev environments");
            }
            return null;
        }

        @Nullable
        Secret key(String field) {
            String text = text(field).orElse("");
            if (text.isEmpty() && stored) {
                return null;
            }
            if (!KEY.matcher(text).matches()) {
                wrong(field, "must be given whole, 1 to 200 characters without spaces");
                return null;
            }
            return new Secret(text);
        }

        @Nullable
        <T> T choice(String field, T[] choices, Function<T, String> wire) {
            String text = text(field).orElse("");
            Optional<T> chosen = Arrays.stream(choices)
                    .filter(c -> wire.apply(c).equals(text))
                    .findFirst();
            if (chosen.isEmpty() && !text.isEmpty()) {
                wrong(field, "must be " + Arrays.stream(choices).map(wire).collect(Collectors.joining(" or ")));
            }
            return chosen.orElse(null);
        }

        Duration keepOldSecret() {
            String text = text("keepOldSecretHours").orElse("");
            if (text.isEmpty()) {
                return KEEP_OLD_SECRET;
            }
            if (!HOURS.matcher(text).matches() || Integer.parseInt(text) > MOST_HOURS) {
                wrong("keepOldSecretHours", "must be a whole number of hours from 0 to " + MOST_HOURS);
                return KEEP_OLD_SECRET;
            }
            return Duration.ofHours(Integer.parseInt(text));
        }

        void wrong(String field, String detail) {
            errors.add(new Problem.FieldError(field, detail));
        }

        void throwIfWrong() throws ProblemException {
            if (!errors.isEmpty()) {
                throw new ProblemException(Problem.ofFields(errors));
            }
        }
    }
}

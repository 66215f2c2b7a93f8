package io.channeladapter.config.change;

import io.channeladapter.common.channel.AfterUnclear;
import io.channeladapter.common.channel.ApiGeneration;
import io.channeladapter.common.secret.Secret;
import io.channeladapter.common.twitter.Credentials;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What an owner enters about a channel, checked.
 *
 * @param generation API generation
 * @param environmentLabel label of the dev environment, 1 to 100 letters, digits, {@code _}, {@code -} or {@code .}
 * @param credentials keys and tokens, each 1 to 200 printable characters without spaces
 * @param afterUnclear what becomes of a reply whose fate stays unclear; null leaves it as it is
 */
public record Configuration(
        ApiGeneration generation,
        String environmentLabel,
        Credentials credentials,
        @Nullable AfterUnclear afterUnclear) {
    /** Names of all fields. */
    public static final List<String> FIELDS = List.of(
            "generation",
            "environmentLabel",
            "apiKey",
            "apiSecretKey",
            "accessToken",
            "accessTokenSecret",
            "afterUnclear");

    private static final Pattern LABEL = Pattern.compile("[A-Za-z0-9_.-]{1,100}");
    private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{1,200}");

    /**
     * Reads and checks all fields.
     *
     * @param fields text of a field by its name; null where it was not given
     * @throws ProblemException that names each field that is wrong
     */
    public static Configuration read(Function<String, @Nullable String> fields) throws ProblemException {
        Reader reader = new Reader(fields);
        Optional<ApiGeneration> generation = reader.text("generation").flatMap(ApiGeneration::read);
        if (generation.isEmpty()) {
            reader.wrong("generation", "must be one of " + ApiGeneration.allowed());
        }
        Optional<String> label =
                reader.text("environmentLabel").filter(l -> LABEL.matcher(l).matches());
        if (label.isEmpty()) {
            reader.wrong(
                    "environmentLabel",
                    "must be the label of the dev environment at Twitter, 1 to 100 letters, digits, _, - or .");
        }
        Optional<Secret> apiKey = reader.key("apiKey");
        Optional<Secret> apiSecretKey = reader.key("apiSecretKey");
        Optional<Secret> accessToken = reader.key("accessToken");
        Optional<Secret> accessTokenSecret = reader.key("accessTokenSecret");
        @Nullable AfterUnclear afterUnclear = reader.afterUnclear();
        reader.throwIfWrong();
        return new Configuration(
                generation.orElseThrow(),
                label.orElseThrow(),
                new Credentials(
                        apiKey.orElseThrow(),
                        apiSecretKey.orElseThrow(),
                        accessToken.orElseThrow(),
                        accessTokenSecret.orElseThrow()),
                afterUnclear);
    }

    /** Collects what is wrong. One thread. */
    private static final class Reader {
        private final Function<String, @Nullable String> fields;
        private final List<Problem.FieldError> errors = new ArrayList<>();

        Reader(Function<String, @Nullable String> fields) {
            this.fields = fields;
        }

        Optional<String> text(String field) {
            return Optional.ofNullable(fields.apply(field)).map(String::strip);
        }

        Optional<Secret> key(String field) {
            Optional<String> text = text(field).filter(t -> KEY.matcher(t).matches());
            if (text.isEmpty()) {
                wrong(field, "must be given whole, 1 to 200 characters without spaces");
            }
            return text.map(Secret::new);
        }

        @Nullable
        AfterUnclear afterUnclear() {
            String text = text("afterUnclear").orElse("");
            return switch (text) {
                case "" -> null;
                case "resend" -> AfterUnclear.RESEND;
                case "report" -> AfterUnclear.REPORT;
                default -> {
                    wrong("afterUnclear", "must be resend or report");
                    yield null;
                }
            };
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

package io.channeladapter.config.access;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import io.channeladapter.common.channel.BotId;
import io.channeladapter.common.codec.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The file of named tokens, {@code {"tokens":[{"name","role","bots","sha256"}]}}, read strictly: a slip of the pen must
 * not give someone more than was meant.
 */
public final class TokensFile {
    // The two are letters that show as nothing; the others of that kind are not of the normal form.
    private static final Pattern NAME =
            Pattern.compile("(?!.*[\\u115F\\u1160])[\\p{L}\\p{N}][\\p{L}\\p{N} .@_+-]{0,63}");

    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
    private static final Set<String> FIELDS = Set.of("name", "role", "bots", "sha256");
    private static final int MOST_BYTES = 4 * 1024 * 1024;
    private static final ObjectReader READER =
            Json.MAPPER.reader().with(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY);

    private final List<String> problems = new ArrayList<>();
    private final Set<String> names = new HashSet<>();
    private final Set<String> hashes = new HashSet<>();

    private TokensFile() {}

    /** Whether it may name someone: short, and nothing in it that shows as nothing or turns the line around. */
    public static boolean isName(String text) {
        return NAME.matcher(text).matches() && Normalizer.isNormalized(text, Normalizer.Form.NFKC);
    }

    /**
     * Checks the file alone.
     *
     * @throws InvalidTokensException with everything that is wrong
     */
    public static void check(Path path) throws InvalidTokensException {
        read(path);
    }

    static List<NamedToken> read(Path path) throws InvalidTokensException {
        try {
            if (Files.size(path) > MOST_BYTES) {
                throw new InvalidTokensException(List.of("it has more than " + MOST_BYTES + " bytes"));
            }
            return parse(Files.readAllBytes(path));
        } catch (IOException e) {
            throw new InvalidTokensException(List.of("it cannot be read"));
        }
    }

    static List<NamedToken> parse(byte[] bytes) throws InvalidTokensException {
        TokensFile file = new TokensFile();
        List<NamedToken> tokens = file.tokens(bytes);
        if (!file.problems.isEmpty()) {
            throw new InvalidTokensException(file.problems);
        }
        return tokens;
    }

    private List<NamedToken> tokens(byte[] bytes) {
        JsonNode root;
        try {
            root = READER.readTree(bytes);
        } catch (JsonProcessingException e) {
            // Jackson's own text quotes the file.
            int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
            problems.add("it is not JSON, or names a field twice; see line " + line);
            return List.of();
        } catch (IOException e) {
            problems.add("it cannot be read");
            return List.of();
        }
        JsonNode entries = root.path("tokens");
        if (!root.isObject() || root.size() != 1 || !entries.isArray()) {
            problems.add("expected an object with the one field tokens, a list");
            return List.of();
        }
        List<NamedToken> tokens = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            NamedToken token = entry(i + 1, entries.get(i));
            if (token != null) {
                tokens.add(token);
            }
        }
        return tokens;
    }

    private @Nullable NamedToken entry(int number, JsonNode entry) {
        int before = problems.size();
        String name = entry.path("name").asText("");
        String where = "entry " + number + (isName(name) ? " (" + name + ")" : "") + ": ";
        if (!entry.isObject()) {
            problems.add(where + "expected an object");
            return null;
        }
        entry.fieldNames().forEachRemaining(field -> {
            if (!FIELDS.contains(field)) {
                problems.add(where + "a field that is not known; known are name, role, bots, sha256");
            }
        });
        if (!entry.path("name").isTextual() || !isName(name)) {
            problems.add(
                    where + "name must have 1 to 64 letters, digits, spaces or . @ _ + -, the first a letter or digit");
        } else if (Tokens.isReserved(name)) {
            problems.add(where + "the names admin and adapter are taken, by the admin token and by the service itself");
        } else if (!names.add(name.toLowerCase(Locale.ROOT))) {
            problems.add(where + "the name is there twice");
        }
        String sha256 = entry.path("sha256").asText("");
        if (!SHA256.matcher(sha256).matches()) {
            problems.add(where + "sha256 must be the token's SHA-256, 64 lower-case hexadecimal digits");
        } else if (!hashes.add(sha256)) {
            problems.add(where + "the same token is there twice");
        }
        Role role = role(where, entry.path("role"));
        Set<BotId> bots = bots(where, entry.path("bots"));
        if (role == Role.OWNER && bots.isEmpty() && problems.size() == before) {
            problems.add(where + "an owner needs bots, at least one");
        }
        if (role == Role.ADMIN && !bots.isEmpty()) {
            problems.add(where + "an admin has every bot: leave bots out, or make it an owner");
        }
        return role == null || problems.size() > before ? null : new NamedToken(name, role, bots, sha256);
    }

    private @Nullable Role role(String where, JsonNode role) {
        for (Role known : Role.values()) {
            if (known.wire().equals(role.asText(""))) {
                return known;
            }
        }
        problems.add(where + "role must be viewer, owner or admin");
        return null;
    }

    private Set<BotId> bots(String where, JsonNode bots) {
        Set<BotId> known = new HashSet<>();
        if (bots.isMissingNode()) {
            return known;
        }
        if (!bots.isArray()) {
            problems.add(where + "bots must be a list of names");
            return known;
        }
        // Whoever takes the last bot out of a list does not mean all bots.
        if (bots.isEmpty()) {
            problems.add(
                    where + "bots is empty: name at least one, or leave the field out, by which a viewer sees all");
        }
        for (JsonNode bot : bots) {
            if (!bot.isTextual() || !BotId.isValid(bot.textValue())) {
                problems.add(where + "each of bots must have 2 to 63 lower-case letters, digits and hyphens");
            } else if (!known.add(new BotId(bot.textValue()))) {
                problems.add(where + "bot " + bot.textValue() + " is there twice");
            }
        }
        return known;
    }
}

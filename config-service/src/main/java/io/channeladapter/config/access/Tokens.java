package io.channeladapter.config.access;

import io.channeladapter.common.observe.LogKeys;
import io.channeladapter.common.secret.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Every token that opens the service: the admin token, and those of the tokens file. The file is looked at with every
 * request and read again when it has changed; one that cannot be used leaves those before in force, is told once, and is
 * tried again each second.
 * Safe for many threads.
 */
public final class Tokens {
    /** Whom the admin token stands for. */
    public static final String ADMIN = "admin";

    /** The admin token, and the service where it changes a channel by itself. */
    private static final Set<String> RESERVED = Set.of(ADMIN, "adapter");

    private static final Logger LOG = LoggerFactory.getLogger(Tokens.class);
    private static final Identity ADMIN_IDENTITY =
            new Identity(Principal.admin(ADMIN), Identity.Source.ADMIN_TOKEN, "");

    /** A file may become readable, or whole, without any sign of it. */
    private static final Duration RETRY = Duration.ofSeconds(1);

    private final String adminHash;
    private final @Nullable Path file;
    private final InstantSource clock;
    private volatile Read read;

    /**
     * What the file said when it was read.
     *
     * @param look by what to see that it has changed since
     * @param failed when it could not be used, so that these are the tokens before; null where it could
     */
    private record Read(
            @Nullable Look look,
            List<NamedToken> tokens,
            @Nullable Instant failed) {
        boolean holds(@Nullable Look now, Instant at) {
            return Objects.equals(look, now) && (failed == null || at.isBefore(failed.plus(RETRY)));
        }
    }

    /** What changes with a file, also where a link is turned to another one, as Kubernetes does it. */
    private record Look(FileTime modified, long size, String key) {}

    /**
     * Reads the file.
     *
     * @param file the tokens file; null for none
     * @throws InvalidTokensException where it cannot be used
     */
    public Tokens(Secret adminToken, @Nullable Path file, InstantSource clock) throws InvalidTokensException {
        this.adminHash = TokenHash.of(adminToken.reveal());
        this.file = file;
        this.clock = clock;
        // Looked at before it is read: what changes in between is read once more.
        this.read = file == null ? new Read(null, List.of(), null) : new Read(look(file), TokensFile.read(file), null);
    }

    /** Whom a token stands for; empty where it is none. Takes as long for a right one as for a wrong one. */
    public Optional<Identity> of(String token) {
        String hash = TokenHash.of(token);
        Optional<Identity> found = TokenHash.same(adminHash, hash) ? Optional.of(ADMIN_IDENTITY) : Optional.empty();
        for (NamedToken named : current()) {
            if (TokenHash.same(named.sha256(), hash) && found.isEmpty()) {
                found = Optional.of(named.identity());
            }
        }
        return found;
    }

    /** Whether no one may be named so, in capitals or not: the History names others so. */
    static boolean isReserved(String name) {
        return RESERVED.stream().anyMatch(name::equalsIgnoreCase);
    }

    /** Whether the History knows another by this name. */
    public boolean isTaken(String name) {
        return isReserved(name) || named(name).isPresent();
    }

    /** Who has this name in the tokens file now; one name in capitals and not is the same. */
    public Optional<Identity> named(String name) {
        return current().stream()
                .filter(token -> token.name().equalsIgnoreCase(name))
                .findFirst()
                .map(NamedToken::identity);
    }

    private List<NamedToken> current() {
        Path path = file;
        if (path == null) {
            return List.of();
        }
        Read last = read;
        return last.holds(look(path), clock.instant()) ? last.tokens() : readAgain(path);
    }

    private synchronized List<NamedToken> readAgain(Path path) {
        Look look = look(path);
        Read last = read;
        Instant now = clock.instant();
        if (last.holds(look, now)) {
            return last.tokens();
        }
        try {
            List<NamedToken> tokens = TokensFile.read(path);
            read = new Read(look, tokens, null);
            LOG.atInfo().addKeyValue(LogKeys.COUNT, tokens.size()).log("the tokens file was read again");
        } catch (InvalidTokensException e) {
            read = new Read(look, last.tokens(), now);
            if (last.failed() == null || !Objects.equals(look, last.look())) {
                LOG.atWarn()
                        .addKeyValue(LogKeys.REASON, e.getMessage())
                        .log("the tokens file cannot be used, the tokens before stay in force");
            }
        }
        return read.tokens();
    }

    private static @Nullable Look look(Path path) {
        try {
            var attributes = Files.readAttributes(path, BasicFileAttributes.class);
            return new Look(attributes.lastModifiedTime(), attributes.size(), String.valueOf(attributes.fileKey()));
        } catch (IOException e) {
            return null;
        }
    }
}

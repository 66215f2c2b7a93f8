package io.channeladapter.config.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.channeladapter.common.secret.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokensTest {
    private static final Secret ADMIN = new Secret("admin-token-of-the-tests");
    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");

    @TempDir
    private Path folder;

    private Path file;
    private Instant now = NOW;
    private Tokens tokens;
    private Sessions sessions;
    private final AtomicInteger random = new AtomicInteger();

    @BeforeEach
    void open() throws IOException, InvalidTokensException {
        file = folder.resolve("tokens.json");
        write("viewer", "token of vera");
        tokens = new Tokens(ADMIN, file, () -> now);
        sessions = sessions(ADMIN);
    }

    @Test
    void aTokenStandsForItsPrincipalAndAnotherForNone() {
        assertThat(tokens.of("token of vera")).hasValueSatisfying(vera -> {
            assertThat(vera.principal().name()).isEqualTo("vera");
            assertThat(vera.principal().role()).isEqualTo(Role.VIEWER);
        });
        assertThat(tokens.of("admin-token-of-the-tests"))
                .hasValueSatisfying(
                        admin -> assertThat(admin.principal().isAdmin()).isTrue());
        assertThat(tokens.of("")).isEmpty();
        assertThat(tokens.of("Token of vera")).isEmpty();
        assertThat(tokens.of(TokenHash.of("token of vera"))).isEmpty();
    }

    @Test
    void withoutAFileThereIsTheAdminTokenAlone() throws InvalidTokensException {
        Tokens alone = new Tokens(ADMIN, null, () -> now);

        assertThat(alone.of("token of vera")).isEmpty();
        assertThat(alone.of("admin-token-of-the-tests")).isPresent();
    }

    @Test
    void aChangedFileTakesEffectAtOnce() throws IOException {
        write("admin", "token of vera");
        assertThat(tokens.of("token of vera").orElseThrow().principal().isAdmin())
                .isTrue();

        write("admin", "another token of vera");
        assertThat(tokens.of("token of vera")).isEmpty();
    }

    @Test
    void aFileThatCannotBeUsedLeavesTheTokensBeforeInForce() throws IOException {
        Files.writeString(file, "{\"tokens\":[");
        assertThat(tokens.of("token of vera")).isPresent();
        Files.delete(file);
        assertThat(tokens.of("token of vera")).isPresent();

        Files.writeString(file, "{\"tokens\":[]}");
        assertThat(tokens.of("token of vera")).isEmpty();
    }

    @Test
    void aFileThatCouldNotBeReadIsTriedAgainThoughItLooksTheSame() throws IOException {
        byte[] whole = Files.readAllBytes(file);
        String other = new String(whole, StandardCharsets.UTF_8).replace("viewer", "editor");
        Files.writeString(file, other);
        FileTime modified = Files.getLastModifiedTime(file);
        assertThat(tokens.of("token of vera")).isPresent();

        Files.writeString(file, other.replace("\"vera\"", "\"otto\"").replace("editor", "viewer"));
        Files.setLastModifiedTime(file, modified);
        assertThat(tokens.named("otto")).isEmpty();
        now = now.plusSeconds(1);
        assertThat(tokens.named("otto")).isPresent();
    }

    @Test
    void aFileThatCannotBeUsedAtTheStartIsRefused() {
        assertThatThrownBy(() -> new Tokens(ADMIN, folder.resolve("none"), () -> now))
                .hasMessageContaining("cannot be read");
    }

    @Test
    void aSessionIsKnownToEveryInstanceUntilItEnds() {
        String cookie = cookie("token of vera");

        assertThat(sessions(ADMIN).of(cookie, NOW)).hasValueSatisfying(session -> {
            assertThat(session.principal().name()).isEqualTo("vera");
            assertThat(Sessions.isOf(session, session.csrf())).isTrue();
            assertThat(Sessions.isOf(session, "")).isFalse();
        });
        assertThat(sessions.of(cookie, NOW.plus(Sessions.LIFE).minus(Duration.ofSeconds(1))))
                .isPresent();
        assertThat(sessions.of(cookie, NOW.plus(Sessions.LIFE))).isEmpty();
    }

    @Test
    void aSessionByTheProviderLastsAnHour() {
        Identity paula = new Identity(Principal.admin("paula"), Identity.Source.PROVIDER, "provider");
        String cookie = sessions.begin(paula, NOW);

        assertThat(sessions.of(cookie, NOW.plusSeconds(3_599))).isPresent();
        assertThat(sessions.of(cookie, NOW.plusSeconds(3_600))).isEmpty();
    }

    @Test
    void twoSessionsOfOnePersonHaveFormsOfTheirOwn() {
        assertThat(sessions.of(cookie("token of vera"), NOW).orElseThrow().csrf())
                .isNotEqualTo(
                        sessions.of(cookie("token of vera"), NOW).orElseThrow().csrf());
    }

    @Test
    void anotherAdminTokenEndsAllSessions() {
        String cookie = cookie("token of vera");

        assertThat(sessions(new Secret("another-admin-token")).of(cookie, NOW)).isEmpty();
    }

    @Test
    void whoseTokenIsRemovedReplacedOrGivenAnotherRoleIsThatAtOnce() throws IOException {
        String cookie = cookie("token of vera");

        write("admin", "token of vera");
        assertThat(sessions.of(cookie, NOW).orElseThrow().principal().isAdmin()).isTrue();
        write("admin", "another token of vera");
        assertThat(sessions.of(cookie, NOW)).isEmpty();
        Files.writeString(file, "{\"tokens\":[]}");
        assertThat(sessions.of(cookie, NOW)).isEmpty();
    }

    @Test
    void aCookieOfWhichAnyCharacterIsChangedIsNoSession() {
        String cookie = cookie("token of vera");

        for (int i = 0; i < cookie.length(); i++) {
            char other = cookie.charAt(i) == 'A' ? 'B' : 'A';
            String forged = cookie.substring(0, i) + other + cookie.substring(i + 1);
            assertThat(sessions.of(forged, NOW)).as(forged).isEmpty();
        }
    }

    @Test
    void aSessionByATokenStaysSmallWhateverItsBots() throws IOException {
        write("viewer", "token of vera", "\"bots\":[\"a-bot\"," + manyBots() + "],");

        assertThat(cookie("token of vera")).hasSizeLessThan(500);
        assertThat(sessions.of(cookie("token of vera"), NOW)
                        .orElseThrow()
                        .principal()
                        .bots())
                .hasSize(101);
    }

    @Test
    void g9_aSessionHoldsNoToken() {
        assertThat(cookie("token of vera")).doesNotContain(TokenHash.of("token of vera"));
    }

    private String cookie(String token) {
        return sessions.begin(tokens.of(token).orElseThrow(), NOW);
    }

    private Sessions sessions(Secret adminToken) {
        return new Sessions(CookieKey.of(adminToken, 1), tokens, "provider", () -> "n" + random.incrementAndGet());
    }

    // As editors and Kubernetes do it: the file is there whole, or not yet.
    private void write(String role, String token) throws IOException {
        write(role, token, "");
    }

    private void write(String role, String token, String bots) throws IOException {
        Path next = folder.resolve("next.json");
        Files.writeString(
                next,
                "{\"tokens\":[{\"name\":\"vera\",\"role\":\"%s\",%s\"sha256\":\"%s\"}]}"
                        .formatted(role, bots, TokenHash.of(token)));
        Files.move(next, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    private static String manyBots() {
        return IntStream.range(0, 100).mapToObj(i -> "\"bot-" + i + "\"").collect(Collectors.joining(","));
    }
}

package io.channeladapter.config.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import io.channeladapter.common.secret.Secret;
import io.channeladapter.config.access.CookieKey;
import io.channeladapter.config.access.InvalidTokensException;
import io.channeladapter.config.access.Tokens;
import io.channeladapter.config.decide.Samples;
import io.channeladapter.config.http.IdentityProvider;
import io.channeladapter.config.http.IdentityProvider.Signing;
import io.channeladapter.config.http.TestServer;
import io.channeladapter.config.oidc.OidcSignIn;
import io.channeladapter.config.oidc.ProviderSettings;
import io.channeladapter.config.oidc.Return;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OidcSignInTest {
    private IdentityProvider provider;
    private TestServer server;

    @BeforeEach
    void start() throws IOException {
        provider = new IdentityProvider();
        provider.claims = roles("adapter:admin");
        server = new TestServer(null, settings(provider.issuer(), IdentityProvider.CLIENT, "roles"));
    }

    @AfterEach
    void stop() {
        server.close();
        provider.close();
    }

    @Test
    void whoHasARoleAtTheProviderIsSignedInByName() {
        HttpResponse<String> left = leave();
        assertThat(left.statusCode()).isEqualTo(303);
        assertThat(left.headers().firstValue("Set-Cookie").orElseThrow()).contains("HttpOnly", "SameSite=Lax");
        assertThat(left.headers().firstValue("Location").orElseThrow())
                .startsWith(provider.issuer() + "/authorize?")
                .contains("code_challenge_method=S256", "nonce=", "state=", "response_type=code")
                .doesNotContain(IdentityProvider.CLIENT_SECRET);

        HttpResponse<String> back = comeBack(left);
        assertThat(back.statusCode()).isEqualTo(200);
        assertThat(back.body()).contains("http-equiv=\"refresh\"");
        String session = session(back);
        assertThat(page(session).statusCode()).isEqualTo(200);
    }

    @Test
    void theSignInPageShowsTheProviderOnlyWhereThereIsOne() throws IOException {
        assertThat(server.send("GET", server.request("/sign-in"), "").body()).contains("/sign-in/oidc");
        try (TestServer without = new TestServer()) {
            assertThat(without.send("GET", without.request("/sign-in"), "").body())
                    .doesNotContain("/sign-in/oidc");
        }
    }

    @Test
    void whoSignedOutChoosesTheAccountAnew() {
        assertThat(location(leave()).getQuery()).doesNotContain("prompt=");
        String signedOut = server.send("GET", server.request("/signed-out"), "").body();
        assertThat(signedOut).contains("href=\"/sign-in/oidc?choose\"").contains("Signed out");

        assertThat(location(server.send("GET", server.request("/sign-in/oidc?choose"), ""))
                        .getQuery())
                .contains("prompt=select_account");
    }

    @Test
    void aSessionByTheProviderLastsAnHour() {
        HttpResponse<String> back = comeBack(leave());

        assertThat(back.headers().allValues("Set-Cookie"))
                .anyMatch(set -> set.startsWith("adapter-session") && set.contains("Max-Age=3600"));
    }

    @Test
    void otherSettingsOfTheProviderEndItsSessions() throws IOException {
        String session = session(comeBack(leave()));
        String issuer = provider.issuer();

        assertThat(statusWhere(settings(issuer, IdentityProvider.CLIENT, "roles"), session))
                .isEqualTo(200);
        assertThat(statusWhere(null, session)).isEqualTo(303);
        assertThat(statusWhere(settings(issuer, "another", "roles"), session)).isEqualTo(303);
        assertThat(statusWhere(settings(issuer, IdentityProvider.CLIENT, "groups"), session))
                .isEqualTo(303);
        assertThat(statusWhere(settings("https://id.example", IdentityProvider.CLIENT, "roles"), session))
                .isEqualTo(303);
    }

    @Test
    void anOwnerSeesTheOwnBotAlone() {
        server.api("POST", "/api/channels", "{\"botId\":\"mine\"}");
        server.api("POST", "/api/channels", "{\"botId\":\"theirs\"}");
        provider.claims = roles("other-app:admin", "adapter:owner:mine");

        assertThat(page(session(comeBack(leave()))).body()).contains("mine").doesNotContain("theirs");
    }

    @Test
    void whoHasMoreBotsThanASessionHoldsIsToldSo() {
        provider.claims = roles(IntStream.range(0, 100)
                .mapToObj(i -> "adapter:owner:a-bot-with-a-rather-long-name-number-" + i)
                .toArray(String[]::new));

        refused(comeBack(leave()), "names 100 bots");
    }

    @Test
    void whoHasNoRoleIsToldWhatToAskFor() {
        provider.claims = roles("other-app:admin", "adapter:owner:NOT A BOT", "adapter:");

        refused(comeBack(leave()), "paula", "adapter:owner:");
    }

    @Test
    void anExpiredTokenIsRefused() {
        provider.claims = claims -> claims.claim("roles", List.of("adapter:admin"))
                .expirationTime(Date.from(Instant.now().minusSeconds(600)));

        refused(comeBack(leave()), "cannot be believed");
    }

    @Test
    void aTokenForAnotherApplicationIsRefused() {
        provider.claims =
                claims -> claims.claim("roles", List.of("adapter:admin")).audience("another");

        refused(comeBack(leave()), "cannot be believed");
    }

    @Test
    void aTokenOfAnotherIssuerIsRefused() {
        provider.claims =
                claims -> claims.claim("roles", List.of("adapter:admin")).issuer("https://evil.example");

        refused(comeBack(leave()), "cannot be believed");
    }

    @Test
    void aTokenOfAnotherSignInIsRefused() {
        provider.claims =
                claims -> claims.claim("roles", List.of("adapter:admin")).claim("nonce", "another");

        refused(comeBack(leave()), "cannot be believed");
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "RIGHT")
    void aTokenThatTheProvidersKeyDidNotSignIsRefused(Signing signing) {
        provider.signing = signing;

        refused(comeBack(leave()), "cannot be believed");
    }

    @Test
    void anAnswerThatBelongsToNoSignInOfThisBrowserIsRefused() {
        HttpResponse<String> mine = leave();
        HttpResponse<String> anothers = leave();
        URI back = provider.visit(location(anothers));

        refused(callback(back.getRawQuery(), cookie(mine)), "belongs to no sign-in");
        refused(callback(back.getRawQuery(), ""), "belongs to no sign-in");
        refused(callback(back.getRawQuery(), cookie(anothers) + "x"), "belongs to no sign-in");
        refused(
                callback(back.getRawQuery().replace("code=the-code", "error=access_denied"), cookie(anothers)),
                "did not sign");
    }

    @Test
    void anAnswerThatIsNoneIsRefused() {
        HttpResponse<String> left = leave();
        String right = provider.visit(location(left)).getRawQuery();

        for (String code : List.of("code=", "code=%20", "code=&code=the-code", "x=y")) {
            refused(callback(right.replace("code=the-code", code), cookie(left)), "did not sign");
        }
    }

    @Test
    void whoGuessesCodesIsSlowedDownAndTheProviderIsNotAsked() {
        HttpResponse<String> left = leave();
        String guess = provider.visit(location(left)).getRawQuery().replace("the-code", "guess");
        for (int i = 0; i < 6; i++) {
            refused(callback(guess, cookie(left)), "did not answer as it must");
        }
        int asked = provider.asked.size();

        HttpResponse<String> slowed = callback(guess, cookie(left));
        assertThat(slowed.statusCode()).isEqualTo(429);
        assertThat(slowed.headers().firstValue("Retry-After")).hasValue("1");
        assertThat(provider.asked).hasSize(asked);
        assertThat(server.api("GET", "/api/bots", "").statusCode()).isEqualTo(200);
    }

    @Test
    void aProviderThatGoesAwayMeanwhileIsTold() {
        HttpResponse<String> left = leave();
        String back = provider.visit(location(left)).getRawQuery();
        provider.away = true;

        refused(callback(back, cookie(left)), "did not answer as it must");
    }

    @Test
    void aParameterThatCannotBeDecodedIsRefused() throws IOException {
        String request = """
                GET /sign-in/oidc/callback?code=%zz&more=%zz HTTP/1.1
                Host: localhost
                Connection: close

                """.replace("\n", "\r\n");
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 403 ");
        }
    }

    @Test
    void anAnswerOfAnotherIssuerIsRefused() {
        HttpResponse<String> left = leave();
        String right = provider.visit(location(left)).getRawQuery();

        refused(callback(right + "&iss=https%3A%2F%2Fevil.example", cookie(left)), "did not sign");
        session(callback(right + "&iss=" + provider.issuer(), cookie(left)));
    }

    @Test
    void anAnswerAfterTenMinutesIsRefused() throws InvalidTokensException {
        Secret admin = new Secret(TestServer.TOKEN);
        OidcSignIn signIn = new OidcSignIn(
                settings(provider.issuer(), IdentityProvider.CLIENT, "roles"),
                new Tokens(admin, null, InstantSource.fixed(Samples.NOW)),
                CookieKey.of(admin, 1));
        OidcSignIn.Departure left = signIn.leave(false, Samples.NOW).orElseThrow();
        String back = provider.visit(left.address()).getRawQuery();
        Map<String, String> query = Map.of("code", "the-code", "state", back.replaceFirst(".*state=", ""));

        assertThat(signIn.comeBack(query, left.cookie(), Samples.NOW.plusSeconds(600)))
                .isInstanceOf(Return.Refused.class);
        assertThat(signIn.comeBack(query, left.cookie(), Samples.NOW.plusSeconds(599)))
                .isInstanceOf(Return.Known.class);
    }

    @Test
    void overHttpsTheCookiesAreForHttpsAndThisHostAlone() {
        HttpResponse<String> left =
                server.send("GET", server.request("/sign-in/oidc"), "", "X-Forwarded-Proto", "https");
        assertThat(left.headers().firstValue("Set-Cookie").orElseThrow())
                .startsWith("__Host-adapter-oidc=")
                .contains("Secure", "HttpOnly", "SameSite=Lax", "Path=/")
                .doesNotContain("Domain");

        String back = provider.visit(location(left)).getRawQuery();
        var request = server.request("/sign-in/oidc/callback?" + back).header("Cookie", cookie(left));
        assertThat(server.send("GET", request, "", "X-Forwarded-Proto", "https")
                        .headers()
                        .allValues("Set-Cookie"))
                .anySatisfy(set -> assertThat(set)
                        .startsWith("__Host-adapter-session=")
                        .contains("Secure", "HttpOnly", "SameSite=Strict", "Path=/"));
    }

    @Test
    void theProvidersNewKeyIsTakenUp() {
        session(comeBack(leave()));

        provider.rotate();
        assertThat(page(session(comeBack(leave()))).statusCode()).isEqualTo(200);
    }

    @Test
    void aNameThatIsTheAdminsIsToldApart() {
        provider.claims =
                claims -> claims.claim("roles", List.of("adapter:admin")).claim("preferred_username", "Admin");
        server.api("POST", "/api/channels", "{\"botId\":\"mine\"}");

        assertThat(comeBack(leave()).statusCode()).isEqualTo(200);
        provider.claims = claims -> claims.claim("preferred_username", "Admin");
        refused(comeBack(leave()), "Admin (localhost)");
    }

    @Test
    void aNameThatIsTheServicesOwnIsToldApart() {
        provider.claims = claims -> claims.claim("preferred_username", "Adapter");

        refused(comeBack(leave()), "Adapter (localhost)");
    }

    @Test
    void aProviderThatIsAwayIsTold() {
        provider.close();

        HttpResponse<String> answer = leave();
        assertThat(answer.statusCode()).isEqualTo(502);
        assertThat(answer.body()).contains("cannot be reached");
    }

    private static UnaryOperator<JWTClaimsSet.Builder> roles(String... roles) {
        return claims -> claims.claim("roles", List.of(roles));
    }

    private HttpResponse<String> leave() {
        return server.send("GET", server.request("/sign-in/oidc"), "");
    }

    private HttpResponse<String> comeBack(HttpResponse<String> left) {
        return callback(provider.visit(location(left)).getRawQuery(), cookie(left));
    }

    private HttpResponse<String> callback(String query, String cookie) {
        var request = server.request("/sign-in/oidc/callback?" + query);
        return server.send(
                "GET", cookie.isEmpty() ? request : request.header("Cookie", cookie), "", "Accept", "text/html");
    }

    private HttpResponse<String> page(String session) {
        return server.send("GET", server.request("/").header("Cookie", session), "");
    }

    private static void refused(HttpResponse<String> answer, String... words) {
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).contains(words);
        assertThat(answer.headers().allValues("Set-Cookie")).noneMatch(set -> set.contains("adapter-session"));
    }

    private static URI location(HttpResponse<String> answer) {
        return URI.create(answer.headers().firstValue("Location").orElseThrow());
    }

    private static String cookie(HttpResponse<String> answer) {
        return answer.headers().firstValue("Set-Cookie").orElseThrow().split(";", 2)[0];
    }

    private static String session(HttpResponse<String> answer) {
        return answer.headers().allValues("Set-Cookie").stream()
                .filter(set -> set.startsWith("adapter-session"))
                .findFirst()
                .orElseThrow()
                .split(";", 2)[0];
    }

    /** At another server with the same admin token, whose provider is this one. */
    private int statusWhere(@Nullable ProviderSettings settings, String session) throws IOException {
        try (TestServer other = new TestServer(null, settings)) {
            return other.send("GET", other.request("/").header("Cookie", session), "")
                    .statusCode();
        }
    }

    private static ProviderSettings settings(String issuer, String client, String rolesClaim) {
        return new ProviderSettings(
                issuer,
                client,
                new Secret(IdentityProvider.CLIENT_SECRET),
                List.of("openid", "profile"),
                rolesClaim,
                URI.create("http://adapter.example"));
    }
}

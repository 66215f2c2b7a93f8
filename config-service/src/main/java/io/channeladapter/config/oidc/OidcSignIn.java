package io.channeladapter.config.oidc;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.oauth2.sdk.GeneralException;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.openid.connect.sdk.Nonce;
import io.channeladapter.common.codec.Json;
import io.channeladapter.common.observe.LogKeys;
import io.channeladapter.config.access.CookieKey;
import io.channeladapter.config.access.Identity;
import io.channeladapter.config.access.Signatures;
import io.channeladapter.config.access.Tokens;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sign-in by an identity provider. Between leaving and coming back, the browser itself keeps what belongs to the attempt,
 * in a signed cookie, so that any instance may receive it. Safe for many threads.
 */
public final class OidcSignIn {
    /** How long a person has at the provider. */
    public static final Duration PATIENCE = Duration.ofMinutes(10);

    private static final Logger LOG = LoggerFactory.getLogger(OidcSignIn.class);

    private final Provider provider;
    private final ProviderSettings settings;
    private final Tokens tokens;
    private final Signatures signatures;

    public OidcSignIn(ProviderSettings settings, Tokens tokens, CookieKey key) {
        this.provider = new Provider(settings);
        this.settings = settings;
        this.tokens = tokens;
        this.signatures = new Signatures(key, "oidc");
    }

    /**
     * A browser on its way to the provider.
     *
     * @param address where to
     * @param cookie what it keeps until it comes back, at most {@link #PATIENCE}
     */
    public record Departure(URI address, String cookie) {}

    private record Attempt(String state, String nonce, String verifier, long endsAtEpochSeconds) {}

    /**
     * Sends a browser to the provider.
     *
     * @param choose whether the provider asks with which account, though it knows one
     * @return empty where the provider cannot be reached
     */
    public Optional<Departure> leave(boolean choose, Instant now) {
        State state = new State();
        Nonce nonce = new Nonce();
        CodeVerifier verifier = new CodeVerifier();
        try {
            URI address = provider.signIn(state, nonce, verifier, choose, now);
            Attempt attempt = new Attempt(
                    state.getValue(),
                    nonce.getValue(),
                    verifier.getValue(),
                    now.plus(PATIENCE).getEpochSecond());
            return Optional.of(new Departure(address, signatures.signed(Json.bytes(attempt))));
        } catch (IOException | GeneralException e) {
            failed(e);
            return Optional.empty();
        }
    }

    /**
     * Looks at what a browser brought back.
     *
     * @param query parameters of the address
     * @param cookie what it was given when it left
     */
    public Return comeBack(Map<String, String> query, @Nullable String cookie, Instant now) {
        Optional<Attempt> attempt = Optional.ofNullable(cookie)
                .flatMap(signatures::open)
                .flatMap(bytes -> Json.read(bytes, Attempt.class))
                .filter(begun -> begun.endsAtEpochSeconds() > now.getEpochSecond())
                .filter(begun -> begun.state().equals(query.get("state")));
        if (attempt.isEmpty()) {
            return new Return.Refused(
                    "This answer belongs to no sign-in of this browser, or took longer than ten minutes. Sign in again.");
        }
        String code = query.get("code");
        if (code == null || code.isBlank() || !provider.isIssuer(query.get("iss"))) {
            return new Return.Refused("The identity provider did not sign you in. Try again, or ask who runs it.");
        }
        try {
            return person(provider.redeem(
                    code,
                    new Nonce(attempt.get().nonce()),
                    new CodeVerifier(attempt.get().verifier()),
                    now));
        } catch (BadJOSEException | JOSEException e) {
            failed(e);
            return new Return.Unconfirmed(
                    "What the identity provider says of you cannot be believed: its id token is not"
                            + " right. Try again; if it stays so, the log of the config-service says why.");
        } catch (IOException | GeneralException e) {
            failed(e);
            return new Return.Unconfirmed(
                    "The identity provider did not answer as it must. Try again; if it stays so, the"
                            + " log of the config-service says why.");
        }
    }

    private Return person(Map<String, Object> claims) {
        String told = Claims.name(claims);
        // No one becomes by a name of their own choice whom the History knows as another.
        String name = tokens.isTaken(told)
                ? told + " (" + URI.create(settings.issuer()).getHost() + ")"
                : told;
        return Claims.principal(name, claims, settings.rolesClaim())
                .<Return>map(principal ->
                        new Return.Known(new Identity(principal, Identity.Source.PROVIDER, settings.mark())))
                .orElseGet(() -> new Return.WithoutRole(name));
    }

    // Nimbus' messages name claims and keys' ids, never a token.
    private static void failed(Exception e) {
        LOG.atWarn().addKeyValue(LogKeys.REASON, e.getMessage()).log("sign-in by the identity provider failed");
    }
}

package io.channeladapter.config.oidc;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jwt.JWT;
import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.GeneralException;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.auth.ClientAuthentication;
import com.nimbusds.oauth2.sdk.auth.ClientAuthenticationMethod;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.ClientSecretPost;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponse;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponseParser;
import com.nimbusds.openid.connect.sdk.Prompt;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import com.nimbusds.openid.connect.sdk.validators.IDTokenValidator;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An identity provider by OpenID Connect, authorization code flow with PKCE, all of it by Nimbus. What the provider says
 * of itself is asked for when it is first needed, so that the service starts without it, again each hour, and after
 * something failed; never twice within ten seconds, whoever asks how often. Its keys are asked for again whenever a token
 * names one that is not known. Safe for many threads.
 */
final class Provider {
    private static final int MILLIS = 5_000;
    private static final Duration KEPT = Duration.ofHours(1);
    private static final Duration PAUSE = Duration.ofSeconds(10);
    private static final int MOST_BYTES = 200 * 1024;

    private final ProviderSettings settings;
    private final ClientID clientId;
    private @Nullable Discovered discovered;
    private Instant asked = Instant.MIN;
    private boolean doubted;

    private record Discovered(OIDCProviderMetadata metadata, IDTokenValidator validator) {}

    Provider(ProviderSettings settings) {
        this.settings = settings;
        this.clientId = new ClientID(settings.clientId());
    }

    /**
     * Where the browser asks for a code.
     *
     * @param choose whether the provider asks with which account, though it knows one
     */
    URI signIn(State state, Nonce nonce, CodeVerifier verifier, boolean choose, Instant now)
            throws IOException, GeneralException {
        return new AuthenticationRequest.Builder(
                        ResponseType.CODE,
                        new Scope(settings.scopes().toArray(String[]::new)),
                        clientId,
                        settings.redirectUri())
                .endpointURI(discovered(now).metadata().getAuthorizationEndpointURI())
                .state(state)
                .nonce(nonce)
                .codeChallenge(verifier, CodeChallengeMethod.S256)
                .prompt(choose ? new Prompt(Prompt.Type.SELECT_ACCOUNT) : null)
                .build()
                .toURI();
    }

    /**
     * Redeems a code.
     *
     * @return the claims of the id token, whose signature, issuer, audience, times and nonce are right
     * @throws BadJOSEException where one of these is wrong
     */
    Map<String, Object> redeem(String code, Nonce nonce, CodeVerifier verifier, Instant now)
            throws IOException, GeneralException, JOSEException, BadJOSEException {
        Discovered provider = discovered(now);
        try {
            return redeem(provider, code, nonce, verifier);
        } catch (IOException | GeneralException | JOSEException | BadJOSEException e) {
            doubt();
            throw e;
        }
    }

    private Map<String, Object> redeem(Discovered provider, String code, Nonce nonce, CodeVerifier verifier)
            throws IOException, GeneralException, JOSEException, BadJOSEException {
        var grant = new AuthorizationCodeGrant(new AuthorizationCode(code), settings.redirectUri(), verifier);
        HTTPRequest request = new TokenRequest.Builder(
                        provider.metadata().getTokenEndpointURI(), authentication(provider.metadata()), grant)
                .build()
                .toHTTPRequest();
        request.setConnectTimeout(MILLIS);
        request.setReadTimeout(MILLIS);
        request.setFollowRedirects(false);
        TokenResponse answer = OIDCTokenResponseParser.parse(request.send());
        if (!(answer instanceof OIDCTokenResponse tokens)) {
            throw new GeneralException("the provider did not take the code");
        }
        JWT idToken = tokens.getOIDCTokens().getIDToken();
        if (idToken == null) {
            throw new ParseException("the provider gave no id token");
        }
        return provider.validator().validate(idToken, nonce).toJSONObject();
    }

    /** Whether an answer's own issuer is this one; RFC 9207 lets it be absent. */
    boolean isIssuer(@Nullable String issuer) {
        return issuer == null || issuer.equals(settings.issuer());
    }

    private ClientAuthentication authentication(OIDCProviderMetadata metadata) {
        Secret secret = new Secret(settings.clientSecret().reveal());
        List<ClientAuthenticationMethod> methods = metadata.getTokenEndpointAuthMethods();
        boolean post = methods != null
                && !methods.contains(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                && methods.contains(ClientAuthenticationMethod.CLIENT_SECRET_POST);
        return post ? new ClientSecretPost(clientId, secret) : new ClientSecretBasic(clientId, secret);
    }

    // One at a time: all who wait are answered by the one question.
    private synchronized Discovered discovered(Instant now) throws IOException, GeneralException {
        Discovered known = discovered;
        boolean due = known == null || doubted || !now.isBefore(asked.plus(KEPT));
        if (due && !now.isBefore(asked.plus(PAUSE))) {
            asked = now;
            try {
                OIDCProviderMetadata metadata =
                        OIDCProviderMetadata.resolve(new Issuer(settings.issuer()), MILLIS, MILLIS);
                known = new Discovered(metadata, validator(metadata));
                doubted = false;
            } catch (IOException | GeneralException e) {
                doubted = true;
                // What was known before is more likely right than wrong.
                if (known == null) {
                    throw e;
                }
            }
            discovered = known;
        }
        if (known == null) {
            throw new IOException("the provider did not answer a moment ago");
        }
        return known;
    }

    private synchronized void doubt() {
        doubted = true;
    }

    private IDTokenValidator validator(OIDCProviderMetadata metadata) throws IOException {
        // Neither "none" nor a MAC: only keys that the provider alone holds.
        Set<JWSAlgorithm> algorithms = new HashSet<>(JWSAlgorithm.Family.SIGNATURE);
        List<JWSAlgorithm> offered = metadata.getIDTokenJWSAlgs();
        if (offered != null) {
            algorithms.retainAll(offered);
        }
        if (algorithms.isEmpty()) {
            algorithms.add(JWSAlgorithm.RS256);
        }
        var keys = JWKSourceBuilder.<SecurityContext>create(
                        metadata.getJWKSetURI().toURL(), new DefaultResourceRetriever(MILLIS, MILLIS, MOST_BYTES))
                .refreshAheadCache(false)
                .build();
        return new IDTokenValidator(
                metadata.getIssuer(), clientId, new JWSVerificationKeySelector<>(algorithms, keys), null);
    }
}

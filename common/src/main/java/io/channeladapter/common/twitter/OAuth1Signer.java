package io.channeladapter.common.twitter;

import com.github.scribejava.core.builder.ServiceBuilder;
import com.github.scribejava.core.builder.api.DefaultApi10a;
import com.github.scribejava.core.model.OAuth1AccessToken;
import com.github.scribejava.core.model.OAuthRequest;
import com.github.scribejava.core.model.Verb;
import com.github.scribejava.core.oauth.OAuth10aService;
import java.util.Map;
import java.util.Objects;

/**
 * Signs requests by OAuth 1.0a with HMAC-SHA1. Form parameters are part of the signature, a JSON body is not. Safe for
 * many threads.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc5849#section-3.4">RFC 5849, 3.4: signature</a>
 */
final class OAuth1Signer {
    private OAuth1Signer() {}

    /**
     * The {@code Authorization} header of a request.
     *
     * @param url with its query
     * @param form parameters of an {@code application/x-www-form-urlencoded} body; empty for every other body
     */
    static String authorization(Credentials credentials, String method, String url, Map<String, String> form) {
        OAuth10aService service = new ServiceBuilder(credentials.apiKey().reveal())
                .apiSecret(credentials.apiSecretKey().reveal())
                .build(Signature.INSTANCE);
        OAuthRequest request = new OAuthRequest(Verb.valueOf(method), url);
        form.forEach(request::addBodyParameter);
        service.signRequest(
                new OAuth1AccessToken(
                        credentials.accessToken().reveal(),
                        credentials.accessTokenSecret().reveal()),
                request);
        return Objects.requireNonNull(request.getHeaders().get("Authorization"), "scribejava signed nothing");
    }

    /** Only signing is used of it, so it has no endpoints. */
    private static final class Signature extends DefaultApi10a {
        static final Signature INSTANCE = new Signature();

        @Override
        public String getRequestTokenEndpoint() {
            return "";
        }

        @Override
        public String getAccessTokenEndpoint() {
            return "";
        }

        @Override
        protected String getAuthorizationBaseUrl() {
            return "";
        }
    }
}

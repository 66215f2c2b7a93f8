package io.channeladapter.common.twitter;

import java.net.URI;
import java.net.http.HttpRequest;
import java.util.Map;

/** A GET in an account's name for what is no call of the API: a photo of a message. Safe for many threads. */
public final class SignedGet {
    private SignedGet() {}

    /**
     * A request signed by OAuth 1.0a; the token itself is not in it.
     *
     * @param address must be Twitter's
     */
    public static HttpRequest.Builder of(Credentials credentials, URI address) {
        return HttpRequest.newBuilder(address)
                .header("Authorization", OAuth1Signer.authorization(credentials, "GET", address.toString(), Map.of()));
    }
}

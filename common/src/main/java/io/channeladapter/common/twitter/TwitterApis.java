package io.channeladapter.common.twitter;

import io.channeladapter.common.channel.ApiGeneration;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;

/** The API of each generation. Safe for many threads. */
@FunctionalInterface
public interface TwitterApis {
    /** The API of this generation. */
    TwitterApi of(ApiGeneration generation);

    /** All generations over HTTP, with uploads at the same host. */
    static TwitterApis over(URI base, HttpClient client, Duration timeout) {
        return over(base, base, client, timeout);
    }

    /**
     * All generations over HTTP.
     *
     * @param base such as {@code https://api.twitter.com}
     * @param uploads where v1.1 takes media, such as {@code https://upload.twitter.com}
     * @param client with a connect time-out of its own
     * @param timeout of a whole call
     */
    static TwitterApis over(URI base, URI uploads, HttpClient client, Duration timeout) {
        SignedCalls calls = new SignedCalls(base, client, timeout);
        TwitterApi v1 = new AccountActivityV1(calls, new SignedCalls(uploads, client, timeout));
        TwitterApi v2 = new AccountActivityV2(calls);
        return generation -> switch (generation) {
            case ACCOUNT_ACTIVITY_V1 -> v1;
            case ACCOUNT_ACTIVITY_V2 -> v2;
        };
    }
}

package io.channeladapter.common.twitter.testing;

import io.channeladapter.common.channel.TwitterAccount;
import io.channeladapter.common.secret.Secret;
import io.channeladapter.common.twitter.Credentials;
import io.channeladapter.common.twitter.TwitterApi;
import java.net.URI;

class FakeTwitterApiV2Test extends AccountActivityV2Contract {
    private final FakeTwitterApi api =
            FakeTwitterApi.v2(credentials(), new TwitterAccount("99", "demo_bot", "Demo", null));

    @Override
    protected TwitterApi api() {
        return api;
    }

    @Override
    protected Credentials credentials() {
        return new Credentials(new Secret("k"), new Secret("ks"), new Secret("t"), new Secret("ts"));
    }

    @Override
    protected Credentials strangers() {
        return new Credentials(new Secret("x"), new Secret("x"), new Secret("x"), new Secret("x"));
    }

    @Override
    protected URI callback() {
        return URI.create("https://example.com/webhooks/twitter/st-1");
    }

    @Override
    protected String accountId() {
        return "99";
    }

    @Override
    protected String personId() {
        return "42";
    }

    @Override
    protected String messageOfPerson() {
        return "55";
    }
}

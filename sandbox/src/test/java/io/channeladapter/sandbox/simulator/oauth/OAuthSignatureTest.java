package io.channeladapter.sandbox.simulator.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OAuthSignatureTest {
    /** The worked example of Twitter's own page "Creating a signature". */
    private static final List<Param> TWITTERS_EXAMPLE = List.of(
            new Param("status", "Hello Ladies + Gentlemen, a signed OAuth request!"),
            new Param("include_entities", "true"),
            new Param("oauth_consumer_key", "xvz1evFS4wEEPTGEFPHBog"),
            new Param("oauth_nonce", "kYjzVBB8Y0ZFabxSWbWovY3uYSQ2pTgmZeNu2VS4cg"),
            new Param("oauth_signature_method", "HMAC-SHA1"),
            new Param("oauth_timestamp", "1318622958"),
            new Param("oauth_token", "370773112-GmHxMAgYyLbNEtIKZeRNFsMKPR9EyMZeS9weJAEb"),
            new Param("oauth_version", "1.0"));

    @Test
    void signsTwittersPublishedExample() {
        String base =
                OAuthSignature.baseString("POST", "https://api.twitter.com/1.1/statuses/update.json", TWITTERS_EXAMPLE);

        String signature = OAuthSignature.sign(
                base, "kAcSOqF21Fu85e7zjz7ZN2U4ZRhfV3WpwPAoE3Z7kBw", "LswwdoUaIvS8ltyTt5jkRh4J50vUPVVHtR2YPi5kE");

        assertThat(signature).isEqualTo("hCtSmYh+iHYCEqBWrE7C7hYmtUk=");
    }

    @Test
    void buildsTheBaseStringOfRfc5849() {
        // The example of RFC 5849, section 3.4.1.1: repeated names, empty values, escapes of its own.
        List<Param> params =
                new ArrayList<>(Param.parse("b5=%3D%253D&a3=a&c%40=&a2=r%20b&c2&a3=2+q".replace("c2&", "c2=&")));
        params.add(new Param("oauth_consumer_key", "9djdj82h48djs9d2"));
        params.add(new Param("oauth_token", "kkk9d7dh3k39sjv7"));
        params.add(new Param("oauth_signature_method", "HMAC-SHA1"));
        params.add(new Param("oauth_timestamp", "137131201"));
        params.add(new Param("oauth_nonce", "7d8f3e4a"));

        assertThat(OAuthSignature.baseString("POST", "http://example.com/request", params))
                .isEqualTo("POST&http%3A%2F%2Fexample.com%2Frequest&a2%3Dr%2520b%26a3%3D2%2520q"
                        + "%26a3%3Da%26b5%3D%253D%25253D%26c%2540%3D%26c2%3D%26oauth_consumer_"
                        + "key%3D9djdj82h48djs9d2%26oauth_nonce%3D7d8f3e4a%26oauth_signature_m"
                        + "ethod%3DHMAC-SHA1%26oauth_timestamp%3D137131201%26oauth_token%3Dkkk"
                        + "9d7dh3k39sjv7");
    }

    @Test
    void encodesEverythingButUnreservedCharacters() {
        assertThat(OAuthSignature.percentEncode("Ladies + Gentlemen ☃ -._~*!"))
                .isEqualTo("Ladies%20%2B%20Gentlemen%20%E2%98%83%20-._~%2A%21");
    }
}

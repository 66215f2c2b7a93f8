package io.channeladapter.config.authorize;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;

/** What to tell of a Callback URL that does not pass: by our own challenge, or by Twitter's. Pure. */
final class ExplainCallback {
    private static final String AGAIN = ", then try again.";

    private ExplainCallback() {}

    /** What our own challenge found. */
    static String wrong(CallbackProbe.Answer.Wrong wrong, URI url) {
        return switch (wrong.fault()) {
            case NAME_UNKNOWN ->
                "The name " + url.getHost()
                        + " of the Callback URL is not known: its DNS entry is missing or not spread"
                        + " yet. Have the operator enter it at the DNS, or set config.callback-url right" + AGAIN;
            case NO_CONNECTION ->
                "Nothing takes connections at the Callback URL " + url + ": the ingress does not run, or what stands"
                        + " before it does not lead there. Have the operator start the ingress and check the way to it"
                        + AGAIN;
            case NOT_TRUSTED ->
                "The certificate at the Callback URL " + url
                        + " is not trusted: it has expired, is for another name, or"
                        + " lacks its chain. Have the operator renew it where TLS ends" + AGAIN;
            case CLOSED ->
                "The connection to the Callback URL " + url
                        + " was closed before an answer came: what stands before the"
                        + " ingress cuts it. Have the operator look at its log" + AGAIN;
            case TOO_SLOW ->
                "The Callback URL " + url + " did not answer within the 3 seconds that Twitter waits: the way to the"
                        + " ingress is blocked or overloaded. Have the operator check firewall and load" + AGAIN;
            case REDIRECTED ->
                "The Callback URL " + url + " answered with a redirect (HTTP " + wrong.httpStatus() + "), and Twitter"
                        + " follows none. Have the operator lead this address to the ingress itself, or set"
                        + " config.callback-url to where the redirect leads" + AGAIN;
            case STATUS -> status(wrong.httpStatus(), url);
            case NOT_JSON ->
                "The Callback URL " + url + " answered with something else than the challenge's JSON: another program"
                        + " answers there, or a proxy changes the answers. Have the operator lead this address to the"
                        + " ingress" + AGAIN;
            case OTHER_KEY ->
                "The Callback URL " + url + " answered the challenge, but not with this channel's API secret key: the"
                        + " ingress there reads another Kafka or has another keyset. Have the operator check the settings"
                        + " kafka.bootstrap-servers and secrets.keyset of the ingress" + AGAIN;
            case INTERRUPTED -> "The check of the Callback URL was interrupted, since this service stops: try again.";
        };
    }

    private static String status(int status, URI url) {
        String answered =
                "The Callback URL " + url + " answered the challenge with HTTP " + status + " instead of 200: ";
        if (status == 404) {
            return answered + "the ingress there does not know this channel, or another program answers. Have the"
                    + " operator check config.callback-url, and that the ingress reads the same Kafka" + AGAIN;
        }
        if (status == 401 || status == 403) {
            return answered + "something before the ingress wants a sign-in, which Twitter cannot do. Have the operator"
                    + " let everyone through to /webhooks/" + AGAIN;
        }
        return status >= 500
                ? answered + "the ingress is not ready, or not behind this address. Have the operator look at its"
                        + " health" + AGAIN
                : answered + "what answers there is not the ingress. Have the operator lead this address to it" + AGAIN;
    }

    /** What Twitter's challenge found, by its own words; empty where they are about something else. */
    static Optional<String> refused(String words, URI url) {
        String said = words.toLowerCase(Locale.ROOT);
        if (said.contains("latency")) {
            return Optional.of("Twitter got the answer to its challenge of the Callback URL " + url + " too late: it"
                    + " waits 3 seconds. Have the operator check the way from the internet to the ingress" + AGAIN);
        }
        if (said.contains("non-200")) {
            return Optional.of(
                    "Twitter challenged the Callback URL " + url + " and got an error or a redirect: from the"
                            + " internet something else than the ingress answers there. Have the operator check what stands"
                            + " before the ingress" + AGAIN);
        }
        if (said.contains("unable to connect")) {
            return Optional.of("Twitter could not connect to the Callback URL " + url + ": it is not reachable from the"
                    + " internet, or its certificate is not valid. Have the operator check name, firewall and"
                    + " certificate" + AGAIN);
        }
        if (said.contains("crc token") || said.contains("json response") || said.contains("response_token")) {
            return Optional.of(
                    "Twitter found the answer to its challenge of the Callback URL " + url + " wrong: the API"
                            + " secret key is another app's, or something before the ingress changes its answers. Copy the API"
                            + " secret key again from Keys and tokens of this app" + AGAIN);
        }
        return Optional.empty();
    }

    /** What v2 says of every challenge that failed; where its words name a cause, that cause. */
    static String crcFailed(String words, URI url) {
        return refused(words, url)
                .orElse("The Callback URL " + url
                        + " did not pass Twitter's challenge. It did pass ours, so that either"
                        + " the API secret key is another app's, or it is reached differently from the internet. Copy the"
                        + " API secret key again, and have the operator try the address from outside" + AGAIN);
    }
}

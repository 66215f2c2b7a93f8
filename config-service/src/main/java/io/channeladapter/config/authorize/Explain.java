package io.channeladapter.config.authorize;

import io.channeladapter.common.twitter.Refusal;
import io.channeladapter.config.authorize.StepResult.Step;
import java.net.URI;
import java.util.Locale;

/**
 * The one table from Twitter's refusal to what the channel's owner reads: what happened, why, and what to do. Pure.
 *
 * @see <a href="https://developer.x.com/en/docs/tutorials/common-issues">X developer platform: common issues</a>
 */
final class Explain {
    private static final String AGAIN = ", then authorize again.";
    private static final String NEW_TOKENS =
            " Tokens keep the permission that the app had when they were made, so that they must be made anew after a"
                    + " change: in the developer portal under Keys and tokens choose Regenerate at Access Token and"
                    + " Secret, enter both here" + AGAIN;

    private Explain() {}

    /** What to tell about this refusal. */
    static String refusal(Step step, Refusal refusal, Target target) {
        String environment = target.environment();
        URI callbackUrl = target.callbackUrl();
        return switch (refusal.code()) {
            case 32, 215 ->
                "Twitter does not accept the keys and tokens: they were not copied whole, or do not belong together."
                        + " Copy all four again from Keys and tokens of one app in the developer portal" + AGAIN;
            case 89 ->
                "Twitter calls the access token invalid or expired: it was revoked or made anew since. In the developer"
                        + " portal under Keys and tokens choose Regenerate at Access Token and Secret, enter both here"
                        + AGAIN;
            case 93, 261 -> permission();
            case 348 ->
                "Twitter does not let this app see the account's subscription: the tokens were made for another app."
                        + " Enter keys and tokens of one and the same app" + AGAIN;
            case 99 ->
                "Twitter does not let this app list its webhooks: the app has no access to the Account Activity API."
                        + " Ask for it in the developer portal under Products" + AGAIN;
            case 200 ->
                "Twitter knows no dev environment " + environment + " of this app: the label is another, or belongs to"
                        + " another app; capitals count. Copy the label from Dev environments in the developer portal"
                        + AGAIN;
            case 214 -> address(refusal.message(), environment, callbackUrl);
            case 131 -> ofTrouble(step, callbackUrl);
            case 64 ->
                "Twitter has suspended the account, so that nothing can be connected to it. Sign in to Twitter as the"
                        + " account and follow what is said there" + AGAIN;
            case 326 ->
                "Twitter has locked the account for now. Sign in to Twitter as the account, unlock it as it says there"
                        + AGAIN;
            case 416 ->
                "Twitter has suspended the app. See the notice in the developer portal and appeal, or use another app's"
                        + " keys" + AGAIN;
            default -> byKind(step, refusal, environment, callbackUrl);
        };
    }

    /** Whether Twitter has no room for one more webhook. */
    static boolean noRoom(Refusal refusal) {
        return refusal.message().toLowerCase(Locale.ROOT).contains("too many resources")
                || refusal.message().contains("WebhookLimitExceeded");
    }

    /** What to tell where another webhook stands in the place of ours. */
    static String inTheWay(Target target, URI other) {
        String place = target.environment().isEmpty() ? "The app" : "The dev environment " + target.environment();
        String whose = target.owns(other)
                ? ", this channel's own under a former address"
                : ", which may be in use elsewhere and is left alone until you say so";
        return place + " has no room for one more webhook. It has " + other + whose
                + ". Authorize again and choose to replace it, or remove it where it is used" + AGAIN;
    }

    /** What to tell where the tokens lack the permission for direct messages. */
    static String permission() {
        return "The app or its tokens may not read and write direct messages. In the developer portal open the app's"
                + " User authentication settings and choose Read and write and Direct message." + NEW_TOKENS;
    }

    private static String byKind(Step step, Refusal refusal, String environment, URI callbackUrl) {
        return switch (refusal.kind()) {
            case RATE_LIMITED ->
                "Twitter takes no more calls of this kind for now, since their limit is used up. Wait "
                        + (refusal.retryAt() == null ? "15 minutes" : "until " + refusal.retryAt()) + AGAIN;
            case UNAVAILABLE -> ofTrouble(step, callbackUrl);
            case UNREACHABLE ->
                "Twitter could not be reached from this service: its network or the setting twitter.api-url is not"
                        + " right. Check both" + AGAIN;
            case CLOCK ->
                "Twitter refused the call since this service's clock is wrong. Have the operator set it by a time server"
                        + AGAIN;
            case CREDENTIALS ->
                "Twitter does not accept the keys and tokens. Copy all four again from Keys and tokens of one app in the"
                        + " developer portal" + AGAIN;
            case PERMISSION -> permission();
            case RESTRICTED ->
                "Twitter takes the account for automated or restricts it. Sign in to Twitter as the account and follow"
                        + " what is said there" + AGAIN;
            case NOT_FOUND ->
                "Twitter does not find what this step is about in the dev environment " + environment
                        + ": it belongs to another app, or is gone. Check the label and whose keys these are" + AGAIN;
            case PERMANENT ->
                "Twitter refused this step " + words(refusal) + ". Check keys, label and the app's access in the"
                        + " developer portal" + AGAIN;
            case UNCLEAR ->
                "Twitter gave no clear answer " + words(refusal) + ", so that it is not known whether the step was"
                        + " done. Authorize again: what was done already is found and kept.";
        };
    }

    // All have code 214; only Twitter's words tell them apart.
    private static String address(String message, String environment, URI callbackUrl) {
        String words = message.toLowerCase(Locale.ROOT);
        if (words.contains("too many resources")) {
            return "The dev environment " + environment + " has as many webhooks as Twitter allows. Remove one there,"
                    + " or authorize again and choose to replace it.";
        }
        if (words.contains("latency")) {
            return "The Callback URL " + callbackUrl + " answered Twitter's challenge too late: it has 3 seconds. Check"
                    + " the way from outside to the ingress" + AGAIN;
        }
        if (words.contains("crc token") || words.contains("json response")) {
            return "The Callback URL " + callbackUrl + " answered Twitter's challenge wrongly: the API secret key is"
                    + " another app's, or something before the ingress changes its answers. Check the key" + AGAIN;
        }
        if (words.contains("non-200")) {
            return "The Callback URL " + callbackUrl + " answered Twitter's challenge with an error: from outside"
                    + " something else than the ingress answers there. Check what stands before the ingress" + AGAIN;
        }
        if (words.contains("unable to connect")) {
            return "Twitter could not connect to the Callback URL " + callbackUrl + ": it is not reachable from the"
                    + " internet, or its certificate is not valid. Check name, firewall and certificate" + AGAIN;
        }
        return "Twitter does not take the Callback URL " + callbackUrl + ": it must begin with https://, have a public"
                + " name and no port. Have the operator set config.callback-url so" + AGAIN;
    }

    private static String ofTrouble(Step step, URI callbackUrl) {
        return step == Step.WEBHOOK
                ? "Twitter reported an error of its own, as it also does where it cannot reach the Callback URL "
                        + callbackUrl + ". Check that it is reachable from the internet, wait a minute" + AGAIN
                : "Twitter has trouble of its own just now. Wait a few minutes" + AGAIN;
    }

    private static String words(Refusal refusal) {
        return "(HTTP " + refusal.httpStatus() + ", code " + refusal.code() + ", \"" + refusal.message() + "\")";
    }
}

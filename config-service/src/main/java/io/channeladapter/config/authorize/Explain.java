package io.channeladapter.config.authorize;

import io.channeladapter.common.channel.ApiGeneration;
import io.channeladapter.common.twitter.Refusal;
import io.channeladapter.config.authorize.StepResult.Step;
import java.net.URI;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The one table from Twitter's refusal to what the channel's owner reads: what happened, why, and what to do. Pure.
 *
 * @see <a href="https://developer.x.com/en/docs/tutorials/common-issues">X developer platform: common issues</a>
 */
public final class Explain {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("d MMM uuuu, HH:mm:ss 'UTC'", Locale.ENGLISH);
    private static final String AGAIN = ", then authorize again.";
    private static final String NEW_TOKENS =
            " Tokens keep the permission that the app had when they were made, so that they must be made anew after a"
                    + " change: in the developer portal under Keys and tokens choose Regenerate at Access Token and"
                    + " Secret, enter both here" + AGAIN;

    private Explain() {}

    /** What to tell about this refusal. */
    public static String refusal(Step step, Refusal refusal, Target target) {
        return byReason(refusal, target)
                .or(() -> byCode(refusal, step, target))
                .orElseGet(() -> byKind(step, refusal, target));
    }

    /** What to tell of a Callback URL that did not answer our challenge right. */
    public static String callback(CallbackProbe.Answer.Wrong wrong, URI callbackUrl) {
        return ExplainCallback.wrong(wrong, callbackUrl);
    }

    /** Whether Twitter has no room for one more webhook. */
    public static boolean noRoom(Refusal refusal) {
        return refusal.message().toLowerCase(Locale.ROOT).contains("too many resources")
                || refusal.reason().equals("WebhookLimitExceeded");
    }

    /** Whether Twitter has a webhook with this address already: our own perhaps, of an attempt at the same time. */
    static boolean standsAlready(Refusal refusal) {
        return refusal.reason().equals("DuplicateUrlFailed");
    }

    /** What to tell where other webhooks stand in the place of ours; at least one. */
    static String inTheWay(Target target, List<URI> others) {
        String those = others.stream()
                .map(other -> target.owns(other)
                        ? other + ", this channel's own under a former address"
                        : other + ", which may be in use elsewhere and is left alone until you say so")
                .collect(Collectors.joining("; and "));
        return sentenceStart(place(target)) + " has no room for one more webhook. It has " + those
                + (others.size() == 1
                        ? ". Have it replaced, or remove it where it is used"
                        : ". Have one of them replaced, or remove one where it is used")
                + AGAIN;
    }

    /** What to tell where the tokens lack the permission for direct messages. */
    public static String permission() {
        return "The app or its tokens may not read and write direct messages. In the developer portal open the app's"
                + " User authentication settings and choose Read and write and Direct message." + NEW_TOKENS;
    }

    private static Optional<String> byReason(Refusal refusal, Target target) {
        URI url = target.callbackUrl();
        return Optional.ofNullable(
                switch (refusal.reason()) {
                    case "CrcValidationFailed" -> ExplainCallback.crcFailed(refusal.message(), url);
                    case "UrlValidationFailed" -> address(url);
                    case "DuplicateUrlFailed" ->
                        "Twitter has a webhook with the Callback URL " + url
                                + " already, of another app than these keys"
                                + " are of. Remove it with that app's keys, or enter the keys of that app" + AGAIN;
                    case "WebhookLimitExceeded" -> noRoom(target);
                    case "WebhookIdInvalid" ->
                        "Twitter does not know the webhook of this channel any more: it was removed meanwhile. Authorize"
                                + " again: it is registered anew.";
                    case "DuplicateSubscriptionFailed" ->
                        "Twitter says that the account is subscribed already, and refuses a second time. Nothing is lost:"
                                + " authorize again, and that it stands is found.";
                    case "SubscriptionLimitExceeded" ->
                        "The app has as many subscribed accounts as its access level allows. End one of them, or ask for"
                                + " a higher access level in the developer portal under Products" + AGAIN;
                    case "SubscriptionNotFound" ->
                        "Twitter has no subscription of the account: its user revoked the app, or it was ended elsewhere."
                                + " Authorize again: the account is subscribed anew.";
                    case "client-forbidden" ->
                        "The app may not use this part of Twitter's API: it belongs to no project, or its access level"
                                + " lacks the Account Activity API. In the developer portal put the app into a project"
                                + " that has it" + AGAIN;
                    case "unsupported-authentication" ->
                        "Twitter does not take this kind of keys here: the call needs the account's own access token."
                                + " Enter access token and secret of the account, from Keys and tokens of the app"
                                + AGAIN;
                    case "oauth1-permissions" -> permission();
                    case "usage-capped" ->
                        "The app has used up what Twitter lets it do in this period. Wait for the next one, or raise the"
                                + " app's access level in the developer portal under Products" + AGAIN;
                    default -> null;
                });
    }

    private static Optional<String> byCode(Refusal refusal, Step step, Target target) {
        String words = refusal.message().toLowerCase(Locale.ROOT);
        return Optional.ofNullable(
                switch (refusal.code()) {
                    case 32 ->
                        "Twitter does not accept the keys and tokens: they were not copied whole, or do not belong"
                                + " together. Copy all four again from Keys and tokens of one app in the developer portal"
                                + AGAIN;
                    case 34 -> words.contains("webhook") ? ofAnotherApp(target) : noSuchPage(target);
                    case 64 ->
                        "Twitter has suspended the account, so that nothing can be connected to it. Sign in to Twitter as"
                                + " the account and follow what is said there" + AGAIN;
                    case 89 ->
                        "Twitter calls the access token invalid or expired: it was revoked or made anew since. In the"
                                + " developer portal under Keys and tokens choose Regenerate at Access Token and Secret,"
                                + " enter both here" + AGAIN;
                    case 93 ->
                        "Twitter does not let this app touch direct messages. In the developer portal open the app's User"
                                + " authentication settings and choose Read and write and Direct message." + NEW_TOKENS;
                    case 99 ->
                        words.contains("verify your credentials")
                                ? "Twitter does not accept API key and API secret key: one of them was not copied whole, or was"
                                        + " made anew since. Copy both again from Keys and tokens of the app in the developer"
                                        + " portal" + AGAIN
                                : "Twitter does not let this app list its webhooks: the app has no access to the Account Activity"
                                        + " API. Ask for it in the developer portal under Products" + AGAIN;
                    case 131 -> ofTrouble(step, target);
                    case 135 ->
                        "Twitter refused the call since this service's clock is wrong. Have the operator set it by a time"
                                + " server" + AGAIN;
                    case 200 -> step == Step.SUBSCRIPTION ? notSubscribed() : forbidden(target);
                    case 214 -> ofAddress(refusal, target);
                    case 215 ->
                        "Twitter could not read the keys and tokens: one of them is cut off, or has a character too many."
                                + " Copy each of the four again, whole and alone" + AGAIN;
                    case 261 ->
                        "Twitter lets this app only read. In the developer portal open the app's User authentication"
                                + " settings and choose Read and write and Direct message." + NEW_TOKENS;
                    case 326 ->
                        "Twitter has locked the account for now. Sign in to Twitter as the account, unlock it as it says"
                                + " there" + AGAIN;
                    case 348 ->
                        "Twitter does not let this app see the account's subscription: the tokens were made for another"
                                + " app. Enter keys and tokens of one and the same app" + AGAIN;
                    case 355 ->
                        "Twitter has this subscription already, and said so as an error. Nothing is lost: authorize again,"
                                + " and that it stands is found.";
                    case 357 ->
                        "Twitter did not see the Callback URL in the request: something between this service and Twitter"
                                + " changes requests. Have the operator check proxies on the way out" + AGAIN;
                    case 416 ->
                        "Twitter has suspended the app. See the notice in the developer portal and appeal, or use another"
                                + " app's keys" + AGAIN;
                    default -> null;
                });
    }

    private static String byKind(Step step, Refusal refusal, Target target) {
        return switch (refusal.kind()) {
            case RATE_LIMITED ->
                "Twitter takes no more calls of this kind for now, since their limit is used up. Wait "
                        + (refusal.retryAt() == null
                                ? "15 minutes"
                                : "until " + TIME.format(refusal.retryAt().atOffset(ZoneOffset.UTC)))
                        + AGAIN;
            case UNAVAILABLE -> ofTrouble(step, target);
            case UNREACHABLE ->
                "Twitter could not be reached from this service: its network or the setting twitter.api-url is not"
                        + " right. Have the operator check both" + AGAIN;
            case CLOCK ->
                "Twitter refused the call because of its time. Have the operator set this service's clock by a time"
                        + " server" + AGAIN;
            case CREDENTIALS ->
                "Twitter does not accept the keys and tokens. Copy all four again from Keys and tokens of one app in the"
                        + " developer portal" + AGAIN;
            case PERMISSION -> permission();
            case RESTRICTED ->
                refusal.httpStatus() == 402
                        ? "Twitter asks for payment: the app's credits are used up, or its plan does not hold this. Buy credits or"
                                + " raise the plan in the developer portal" + AGAIN
                        : "Twitter takes the account for automated or restricts it. Sign in to Twitter as the account and follow"
                                + " what is said there" + AGAIN;
            case NOT_FOUND -> noSuchPage(target);
            case PERMANENT ->
                "Twitter refused this step " + words(refusal) + ". Check keys" + label(target, " and label")
                        + " and the app's access in the developer portal" + AGAIN;
            case UNCLEAR ->
                "Twitter gave no clear answer " + words(refusal) + ", so that it is not known whether the step was"
                        + " done. Authorize again: what was done already is found and kept.";
        };
    }

    // All have code 214; only Twitter's words tell them apart.
    private static String ofAddress(Refusal refusal, Target target) {
        if (noRoom(refusal)) {
            return noRoom(target);
        }
        URI url = target.callbackUrl();
        return ExplainCallback.refused(refusal.message(), url)
                .orElseGet(() -> refusal.message().contains("HTTPS")
                        ? "Twitter takes no Callback URL without TLS, and " + url + " begins with http://. Have the"
                                + " operator end TLS before the ingress and set config.callback-url to https://" + AGAIN
                        : address(url));
    }

    private static String address(URI url) {
        return "Twitter does not take the Callback URL " + url + ": it must begin with https://, have a public name and"
                + " no port, and at most 200 characters. Have the operator set config.callback-url so" + AGAIN;
    }

    private static String noRoom(Target target) {
        return sentenceStart(place(target))
                + " has as many webhooks as Twitter allows, and Twitter lists none of them to these"
                + " keys that could be replaced. Remove one with the keys that it was registered with, or ask for more in"
                + " the developer portal under Products" + AGAIN;
    }

    private static String ofAnotherApp(Target target) {
        return "Twitter does not find the webhook in " + place(target) + ": it was removed meanwhile, or belongs to"
                + " another app. Check whose keys these are" + AGAIN;
    }

    private static String noSuchPage(Target target) {
        return "Twitter does not find what this step asks for in " + place(target) + ": the app has no access to the"
                + " Account Activity API of this generation" + label(target, ", or the label is not one of its own")
                + ". Look in the developer portal under Products" + label(target, " and Dev environments") + AGAIN;
    }

    private static String forbidden(Target target) {
        return switch (target.generation()) {
            case ACCOUNT_ACTIVITY_V1 ->
                "Twitter knows no dev environment " + target.environment() + " of this app: the label is another, was"
                        + " deleted, or belongs to another app; capitals count. Copy the label from Dev environments in"
                        + " the developer portal" + AGAIN;
            case ACCOUNT_ACTIVITY_V2 ->
                "Twitter does not let this app use the Account Activity API of v2. Ask for it in the developer portal"
                        + " under Products, or choose the generation that the app has" + AGAIN;
        };
    }

    // Its label was right just before, when the webhook was found or registered.
    private static String notSubscribed() {
        return "Twitter refuses to subscribe the account: most likely the app has as many subscribed accounts as its access"
                + " level allows. End one of them, or ask for more in the developer portal under Products" + AGAIN;
    }

    private static String ofTrouble(Step step, Target target) {
        return step == Step.WEBHOOK
                ? "Twitter reported an error of its own, as it also does where it cannot reach the Callback URL "
                        + target.callbackUrl()
                        + ". Have the operator check that it is reachable from the internet, wait a minute" + AGAIN
                : "Twitter has trouble of its own just now. Wait a few minutes" + AGAIN;
    }

    private static String place(Target target) {
        return target.generation().needsEnvironment() ? "the dev environment " + target.environment() : "the app";
    }

    private static String label(Target target, String words) {
        return target.generation() == ApiGeneration.ACCOUNT_ACTIVITY_V1 ? words : "";
    }

    private static String sentenceStart(String words) {
        return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }

    private static String words(Refusal refusal) {
        String status = refusal.httpStatus() == 0 ? "" : "HTTP " + refusal.httpStatus() + ", ";
        String code = refusal.code() == 0 ? "" : "code " + refusal.code() + ", ";
        return "(" + status + code + "\"" + refusal.message() + "\")";
    }
}

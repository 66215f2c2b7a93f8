package io.channeladapter.config.authorize;

import static org.assertj.core.api.Assertions.assertThat;

import io.channeladapter.common.channel.ApiGeneration;
import io.channeladapter.common.secret.Secret;
import io.channeladapter.common.twitter.AnswerTable;
import io.channeladapter.common.twitter.Credentials;
import io.channeladapter.common.twitter.RateLimits;
import io.channeladapter.common.twitter.Refusal;
import io.channeladapter.config.authorize.CallbackProbe.Answer.Wrong;
import io.channeladapter.config.authorize.CallbackProbe.Fault;
import io.channeladapter.config.authorize.StepResult.Step;
import io.channeladapter.config.decide.Samples;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class ExplainTest {
    private static final URI CALLBACK = URI.create("https://bots.example.com/webhooks/twitter/st-1");
    private static final Credentials KEYS =
            new Credentials(new Secret("ak"), new Secret("as"), new Secret("at"), new Secret("ats"));
    private static final Target V1 = new Target(ApiGeneration.ACCOUNT_ACTIVITY_V1, "prod", KEYS, CALLBACK);
    private static final Target V2 = new Target(ApiGeneration.ACCOUNT_ACTIVITY_V2, "", KEYS, CALLBACK);

    /** A row of Twitter's tables, and words that the owner must read. */
    record Row(Target target, Step step, int status, int code, String words, String told) {
        String explained() {
            return Explain.refusal(
                    step, AnswerTable.refusal(status, code, reason(words), words, RateLimits.UNKNOWN), target);
        }

        @Override
        public String toString() {
            return target.generation() + " " + code + " " + words;
        }
    }

    // As our client finds it: the first word of v2's message, or the last part of a problem's type.
    private static String reason(String words) {
        return words.matches("[A-Za-z0-9-]+(:.*)?") ? words.split(":", 2)[0] : "";
    }

    private static Row v1(Step step, int status, int code, String words, String told) {
        return new Row(V1, step, status, code, words, told);
    }

    private static Row v2(Step step, int status, String words, String told) {
        return new Row(V2, step, status, 0, words, told);
    }

    /** Every row of the two tables; each has a cause of its own. */
    static Stream<Row> rows() {
        String bad = "Webhook URL does not meet the requirements.";
        return Stream.of(
                v1(Step.WEBHOOK, 400, 214, bad, "a public name and no port"),
                v1(Step.WEBHOOK, 400, 214, bad + " Please use HTTPS.", "without TLS"),
                v1(
                        Step.WEBHOOK,
                        400,
                        214,
                        bad + " Invalid CRC token or json response format.",
                        "the API secret key is another app's"),
                v1(
                        Step.WEBHOOK,
                        400,
                        214,
                        "High latency on CRC GET request. Your webhook should respond in less than 3 seconds.",
                        "too late"),
                v1(
                        Step.WEBHOOK,
                        400,
                        214,
                        "Non-200 response code during CRC GET request (i.e. 404, 500, etc).",
                        "got an error"),
                v1(Step.WEBHOOK, 400, 214, "Unable to connect during CRC GET request.", "could not connect"),
                v1(
                        Step.WEBHOOK,
                        403,
                        214,
                        "Too many resources already created.",
                        "dev environment prod has as many webhooks as Twitter allows, and Twitter lists none"),
                v1(
                        Step.WEBHOOK,
                        404,
                        34,
                        "Webhook does not exist or is associated with a different twitter application.",
                        "belongs to another app"),
                v1(Step.WEBHOOK, 404, 34, "Sorry, that page does not exist.", "the label is not one of its own"),
                v1(Step.WEBHOOK, 403, 99, "Unable to verify your credentials", "API key and API secret key: one"),
                v1(Step.WEBHOOK, 402, 0, "Payment Required", "Buy credits or raise the plan"),
                v1(Step.CREDENTIALS, 403, 226, "This request looks like it might be automated", "for automated"),
                v1(Step.WEBHOOK, 403, 99, "You don't have access to this resource.", "list its webhooks"),
                v1(
                        Step.SUBSCRIPTION,
                        403,
                        348,
                        "Client application is not permitted to access this user's webhook subscriptions.",
                        "made for another app"),
                v1(Step.SUBSCRIPTION, 409, 355, "Subscription already exists.", "this subscription already"),
                v1(Step.WEBHOOK, 403, 200, "Forbidden.", "capitals count"),
                v1(Step.SUBSCRIPTION, 403, 200, "Forbidden.", "as many subscribed accounts"),
                v1(Step.WEBHOOK, 403, 261, "Application cannot perform write actions.", "only read"),
                v1(Step.SUBSCRIPTION, 403, 93, "not allowed to access or delete your direct messages", "touch direct"),
                v1(Step.WEBHOOK, 400, 357, "url: queryParam is required", "did not see the Callback URL"),
                v1(Step.WEBHOOK, 500, 131, "Internal error", "cannot reach the Callback URL"),
                v1(Step.CREDENTIALS, 401, 32, "Could not authenticate you.", "Copy all four again"),
                v1(Step.CREDENTIALS, 401, 89, "Invalid or expired token.", "invalid or expired"),
                v1(Step.CREDENTIALS, 400, 215, "Bad Authentication data.", "whole and alone"),
                v1(Step.CREDENTIALS, 401, 135, "Timestamp out of bounds.", "clock is wrong"),
                v1(Step.CREDENTIALS, 403, 64, "Your account is suspended", "suspended the account"),
                v1(Step.CREDENTIALS, 403, 326, "To protect our users", "locked the account"),
                v1(Step.CREDENTIALS, 401, 416, "Invalid / suspended application", "suspended the app"),
                v1(Step.CREDENTIALS, 429, 88, "Rate limit exceeded", "Wait 15 minutes"),
                v1(Step.CREDENTIALS, 503, 130, "Over capacity", "trouble of its own"),
                v2(Step.WEBHOOK, 400, "CrcValidationFailed: it failed", "did pass ours"),
                v2(Step.WEBHOOK, 400, "UrlValidationFailed: bad", "a public name and no port"),
                v2(Step.WEBHOOK, 400, "DuplicateUrlFailed: there", "of another app than these keys"),
                v2(Step.WEBHOOK, 400, "WebhookLimitExceeded: full", "The app has as many webhooks"),
                v2(Step.WEBHOOK, 404, "WebhookIdInvalid: gone", "does not know the webhook"),
                v2(Step.SUBSCRIPTION, 400, "DuplicateSubscriptionFailed: there", "refuses a second time"),
                v2(Step.SUBSCRIPTION, 400, "SubscriptionLimitExceeded: full", "as many subscribed accounts"),
                v2(Step.SUBSCRIPTION, 404, "SubscriptionNotFound: none", "no subscription of the account"),
                v2(Step.CREDENTIALS, 403, "unsupported-authentication", "the account's own access token"),
                v2(Step.CREDENTIALS, 403, "oauth1-permissions", "Read and write and Direct message"),
                v2(Step.CREDENTIALS, 429, "usage-capped", "used up"),
                v2(Step.CREDENTIALS, 403, "client-forbidden", "belongs to no project"));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void eachRefusalIsToldInPlainWords(Row row) {
        assertThat(row.explained()).contains(row.told()).endsWith(".").hasSizeGreaterThan(60);
    }

    @Test
    void noTwoCausesAreToldAlike() {
        Map<String, Row> told = new HashMap<>();
        rows().forEach(row -> {
            Row before = told.put(row.explained(), row);
            // One cause in two generations: the address itself breaks Twitter's rules.
            boolean same = before != null && row.words().startsWith("UrlValidationFailed") && before.code() == 214;
            assertThat(before == null || same).as("%s and %s", before, row).isTrue();
        });
    }

    @Test
    void eachFaultOfTheCallbackIsToldInItsOwnWords() {
        List<Wrong> wrongs = Stream.concat(
                        Stream.of(Fault.values())
                                .filter(fault -> fault != Fault.STATUS)
                                .map(fault -> new Wrong(fault, fault == Fault.REDIRECTED ? 302 : 0)),
                        Stream.of(400, 403, 404, 503).map(status -> new Wrong(Fault.STATUS, status)))
                .toList();

        assertThat(wrongs.stream().map(wrong -> Explain.callback(wrong, CALLBACK)))
                .doesNotHaveDuplicates()
                .allSatisfy(told -> assertThat(told).endsWith("try again."));
    }

    @Test
    void whatIsWrongWithAChallengeInV2IsTakenFromItsWords() {
        assertThat(explained(V2, "CrcValidationFailed: Invalid response_token")).contains("Copy the API secret key");
        assertThat(explained(V2, "CrcValidationFailed: High latency on CRC GET request"))
                .contains("too late");
    }

    @Test
    void nobodyHearsOfDevEnvironmentsWhereThereAreNone() {
        for (Refusal.Kind kind : Refusal.Kind.values()) {
            for (Step step : Step.values()) {
                for (int code : new int[] {0, 34, 200, 214}) {
                    String told = Explain.refusal(step, new Refusal(kind, 403, code, "odd", null), V2);

                    assertThat(told).doesNotContainIgnoringCase("environment").doesNotContain("label");
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Refusal.Kind.class)
    void aCodeThatNobodyKnowsIsToldByItsClass(Refusal.Kind kind) {
        for (Step step : Step.values()) {
            String told = Explain.refusal(step, new Refusal(kind, 418, 99_999, "odd", null), V1);

            assertThat(told).hasSizeGreaterThan(40).endsWith(".");
        }
    }

    @Test
    void theEndOfALimitIsToldWhereTwitterNamesIt() {
        Refusal refusal = new Refusal(Refusal.Kind.RATE_LIMITED, 429, 88, "Rate limit exceeded", Samples.NOW);

        assertThat(Explain.refusal(Step.WEBHOOK, refusal, V1))
                .matches(".* Wait until \\d+ \\w{3} \\d{4}, [\\d:]{8} UTC, then .*");
    }

    private static String explained(Target target, String words) {
        return Explain.refusal(
                Step.WEBHOOK, AnswerTable.refusal(400, 0, reason(words), words, RateLimits.UNKNOWN), target);
    }
}

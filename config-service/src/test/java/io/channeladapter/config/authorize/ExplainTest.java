package io.channeladapter.config.authorize;

import static org.assertj.core.api.Assertions.assertThat;

import io.channeladapter.common.channel.ApiGeneration;
import io.channeladapter.common.secret.Secret;
import io.channeladapter.common.twitter.AnswerTable;
import io.channeladapter.common.twitter.Credentials;
import io.channeladapter.common.twitter.RateLimits;
import io.channeladapter.common.twitter.Refusal;
import io.channeladapter.config.authorize.StepResult.Step;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ExplainTest {
    private static final URI CALLBACK = URI.create("https://bots.example.com/webhooks/twitter/st-1");
    private static final Target TARGET = new Target(
            ApiGeneration.ACCOUNT_ACTIVITY_V1,
            "prod",
            new Credentials(new Secret("ak"), new Secret("as"), new Secret("at"), new Secret("ats")),
            CALLBACK);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CREDENTIALS  | 401 | 32  | Could not authenticate you.                  | Copy all four again",
                "CREDENTIALS  | 401 | 89  | Invalid or expired token.                    | invalid or expired",
                "CREDENTIALS  | 400 | 215 | Bad Authentication data.                     | Copy all four again",
                "CREDENTIALS  | 401 | 135 | Timestamp out of bounds.                     | clock is wrong",
                "CREDENTIALS  | 403 | 64  | Your account is suspended                    | suspended the account",
                "CREDENTIALS  | 403 | 326 | To protect our users                         | locked the account",
                "CREDENTIALS  | 401 | 416 | Invalid / suspended application              | suspended the app",
                "CREDENTIALS  | 429 | 88  | Rate limit exceeded                          | Wait 15 minutes",
                "CREDENTIALS  | 503 | 130 | Over capacity                                | trouble of its own",
                "WEBHOOK      | 403 | 261 | Application cannot perform write actions.    | must be made anew",
                "WEBHOOK      | 403 | 200 | Forbidden.                                   | no dev environment prod",
                "WEBHOOK      | 403 | 99  | You don't have access to this resource.      | Account Activity API",
                "WEBHOOK      | 404 | 34  | Webhook does not exist                       | belongs to another app",
                "WEBHOOK      | 500 | 131 | Internal error                               | cannot reach the Callback URL",
                "WEBHOOK      | 400 | 214 | Too many resources already created.          | as many webhooks as Twitter allows",
                "WEBHOOK      | 400 | 214 | High latency on CRC GET request.             | 3 seconds",
                "WEBHOOK      | 400 | 214 | Invalid CRC token or json response format.   | answered Twitter's challenge wrongly",
                "WEBHOOK      | 400 | 214 | Non-200 response code during CRC GET request | with an error",
                "WEBHOOK      | 400 | 214 | Unable to connect during CRC GET request.    | could not connect",
                "WEBHOOK      | 400 | 214 | Webhook URL does not meet the requirements.  | https://",
                "WEBHOOK      | 400 | 357 | url: queryParam is required                  | code 357",
                "SUBSCRIPTION | 403 | 93  | not allowed to access direct messages        | Read and write and Direct message",
                "SUBSCRIPTION | 403 | 348 | Client application is not permitted          | made for another app"
            })
    void eachRefusalIsToldInPlainWords(Step step, int status, int code, String words, String expected) {
        Refusal refusal = AnswerTable.refusal(status, code, words, RateLimits.UNKNOWN);

        String told = Explain.refusal(step, refusal, TARGET);

        assertThat(told).contains(expected).endsWith(".");
    }

    @ParameterizedTest
    @EnumSource(Refusal.Kind.class)
    void aCodeThatNobodyKnowsIsToldByItsClass(Refusal.Kind kind) {
        for (Step step : Step.values()) {
            String told = Explain.refusal(step, new Refusal(kind, 418, 99_999, "odd", null), TARGET);

            assertThat(told).hasSizeGreaterThan(40).endsWith(".");
        }
    }

    @Test
    void theEndOfALimitIsToldWhereTwitterNamesIt() {
        var until = io.channeladapter.config.decide.Samples.NOW;
        Refusal refusal = new Refusal(Refusal.Kind.RATE_LIMITED, 429, 88, "Rate limit exceeded", until);

        assertThat(Explain.refusal(Step.WEBHOOK, refusal, TARGET)).contains("until " + until);
    }
}

package io.channeladapter.common.twitter;

import static org.assertj.core.api.Assertions.assertThat;

import io.channeladapter.common.codec.Samples;
import io.channeladapter.common.twitter.RateLimits.Scope;
import io.channeladapter.common.twitter.RateLimits.Window;
import io.channeladapter.common.twitter.Refusal.Kind;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerTableTest {
    private static final Instant SOON = Samples.NOW.plusSeconds(900);
    private static final Instant TOMORROW = Samples.NOW.plusSeconds(86_400);

    @ParameterizedTest
    @CsvSource({
        "32, 401, CREDENTIALS",
        "89, 401, CREDENTIALS",
        "215, 400, CREDENTIALS",
        "93, 403, PERMISSION",
        "261, 403, PERMISSION",
        "348, 403, PERMISSION",
        "64, 403, RESTRICTED",
        "226, 403, RESTRICTED",
        "326, 403, RESTRICTED",
        "416, 401, RESTRICTED",
        "88, 429, RATE_LIMITED",
        "130, 503, UNAVAILABLE",
        "131, 500, UNAVAILABLE",
        "135, 401, CLOCK",
        "17, 404, NOT_FOUND",
        "34, 404, NOT_FOUND",
        "50, 404, NOT_FOUND",
        "63, 403, NOT_FOUND",
        "108, 404, NOT_FOUND",
        "150, 403, PERMANENT",
        "151, 403, PERMANENT",
        "187, 403, PERMANENT",
        "323, 400, PERMANENT",
        "324, 400, PERMANENT",
        "325, 400, PERMANENT",
        "349, 403, PERMANENT",
        "354, 403, PERMANENT",
        "386, 403, PERMANENT",
        "476, 403, PERMANENT"
    })
    void aSendIsClassedByTwittersCode(int code, int status, Kind kind) {
        assertThat(refusal(status, code).kind()).isEqualTo(kind);
    }

    @ParameterizedTest
    @CsvSource({
        "214, 400, PERMANENT",
        "214, 403, PERMANENT",
        "34, 404, NOT_FOUND",
        "99, 403, PERMANENT",
        "200, 403, PERMANENT",
        "355, 409, PERMANENT",
        "357, 400, PERMANENT"
    })
    void aRegistrationIsClassedLikewise(int code, int status, Kind kind) {
        assertThat(refusal(status, code).kind()).isEqualTo(kind);
    }

    @ParameterizedTest
    @CsvSource({
        "CrcValidationFailed, 400, PERMANENT",
        "UrlValidationFailed, 400, PERMANENT",
        "DuplicateUrlFailed, 400, PERMANENT",
        "WebhookLimitExceeded, 400, PERMANENT",
        "WebhookLimitExceeded, 429, PERMANENT",
        "WebhookIdInvalid, 400, NOT_FOUND",
        "DuplicateSubscriptionFailed, 409, PERMANENT",
        "SubscriptionLimitExceeded, 403, PERMANENT",
        "SubscriptionNotFound, 400, NOT_FOUND",
        "resource-not-found, 404, NOT_FOUND",
        "invalid-request, 400, PERMANENT",
        "unsupported-authentication, 403, PERMISSION",
        "client-forbidden, 403, PERMISSION",
        "oauth1-permissions, 403, PERMISSION",
        "not-authorized-for-resource, 403, PERMANENT",
        "usage-capped, 429, RATE_LIMITED",
        "rate-limit-exceeded, 429, RATE_LIMITED",
        "something-new, 403, PERMANENT"
    })
    void whatHasAReasonIsClassedByIt(String reason, int status, Kind kind) {
        Refusal refusal = AnswerTable.refusal(status, 0, reason, "words", RateLimits.UNKNOWN);

        assertThat(refusal.kind()).isEqualTo(kind);
        assertThat(refusal.reason()).isEqualTo(reason);
    }

    @ParameterizedTest
    @CsvSource({
        "301, UNCLEAR",
        "400, PERMANENT",
        "401, CREDENTIALS",
        "402, RESTRICTED",
        "403, PERMANENT",
        "404, NOT_FOUND",
        "408, UNCLEAR",
        "410, NOT_FOUND",
        "413, PERMANENT",
        "420, RATE_LIMITED",
        "429, RATE_LIMITED",
        "500, UNAVAILABLE",
        "501, UNCLEAR",
        "502, UNCLEAR",
        "503, UNAVAILABLE",
        "504, UNCLEAR",
        "599, UNCLEAR"
    })
    void whatHasNoCodeThatIsKnownIsClassedByItsStatus(int status, Kind kind) {
        assertThat(refusal(status, 0).kind()).isEqualTo(kind);
        assertThat(refusal(status, 99_999).kind()).isEqualTo(kind);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 100, 300, 399, 600, 999, -1})
    void everyOtherStatusIsUnclear(int status) {
        assertThat(refusal(status, 0).kind()).isEqualTo(Kind.UNCLEAR);
    }

    @Test
    void g8_theLastOfTheUsedUpWindowsDecides() {
        RateLimits limits = new RateLimits(
                List.of(new Window(Scope.ENDPOINT, 15, 0, SOON), new Window(Scope.USER_DAY, 1_000, 0, TOMORROW)));

        assertThat(AnswerTable.refusal(429, 88, "", limits).retryAt()).isEqualTo(TOMORROW);
    }

    @Test
    void aLimitWithoutAUsedUpWindowEndsWithTheEndpointsOwn() {
        RateLimits limits = new RateLimits(
                List.of(new Window(Scope.APP_DAY, 15_000, 7, TOMORROW), new Window(Scope.ENDPOINT, 15, 3, SOON)));

        assertThat(AnswerTable.refusal(429, 88, "", limits).retryAt()).isEqualTo(SOON);
    }

    @Test
    void aLimitWithoutHeadersHasNoKnownEnd() {
        assertThat(refusal(429, 88).retryAt()).isNull();
    }

    @Test
    void onlyALimitHasAnEnd() {
        RateLimits limits = new RateLimits(List.of(new Window(Scope.ENDPOINT, 15, 0, SOON)));

        assertThat(AnswerTable.refusal(403, 349, "", limits).retryAt()).isNull();
    }

    private static Refusal refusal(int status, int code) {
        return AnswerTable.refusal(status, code, "words", RateLimits.UNKNOWN);
    }
}

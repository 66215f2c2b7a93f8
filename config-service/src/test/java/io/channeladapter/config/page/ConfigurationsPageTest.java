package io.channeladapter.config.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.channeladapter.config.http.TestServer;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConfigurationsPageTest {
    private final Browser browser = Browser.signedIn();

    @AfterEach
    void stop() {
        browser.close();
    }

    @Test
    void savingSaysWhetherTheChannelMustBeAuthorizedAnew() {
        String path = browser.created();

        assertThat(browser.submit(path + "/configuration", Browser.configuration(1)))
                .contains("Authorize next: no messages flow");
        browser.submit(path + "/authorize", Map.of());
        assertThat(browser.submit(path + "/configuration", Browser.configuration(3)))
                .contains("The connection is the same as before.");
        browser.submit(path + "/enable", Map.of());
        assertThat(browser.submit(
                        path + "/configuration",
                        Map.of("generation", "account-activity-v1", "environmentLabel", "new")))
                .contains("The connection as before serves until", "messages flow by the connection as before");
    }

    @Test
    void whatIsWrongStandsBesideItsFieldAndWhatWasEnteredStays() {
        String path = browser.created();

        HttpResponse<String> answer = browser.post(
                path + "/configuration",
                Map.of(
                        "version",
                        "1",
                        "generation",
                        "account-activity-v1",
                        "environmentLabel",
                        "<script>x</script>",
                        "apiSecretKey",
                        TestServer.SECRETS.get(1),
                        "afterUnclear",
                        "report",
                        "afterFailure",
                        "stop"));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body())
                .contains("4 fields are not right yet", "API key must be given whole", "&lt;script>x&lt;/script>")
                .containsPattern("id=\"environmentLabel\".*aria-invalid=\"true\".*environmentLabel-help")
                .containsPattern("value=\"report\" selected")
                .containsPattern("value=\"stop\" selected")
                .doesNotContain("<script>x", TestServer.SECRETS.get(1), "API secret key must");
    }

    @Test
    void whoSavesSecondIsToldWhatStandsThereAndKeepsTheirOwn() {
        String path = browser.configured();
        Map<String, String> label = Map.of("generation", "account-activity-v1", "version", "2");
        browser.submit(path + "/configuration", with(label, "environmentLabel", "first"));

        HttpResponse<String> answer = browser.post(path + "/configuration", with(label, "environmentLabel", "second"));

        assertThat(answer.statusCode()).isEqualTo(412);
        assertThat(answer.body()).contains("someone else changed", "Dev environment label: first", "value=\"second\"");
        assertThat(browser.submit(
                        path + "/configuration", with(with(label, "environmentLabel", "second"), "version", "3")))
                .contains("Saved", "value=\"second\"");
    }

    @Test
    void theLabelIsNotMeantWhereTheGenerationHasNone() {
        String path = browser.created();

        assertThat(browser.submit(
                        path + "/configuration", with(Browser.configuration(1), "generation", "account-activity-v2")))
                .contains("Saved")
                .containsPattern("value=\"account-activity-v2\" checked");
    }

    @Test
    void storedKeysAreKeptWhereTheirFieldsStayEmpty() {
        String path = browser.configured();

        assertThat(browser.get(path + "/configurations").body())
                .contains("Stored, leave empty to keep.", "Keep the old API secret key valid");
        assertThat(browser.submit(
                        path + "/configuration",
                        Map.of("generation", "account-activity-v1", "environmentLabel", "prod", "apiKey", "")))
                .contains("Saved");
    }

    @Test
    void aLostUpdateIsTold() {
        String path = browser.created();

        HttpResponse<String> answer = browser.post(path + "/configuration", Browser.configuration(7));

        assertThat(answer.statusCode()).isEqualTo(412);
        assertThat(answer.body()).contains("someone else changed this channel");
        for (String form : List.of("/authorize", "/enable", "/disable")) {
            HttpResponse<String> stale = browser.post(path + form, Map.of("version", "7"));
            assertThat(stale.statusCode()).as(form).isEqualTo(412);
            assertThat(stale.body()).contains("href=\"" + path + "\"");
        }
        assertThat(browser.post(path + "/delete", Map.of("version", "7", "confirm", "demo"))
                        .statusCode())
                .isEqualTo(412);
    }

    private static Map<String, String> with(Map<String, String> fields, String name, String value) {
        Map<String, String> all = new HashMap<>(fields);
        all.put(name, value);
        return all;
    }
}

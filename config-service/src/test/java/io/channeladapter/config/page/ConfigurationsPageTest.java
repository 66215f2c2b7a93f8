package io.channeladapter.config.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
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
    void authorizingAgainSaysWhatComesNextForTheStateThatTheChannelIsIn() {
        String path = browser.configured();

        assertThat(browser.submit(path + "/authorize", Map.of())).contains("Enable the channel next.");
        browser.submit(path + "/enable", Map.of());
        assertThat(browser.submit(path + "/authorize", Map.of()))
                .contains("The account is connected. Messages flow.")
                .doesNotContain("Enable the channel next");
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
    void wrongFieldsAreNamedAndTheLabelIsEscaped() {
        String path = browser.created();

        HttpResponse<String> answer = browser.post(
                path + "/configuration",
                Map.of("version", "1", "generation", "account-activity-v1", "environmentLabel", "<script>x</script>"));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("environmentLabel", "apiKey").doesNotContain("<script>x");
    }

    @Test
    void aLostUpdateIsTold() {
        String path = browser.created();

        HttpResponse<String> answer = browser.post(path + "/configuration", Browser.configuration(7));

        assertThat(answer.statusCode()).isEqualTo(412);
        assertThat(answer.body()).contains("has changed since it was read");
        for (String form : List.of("/authorize", "/enable", "/disable")) {
            HttpResponse<String> stale = browser.post(path + form, Map.of("version", "7"));
            assertThat(stale.statusCode()).as(form).isEqualTo(412);
            assertThat(stale.body()).contains("href=\"" + path + "\"");
        }
        assertThat(browser.post(path + "/delete", Map.of("version", "7", "confirm", "demo"))
                        .statusCode())
                .isEqualTo(412);
    }
}

package io.channeladapter.config.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.channeladapter.common.channel.TwitterAccount;
import io.channeladapter.common.twitter.TwitterApi.AccessLevel;
import io.channeladapter.config.authorize.CallbackProbe;
import io.channeladapter.config.decide.Samples;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AuthorizePageTest {
    private final Browser browser = Browser.signedIn();

    @AfterEach
    void stop() {
        browser.close();
    }

    @Test
    void aStepIsOnThePageWhileItRuns() throws Exception {
        String path = browser.configured();
        CountDownLatch answers = new CountDownLatch(1);
        browser.server.callback = (url, key) -> {
            await(answers);
            return new CallbackProbe.Answer.Right();
        };

        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<InputStream> answer = client.send(
                    browser.request(path + "/authorize")
                            .header("Content-Type", "application/x-www-form-urlencoded")
                            .header("Accept-Encoding", "gzip")
                            .POST(HttpRequest.BodyPublishers.ofString(
                                    "version=2&csrf=" + URLEncoder.encode(browser.csrf, StandardCharsets.UTF_8)))
                            .build(),
                    HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream page = answer.body()) {
                assertThat(until(page, "running</span> <strong>Callback URL</strong>"))
                        .contains("<title>", "Connecting to Twitter")
                        .doesNotContain("passed");
                answers.countDown();
                assertThat(new String(page.readAllBytes(), StandardCharsets.UTF_8))
                        .contains("passed", "Subscription", "Authorized", "</html>");
            }
        }
    }

    @Test
    void authorizingAgainSaysWhatComesNextForTheStateThatTheChannelIsIn() {
        String path = browser.configured();

        assertThat(browser.submit(path + "/authorize", Map.of())).contains("Enable the channel next.", ">Enable<");
        browser.submit(path + "/enable", Map.of());
        assertThat(browser.submit(path + "/authorize", Map.of()))
                .contains("The account is connected. Messages flow.")
                .doesNotContain("Enable the channel next");
    }

    @Test
    void aStepThatFailsSaysWhyAndTheRestIsSkipped() {
        String path = browser.configured();
        browser.server.twitter.access(AccessLevel.READ);

        assertThat(browser.submit(path + "/authorize", Map.of()))
                .contains("Not authorized", "role=\"alert\"", ">failed<", ">skipped<", "Authorize again");
    }

    @Test
    void theAccountIsShownWithItsStep() {
        String path = browser.configured();
        browser.server.twitter.access(AccessLevel.READ);

        assertThat(browser.submit(path + "/authorize", Map.of()))
                .contains("<p class=\"account\">", "<strong>@" + Samples.ACCOUNT.screenName() + "</strong>");
    }

    @Test
    void anotherAccountIsAskedForAndConnectedAtAClick() {
        String path = browser.authorized();
        browser.server.twitter.becomes(new TwitterAccount("43", "new_shop", "New Shop", null));

        assertThat(browser.submit(path + "/authorize", Map.of()))
                .contains("Not authorized", "name=\"changeAccount\" value=\"43\"", "Change the account to @new_shop");
        assertThat(browser.channel().isAccount("42")).isTrue();

        assertThat(browser.submit(path + "/authorize", Map.of("changeAccount", "43")))
                .contains("The account is connected.");
        assertThat(browser.channel().isAccount("43")).isTrue();
    }

    @Test
    void whatForbidsItFromTheStartIsAnsweredWithItsStatus() {
        String path = browser.configured();

        HttpResponse<String> stale = browser.post(path + "/authorize", Map.of("version", "1"));

        assertThat(stale.statusCode()).isEqualTo(412);
        assertThat(stale.body()).contains("href=\"" + path + "\"");
    }

    private static String until(InputStream page, String wanted) throws IOException {
        StringBuilder text = new StringBuilder();
        while (text.indexOf(wanted) < 0) {
            int next = page.read();
            assertThat(next).as("the page ended with: " + text).isNotNegative();
            text.append((char) next);
        }
        return text.toString();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

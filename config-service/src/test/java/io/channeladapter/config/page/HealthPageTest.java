package io.channeladapter.config.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.channeladapter.common.channel.ChannelSignal;
import io.channeladapter.common.channel.ChannelStatus;
import io.channeladapter.config.decide.Samples;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HealthPageTest {
    private final Browser browser = Browser.signedIn();

    @AfterEach
    void stop() {
        browser.close();
    }

    @Test
    void whatIsWrongWithAChannelIsShown() {
        String path = browser.configured();
        refuseKeys();

        assertThat(browser.channel().status()).isEqualTo(ChannelStatus.CONFIGURED);
        assertThat(browser.get(path + "/state").body()).contains("broken", "Twitter refuses the keys.");
        assertThat(browser.get(path + "/health").body())
                .contains("broken", "Twitter refuses the keys.", "What to do:", "Make new tokens");
    }

    @Test
    void whoHasSeenAllIsToldOnlyWhatComesAfter() {
        String path = browser.configured();
        String after = path + "/state?tab=health&after=" + ChannelModel.live(browser.channel());

        assertThat(browser.get(after).statusCode()).isEqualTo(204);
        refuseKeys();
        HttpResponse<String> news = browser.get(after);
        assertThat(news.body()).contains("id=\"state\"", "id=\"health-facts\"", "Twitter refuses the keys.");
    }

    @Test
    void examiningNamesTheFirstThingThatIsWrong() {
        String path = browser.authorized();

        assertThat(browser.get(path + "/health").body()).contains("Examine now");
        assertThat(browser.submit(path + "/examine", Map.of()))
                .contains("Keys and tokens", "Subscription", "First to mend: ", "Examine again")
                .contains("role=\"alert\"", "</html>");
        assertThat(Browser.to(browser.get(path + "/examine"))).isEqualTo(path + "/health");
    }

    @Test
    void aPageOfADeletedChannelIsLeft() {
        HttpResponse<String> answer =
                browser.get("/channels/st-00000000-0000-0000-0000-00000000abcd/state?after=1-0&tab=health");

        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(answer.headers().firstValue("HX-Redirect")).hasValue("/");
    }

    private void refuseKeys() {
        browser.server.channels.signal(new ChannelSignal(
                browser.channel().streamId(),
                ChannelSignal.Kind.CREDENTIALS_REFUSED,
                "adapter-egress",
                Samples.NOW,
                "Twitter refuses the keys.",
                null,
                null));
    }
}

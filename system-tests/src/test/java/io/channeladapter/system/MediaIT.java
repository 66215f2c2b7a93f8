package io.channeladapter.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.channeladapter.common.settings.Settings;
import io.channeladapter.egress.Egress;
import io.channeladapter.egress.EgressConfig;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A person's photo or video on its way to the bot. */
@ExtendWith(WithAdapter.class)
class MediaIT {
    private final TheAdapter adapter;

    MediaIT(TheAdapter adapter) {
        this.adapter = adapter;
    }

    @Test
    void g9_aBotGetsThePhotoAndNobodyTheToken() throws Exception {
        TestChannel channel = adapter.newChannel(adapter.newBotId());
        String person = adapter.newPerson();
        byte[] picture = picture();
        try (BotUnderTest bot = adapter.bot(channel.botId())) {
            adapter.twitter().attach(person, channel.accountId(), "image/png", picture);
            BotUnderTest.Event event =
                    bot.awaitReceived(channel.conversation(person), 1).getFirst();
            JsonNode media = event.data().at("/message/media/0");
            String link = media.path("url").asText();

            HttpResponse<byte[]> answer = get(link);

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo(picture);
            assertThat(answer.headers().firstValue("content-type")).contains("image/png");
            assertThat(media.path("type").asText()).isEqualTo("photo");
            assertThat(media.path("contentType").asText()).isEqualTo("image/png");
            assertThat(media.path("width").asInt()).isEqualTo(1000);
            assertThat(media.path("height").asInt()).isEqualTo(500);
            assertThat(event.text()).isEmpty();
            assertThat(get(link + "&size=small").statusCode()).isEqualTo(200);
            assertThat(get(link.replace("type=photo", "type=video")).statusCode())
                    .isEqualTo(403);
            assertThat(get(event.data()
                                    .at(
                                            "/raw/direct_message_events/0/message_create/message_data/attachment/media/media_url_https")
                                    .asText())
                            .statusCode())
                    .as("what Twitter gives without a token")
                    .isEqualTo(401);

            Disguises secrets = Disguises.of(channel.secrets());
            assertThat(TopicReader.text(event.record())).matches(text -> !secrets.in(text), "holds no secret");
            assertThat(answer.headers().map().toString()).matches(text -> !secrets.in(text), "holds no secret");
            String refused = new String(get(link + "&size=huge").body(), UTF_8);
            assertThat(refused).contains("size-refused").matches(text -> !secrets.in(text), "holds no secret");
        }
    }

    @Test
    void aBotGetsAVideoByParts() throws Exception {
        TestChannel channel = adapter.newChannel(adapter.newBotId());
        String person = adapter.newPerson();
        byte[] video = new byte[3_000_000];
        new Random(5).nextBytes(video);
        try (BotUnderTest bot = adapter.bot(channel.botId())) {
            adapter.twitter().attach(person, channel.accountId(), "video/mp4", video);
            String link = link(bot, channel, person);

            assertThat(get(link).body()).isEqualTo(video);
            HttpResponse<byte[]> part = get(link, "Range", "bytes=1000000-1999999");
            assertThat(part.statusCode()).isEqualTo(206);
            assertThat(part.headers().firstValue("content-range")).contains("bytes 1000000-1999999/3000000");
            assertThat(part.body()).isEqualTo(Arrays.copyOfRange(video, 1_000_000, 2_000_000));
        }
    }

    @Test
    void anyInstanceServesTheLinkAndADeletedChannelEndsIt(@TempDir Path state) throws Exception {
        TestChannel channel = adapter.newChannel(adapter.newBotId());
        String person = adapter.newPerson();
        byte[] picture = picture();
        try (BotUnderTest bot = adapter.bot(channel.botId());
                Egress other = anotherEgress(state)) {
            adapter.twitter().attach(person, channel.accountId(), "image/png", picture);
            String link = link(bot, channel, person);
            String there = link.replace(
                    URI.create(link).getAuthority(),
                    "127.0.0.1:" + other.mediaPort().orElseThrow());

            assertThat(get(there).body()).isEqualTo(picture);

            assertThat(adapter.config().delete(channel.path(), "*").ok()).isTrue();
            await().atMost(TheAdapter.LIMIT).until(() -> get(link).statusCode() == 404);
            await().atMost(TheAdapter.LIMIT).until(() -> get(there).statusCode() == 404);
        }
    }

    private String link(BotUnderTest bot, TestChannel channel, String person) {
        return bot.awaitReceived(channel.conversation(person), 1)
                .getFirst()
                .data()
                .at("/message/media/0/url")
                .asText();
    }

    private Egress anotherEgress(Path state) throws Exception {
        String simulator = adapter.addresses().simulatorUrl();
        Map<String, String> settings = Map.ofEntries(
                Map.entry("ADAPTER_KAFKA_BOOTSTRAP_SERVERS", adapter.addresses().kafka()),
                Map.entry("ADAPTER_TOPICS_PARTITIONS", "4"),
                Map.entry("ADAPTER_SECRETS_KEYSET_FILE", adapter.keysetFile().toString()),
                Map.entry("ADAPTER_TWITTER_API_URL", simulator),
                Map.entry("ADAPTER_MEDIA_KEY_FILE", adapter.mediaKeyFile().toString()),
                Map.entry("ADAPTER_MEDIA_URL", "http://unused.example"),
                Map.entry("ADAPTER_MEDIA_SIGNED_HOSTS", simulator + "/1.1/ton/"),
                Map.entry("ADAPTER_MEDIA_OPEN_HOSTS", simulator + "/video/"),
                Map.entry("ADAPTER_EGRESS_MEDIA_HOST", "127.0.0.1"),
                Map.entry("ADAPTER_EGRESS_MEDIA_PORT", "0"),
                Map.entry("ADAPTER_EGRESS_MANAGEMENT_PORT", "0"),
                Map.entry("ADAPTER_EGRESS_SETTLE_WAIT", "1s"),
                Map.entry("ADAPTER_EGRESS_STATE_DIR", state.toString()));
        return Egress.start(EgressConfig.from(Settings.load(EgressConfig.KEYS, settings)), InstantSource.system());
    }

    private HttpResponse<byte[]> get(String link, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(link));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return adapter.http().send(request.build(), BodyHandlers.ofByteArray());
    }

    private static byte[] picture() throws IOException {
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(1000, 500, BufferedImage.TYPE_INT_RGB), "png", png);
        return png.toByteArray();
    }
}

package io.channeladapter.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpServer;
import io.channeladapter.common.channel.ApiGeneration;
import io.channeladapter.common.codec.Json;
import io.channeladapter.system.BotUnderTest.Event;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A bot's photo, GIF or video on its way to a person. */
@ExtendWith(WithAdapter.class)
class SentMediaIT {
    private final TheAdapter adapter;
    private final Twitter twitter;
    private final String person;
    private final HttpServer files;

    SentMediaIT(TheAdapter adapter) throws IOException {
        this.adapter = adapter;
        this.twitter = adapter.twitter();
        this.person = adapter.newPerson();
        this.files = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        files.start();
    }

    @AfterEach
    void close() {
        files.stop(0);
    }

    @ParameterizedTest
    @EnumSource(ApiGeneration.class)
    void whatABotSendsArrivesByteForByte(ApiGeneration generation) throws Exception {
        TestChannel channel = adapter.newChannel(adapter.newBotId(), generation);
        byte[] picture = picture();
        byte[] gif = Arrays.copyOf("GIF89a".getBytes(StandardCharsets.US_ASCII), 5_000);
        byte[] video = new byte[3_000_000];
        new Random(7).nextBytes(video);
        System.arraycopy("____ftypisom".getBytes(StandardCharsets.US_ASCII), 0, video, 0, 12);
        try (BotUnderTest bot = adapter.bot(channel.botId())) {
            twitter.write(person, channel.accountId(), "Show me");
            send(bot, channel, "by-url", "A picture", Json.object().put("url", address("/a.png", picture)));
            send(bot, channel, "by-bytes", "", Json.object().put("base64", gif));
            send(bot, channel, "video", "", Json.object().put("url", address("/v", video)));

            for (String id : List.of("by-url", "by-bytes", "video")) {
                bot.awaitOutcome(id, "message.confirmed");
            }

            assertThat(twitter.received(person, channel.accountId())).containsExactly("A picture", "", "");
            assertThat(twitter.receivedFiles(person, channel.accountId())).containsExactly(picture, gif, video);
            assertThat(bot.seen(event -> event.type().equals("message.sent-elsewhere")))
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(ApiGeneration.class)
    void g7_mediaWithoutWordsAreSettledByTheirEchoAndSentOnce(ApiGeneration generation) throws Exception {
        TestChannel channel = adapter.newChannel(adapter.newBotId(), generation);
        byte[] picture = picture();
        try (BotUnderTest bot = adapter.bot(channel.botId())) {
            twitter.write(person, channel.accountId(), "Show me");
            twitter.fault(person, "cut-after-accept", Map.of("next", 1));

            String url = address("/a.png", picture);
            send(bot, channel, "cut", "", Json.object().put("url", url));
            send(bot, channel, "next", "", Json.object().put("url", url));

            bot.awaitOutcome("cut", "message.sent");
            bot.awaitOutcome("next", "message.confirmed");
            assertThat(twitter.receivedFiles(person, channel.accountId())).containsExactly(picture, picture);
        }
    }

    @Test
    void anUploadInTroubleIsMadeAgain() throws Exception {
        TestChannel channel = adapter.newChannel(adapter.newBotId());
        byte[] picture = picture();
        try (BotUnderTest bot = adapter.bot(channel.botId())) {
            twitter.fault(channel.accountId(), "error", Map.of("on", "upload", "status", 503, "next", 4));

            send(bot, channel, "again", "", Json.object().put("url", address("/a.png", picture)));

            bot.awaitOutcome("again", "message.confirmed");
            assertThat(twitter.receivedFiles(person, channel.accountId())).containsExactly(picture);
        }
    }

    @Test
    void whatCannotBeSentFailsAndSaysWhyAndTheConversationGoesOn() throws Exception {
        TestChannel channel = adapter.newChannel(adapter.newBotId());
        byte[] gif = "GIF89a of no use".getBytes(StandardCharsets.US_ASCII);
        try (BotUnderTest bot = adapter.bot(channel.botId())) {
            twitter.fault(channel.accountId(), "processing-fails", Map.of("next", 1));
            send(bot, channel, "unusable", "", Json.object().put("base64", gif));
            send(bot, channel, "inside", "", Json.object().put("url", "http://169.254.169.254/latest/meta-data"));
            send(bot, channel, "missing", "", Json.object().put("url", address("/there", gif) + "-not"));
            bot.reply(channel.conversation(person), "text", "Words go on");

            assertThat(failure(bot, "unusable"))
                    .isEqualTo("media-refused: Twitter could not process the media: file is currently unsupported");
            assertThat(failure(bot, "inside"))
                    .isEqualTo("media-refused: media.url: the address at 169.254.169.254 leads to an address that is"
                            + " metadata of a cloud");
            assertThat(failure(bot, "missing"))
                    .isEqualTo("media-refused: media.url: the address at 127.0.0.1 answers with HTTP status 404");
            bot.awaitOutcome("text", "message.sent");
            await().atMost(TheAdapter.LIMIT)
                    .until(() -> twitter.received(person, channel.accountId()).equals(List.of("Words go on")));
        }
    }

    private static String failure(BotUnderTest bot, String id) {
        Event failed = bot.awaitOutcome(id, "message.failed");
        return failed.data().path("reason").asText() + ": "
                + failed.data().path("detail").asText();
    }

    private void send(BotUnderTest bot, TestChannel channel, String id, String text, ObjectNode media) {
        ObjectNode reply = Json.object().put("id", id).put("text", text);
        reply.set("media", media);
        bot.write(channel.conversation(person), reply.toString());
    }

    private String address(String path, byte[] file) {
        files.createContext(path, exchange -> {
            try (exchange) {
                boolean found = exchange.getRequestURI().getPath().equals(path);
                exchange.sendResponseHeaders(found ? 200 : 404, found ? file.length : -1);
                if (found) {
                    exchange.getResponseBody().write(file);
                }
            }
        });
        return "http://127.0.0.1:" + files.getAddress().getPort() + path;
    }

    private static byte[] picture() throws IOException {
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(40, 30, BufferedImage.TYPE_INT_RGB), "png", png);
        return png.toByteArray();
    }
}

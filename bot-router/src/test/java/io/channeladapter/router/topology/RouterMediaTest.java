package io.channeladapter.router.topology;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.channeladapter.common.channel.ChannelStatus;
import io.channeladapter.common.codec.Json;
import io.channeladapter.common.media.MediaHost;
import io.channeladapter.common.media.MediaHosts;
import io.channeladapter.common.media.MediaKeys;
import io.channeladapter.common.media.MediaLink;
import io.channeladapter.common.media.MediaType;
import io.channeladapter.common.secret.Secret;
import io.channeladapter.common.settings.MediaSettings;
import io.channeladapter.common.topic.Topics;
import io.channeladapter.router.route.MediaLinks;
import io.channeladapter.router.topology.StreamsSettings.Guarantee;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RouterMediaTest {
    private static final String SECRET = "a-key-of-the-tests-0123456789-0123";
    private static final String PHOTO = "https://ton.twitter.com/1.1/ton/data/dm/100/5/a.jpg";
    private static final URI BASE = URI.create("https://media.example");
    private static final MediaKeys KEYS = MediaKeys.parse(new Secret(SECRET));
    private static final MediaLinks LINKS = new MediaLinks(
            Optional.of(new MediaSettings(
                    KEYS, BASE, new MediaHosts(List.of(MediaHost.parse("ton.twitter.com")), List.of()))),
            Duration.ofHours(24));

    @TempDir
    private Path dir;

    @Test
    void aBotGetsALinkThatLastsFromTheRoutingOn() throws IOException {
        try (RouterRig rig = new RouterRig(dir, Guarantee.EXACTLY_ONCE, LINKS)) {
            rig.channel(ChannelStatus.ENABLED);
            rig.webhook(withMedia("8", "7", "photo", PHOTO));

            JsonNode value = Json.MAPPER.readTree(rig.events().getFirst().value());
            JsonNode media = value.at("/message/media/0");
            assertThat(media.path("url").asText())
                    .isEqualTo(new MediaLink(
                                    RouterRig.STREAM,
                                    PHOTO,
                                    MediaType.PHOTO,
                                    RouterRig.NOW.plus(Duration.ofHours(24)).plusSeconds(1))
                            .address(BASE, KEYS));
            assertThat(media.path("contentType").asText()).isEqualTo("image/jpeg");
            assertThat(media.path("width").asInt()).isEqualTo(1200);
            assertThat(media.path("height").asInt()).isEqualTo(800);
            assertThat(value.path("raw").toString()).as("what Twitter sent").contains(PHOTO);
            assertThat(value.toString()).doesNotContain(SECRET);
        }
    }

    @Test
    void whatAPersonSentFromTheAccountHasALinkToo() throws IOException {
        try (RouterRig rig = new RouterRig(dir, Guarantee.EXACTLY_ONCE, LINKS)) {
            rig.channel(ChannelStatus.ENABLED);
            rig.webhook(withMedia("7", "8", "photo", PHOTO));

            JsonNode echo = Json.MAPPER.readTree(
                    rig.all(Topics.ECHOES.name()).getFirst().value());
            assertThat(echo.at("/message/media/0/url").asText()).startsWith("https://media.example/media/");
        }
    }

    @Test
    void whatTheEgressWouldNotAskForStaysAsTwitterWroteIt() throws IOException {
        String elsewhere = "https://elsewhere.example/a.jpg";
        assertThat(url(LINKS, "photo", elsewhere)).isEqualTo(elsewhere);
        assertThat(url(LINKS, "hologram", PHOTO)).isEqualTo(PHOTO);
    }

    @Test
    void withoutAKeyBotsGetTwittersAddresses() throws IOException {
        assertThat(url(MediaLinks.NONE, "photo", PHOTO)).isEqualTo(PHOTO);
    }

    private String url(MediaLinks links, String type, String address) throws IOException {
        try (RouterRig rig = new RouterRig(dir.resolve(type), Guarantee.AT_LEAST_ONCE, links)) {
            rig.channel(ChannelStatus.ENABLED);
            rig.webhook(withMedia("8", "7", type, address));
            return Json.MAPPER
                    .readTree(rig.events().getFirst().value())
                    .at("/message/media/0/url")
                    .asText();
        }
    }

    private static String withMedia(String sender, String recipient, String type, String address) {
        return RouterRig.message("100", sender, recipient, "look")
                .replace(
                        "\"text\":\"look\"",
                        "\"text\":\"look\",\"attachment\":{\"type\":\"media\",\"media\":{\"id_str\":\"5\",\"type\":\""
                                + type
                                + "\",\"media_url_https\":\"" + address
                                + "\",\"sizes\":{\"large\":{\"w\":1200,\"h\":800},\"thumb\":{\"w\":150,\"h\":150}}}}");
    }
}

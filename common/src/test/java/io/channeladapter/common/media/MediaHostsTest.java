package io.channeladapter.common.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MediaHostsTest {
    private static final MediaHosts TWITTER = hosts("ton.twitter.com,ton.x.com", "pbs.twimg.com,video.twimg.com");
    private static final MediaHosts SIMULATOR = hosts("http://127.0.0.1:8070/1.1/ton/", "http://127.0.0.1:8070/video/");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://ton.twitter.com/1.1/ton/data/dm/1/2/a.jpg",
                "https://ton.twitter.com:443/1.1/ton/data/dm/1/2/a.jpg",
                "https://TON.twitter.com/1.1/ton/data/dm/1/2/a.jpg",
                "https://ton.x.com/1.1/ton/data/dm/1/2/a.jpg:large"
            })
    void aPhotoWantsASignedRequest(String address) {
        assertThat(TWITTER.find(address)).contains(new MediaHosts.Place(URI.create(address), true));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://video.twimg.com/dm_video/1/vid/720x720/a.mp4?tag=1",
                "https://pbs.twimg.com/dm_video_preview/1/img/a.jpg"
            })
    void aVideoIsAskedForWithoutTheToken(String address) {
        assertThat(TWITTER.find(address)).contains(new MediaHosts.Place(URI.create(address), false));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example/a.jpg",
                "https://evilton.twitter.com/a.jpg",
                "https://ton.twitter.com.evil.example/a.jpg",
                "https://twitter.com/a.jpg",
                "http://ton.twitter.com/a.jpg",
                "ftp://ton.twitter.com/a.jpg",
                "file:///etc/passwd",
                "https://user@ton.twitter.com/a.jpg",
                "https://user:password@ton.twitter.com/a.jpg",
                "https://ton.twitter.com@evil.example/a.jpg",
                "https://evil.example#@ton.twitter.com/a.jpg",
                "https://ton.twitter.com#/a.jpg",
                "https://evil.example\\@ton.twitter.com/a.jpg",
                "https://ton.twitter.com\\.evil.example/a.jpg",
                "https://ton.twitter.com:8443/a.jpg",
                "https://ton.twitter.com:0/a.jpg",
                "https://ton.twitter.com:80/a.jpg",
                "https://ton.twitter.com./a.jpg",
                "https://ton.twitter.com%2eevil.example/a.jpg",
                "https://ton.twitter.com%00.evil.example/a.jpg",
                "https://ton。twitter。com/a.jpg",
                "https://tоn.twitter.com/a.jpg",
                "https://ton.twıtter.com/a.jpg",
                "https://xn--tn-fka.twitter.com/a.jpg",
                "https://199.59.148.10/a.jpg",
                "https://127.0.0.1/a.jpg",
                "https://[::1]/a.jpg",
                "https://[::ffff:127.0.0.1]/a.jpg",
                "https://169.254.169.254/latest/meta-data/",
                "https://2130706433/a.jpg",
                "https://localhost/a.jpg",
                "//ton.twitter.com/a.jpg",
                "ton.twitter.com/a.jpg",
                "https:ton.twitter.com/a.jpg",
                "https:/ton.twitter.com/a.jpg",
                "https:///ton.twitter.com/a.jpg",
                "https://ton.twitter.com/a b.jpg",
                "https://ton.twitter.com/a.jpg\r\nHost: evil.example",
                " https://ton.twitter.com/a.jpg",
                "jar:https://ton.twitter.com/a.jpg!/b",
                "https://ton.twitter.com/../a.jpg",
                "https://ton.twitter.com/1.1/%2e%2e/a.jpg",
                "https://ton.twitter.com/1.1%2Fa.jpg",
                "https://",
                ""
            })
    void nothingElseIsAsked(String address) {
        assertThat(TWITTER.find(address)).isEmpty();
    }

    @Test
    void anAddressOfAThousandsCharactersIsNotAsked() {
        assertThat(TWITTER.find("https://ton.twitter.com/" + "a".repeat(2_000))).isEmpty();
    }

    @Test
    void aHostMayBeBoundToTheStartOfItsPaths() {
        assertThat(SIMULATOR.find("http://127.0.0.1:8070/1.1/ton/data/dm/1/2/a.jpg"))
                .map(MediaHosts.Place::signed)
                .contains(true);
        assertThat(SIMULATOR.find("http://127.0.0.1:8070/video/2/a.mp4"))
                .map(MediaHosts.Place::signed)
                .contains(false);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:8070/control/keys",
                "http://127.0.0.1:8070/video/../control/keys",
                "http://127.0.0.1:8070/video/..",
                "http://127.0.0.1:8070/video/%2E%2E/control/keys",
                "http://127.0.0.1:8070/video",
                "http://127.0.0.1:8071/video/a.mp4",
                "http://localhost:8070/video/a.mp4",
                "https://127.0.0.1:8070/video/a.mp4",
                "https://ton.twitter.com/1.1/ton/data/dm/1/2/a.jpg"
            })
    void nothingBesideThatStartIsAsked(String address) {
        assertThat(SIMULATOR.find(address)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "ftp://a.example", "user@a.example", "a.example?b", "https://", "a_b.example"})
    void aHostThatIsNoneIsRefused(String text) {
        assertThatThrownBy(() -> MediaHost.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    private static MediaHosts hosts(String signed, String open) {
        return new MediaHosts(list(signed), list(open));
    }

    private static List<MediaHost> list(String text) {
        return List.of(text.split(",", -1)).stream().map(MediaHost::parse).toList();
    }
}

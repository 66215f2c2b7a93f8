package io.channeladapter.sandbox.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.channeladapter.common.channel.ApiGeneration;
import io.channeladapter.common.media.MediaFormat;
import io.channeladapter.common.secret.Secret;
import io.channeladapter.common.twitter.Credentials;
import io.channeladapter.common.twitter.MediaFile;
import io.channeladapter.common.twitter.TwitterAnswer;
import io.channeladapter.common.twitter.TwitterApi;
import io.channeladapter.common.twitter.TwitterApis;
import io.channeladapter.sandbox.simulator.control.IssuedKeys;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Field;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import twitter4j.Twitter;
import twitter4j.TwitterException;
import twitter4j.TwitterResponse;
import twitter4j.v1.DirectMessage;
import twitter4j.v1.DirectMessageList;
import twitter4j.v1.DirectMessagesResources;
import twitter4j.v1.QuickReply;
import twitter4j.v1.RateLimitStatus;
import twitter4j.v1.UploadedMedia;

/** A client by others, unmodified: holds the simulator to what Twitter's clients expect. It signs with the real time. */
class Twitter4JTest {
    private static final byte[] VIDEO = Arrays.copyOf("____ftypisom".getBytes(StandardCharsets.ISO_8859_1), 2_000);

    private final TwitterSimulator simulator =
            TwitterSimulator.start(TestBench.FAST.withMediaProcessing(Duration.ofMillis(50)));
    private final IssuedKeys keys = simulator.demoKeys();

    @AfterEach
    void close() {
        simulator.close();
    }

    @Test
    void verifiesItsCredentials() throws TwitterException {
        assertThat(client(keys.apiSecretKey(), keys.accessTokenSecret())
                        .v1()
                        .users()
                        .verifyCredentials()
                        .getScreenName())
                .isEqualTo("AcmeCare");
    }

    @Test
    void sendsADirectMessage() throws TwitterException {
        Twitter twitter = client(keys.apiSecretKey(), keys.accessTokenSecret());

        DirectMessage sent = twitter.v1()
                .directMessages()
                .sendDirectMessage(Long.parseLong(keys.personId()), "Hello from https://acme.test + more ☃");

        assertThat(sent.getSenderId()).isEqualTo(Long.parseLong(keys.accountId()));
        assertThat(sent.getRecipientId()).isEqualTo(Long.parseLong(keys.personId()));
        assertThat(sent.getURLEntities())
                .singleElement()
                .satisfies(url -> assertThat(url.getExpandedURL()).isEqualTo("https://acme.test"));
        assertThat(twitter.v1().directMessages().getDirectMessages(5)).hasSize(1);
        assertThat(twitter.v1().directMessages().showDirectMessage(sent.getId()).getText())
                .isEqualTo(sent.getText());
    }

    @Test
    void sendsQuickReplies() throws TwitterException {
        DirectMessage sent = client(keys.apiSecretKey(), keys.accessTokenSecret())
                .v1()
                .directMessages()
                .sendDirectMessage(
                        Long.parseLong(keys.personId()),
                        "Which?",
                        QuickReply.of("Red", "The red one", "r"),
                        QuickReply.of("Blue", "The blue one", "b"));

        assertThat(sent.getQuickReplies())
                .extracting(option -> option.label, option -> option.description, option -> option.metadata)
                .containsExactly(tuple("Red", "The red one", "r"), tuple("Blue", "The blue one", "b"));
    }

    @Test
    void sendsAPhotoAndFetchesItBack() throws Exception {
        byte[] photo = photo();
        Twitter twitter = client(keys.apiSecretKey(), keys.accessTokenSecret());

        DirectMessage sent = twitter.v1()
                .directMessages()
                .sendDirectMessage(
                        Long.parseLong(keys.personId()), "Look", uploadedByTheAdapter(MediaFormat.PNG, photo));

        assertThat(sent.getMediaEntities()).singleElement().satisfies(media -> {
            assertThat(media.getType()).isEqualTo("photo");
            assertThat(media.getSizes()).isNotEmpty();
            assertThat(sent.getText()).isEqualTo("Look " + media.getURL());
            assertThat(sent.getText().substring(media.getStart(), media.getEnd()))
                    .isEqualTo(media.getURL());
            try (InputStream bytes = twitter.v1().directMessages().getDMImageAsStream(media.getMediaURLHttps())) {
                assertThat(bytes.readAllBytes()).isEqualTo(photo);
            }
        });
    }

    @Test
    void sendsAVideo() throws Exception {
        DirectMessage sent = client(keys.apiSecretKey(), keys.accessTokenSecret())
                .v1()
                .directMessages()
                .sendDirectMessage(Long.parseLong(keys.personId()), "", uploadedByTheAdapter(MediaFormat.MP4, VIDEO));

        assertThat(sent.getMediaEntities()).singleElement().satisfies(media -> {
            assertThat(media.getType()).isEqualTo("video");
            assertThat(media.getVideoVariants())
                    .singleElement()
                    .satisfies(variant -> assertThat(variant.getContentType()).isEqualTo("video/mp4"));
        });
    }

    /** All it can upload by pieces is the video of a post, which no direct message may hold. */
    @Test
    void uploadsInPiecesAndWaitsForTheProcessing() throws Exception {
        Twitter twitter = client(keys.apiSecretKey(), keys.accessTokenSecret());
        byte[] video = Arrays.copyOf(VIDEO, (2 << 20) + 7);

        UploadedMedia uploaded = twitter.v1().tweets().uploadMediaChunked("a.mp4", new ByteArrayInputStream(video));

        assertThat(uploaded.getProcessingState()).isEqualTo("succeeded");
        assertThat(uploaded.getProgressPercent()).isEqualTo(100);
        assertThat(uploaded.getSize()).isEqualTo(video.length);
        assertThatThrownBy(() -> twitter.v1()
                        .directMessages()
                        .sendDirectMessage(Long.parseLong(keys.personId()), "Look", uploaded.getMediaId()))
                .isInstanceOfSatisfying(TwitterException.class, refused -> {
                    assertThat(refused.getStatusCode()).isEqualTo(400);
                    assertThat(refused.getErrorCode()).isEqualTo(324);
                });
    }

    @Test
    void isToldOfMediaThatNobodyUploaded() {
        assertThatThrownBy(() -> client(keys.apiSecretKey(), keys.accessTokenSecret())
                        .v1()
                        .directMessages()
                        .sendDirectMessage(Long.parseLong(keys.personId()), "Look", 48_909_183_894_931L))
                .isInstanceOfSatisfying(TwitterException.class, refused -> {
                    assertThat(refused.getStatusCode()).isEqualTo(400);
                    assertThat(refused.getErrorCode()).isEqualTo(325);
                });
    }

    @Test
    void readsWhatItsTokensMayDoAndWhatIsLeftOfALimit() throws TwitterException {
        DirectMessagesResources messages =
                client(keys.apiSecretKey(), keys.accessTokenSecret()).v1().directMessages();

        DirectMessage first = messages.sendDirectMessage(Long.parseLong(keys.personId()), "one");
        DirectMessage second = messages.sendDirectMessage(Long.parseLong(keys.personId()), "two");

        assertThat(first.getAccessLevel()).isEqualTo(TwitterResponse.AccessLevel.READ_WRITE_DIRECTMESSAGES);
        RateLimitStatus before = first.getRateLimitStatus();
        assertThat(second.getRateLimitStatus().getLimit()).isEqualTo(before.getLimit());
        assertThat(second.getRateLimitStatus().getRemaining()).isEqualTo(before.getRemaining() - 1);
        assertThat(second.getRateLimitStatus().getResetTimeInSeconds()).isEqualTo(before.getResetTimeInSeconds());
    }

    @Test
    void isToldOfALimitAndWhenItEnds() throws TwitterException {
        DirectMessagesResources messages =
                client(keys.apiSecretKey(), keys.accessTokenSecret()).v1().directMessages();
        for (int i = 0; i < 15; i++) {
            messages.getDirectMessages(1);
        }

        assertThatThrownBy(() -> messages.getDirectMessages(1))
                .isInstanceOfSatisfying(TwitterException.class, refused -> {
                    assertThat(refused.exceededRateLimitation()).isTrue();
                    assertThat(refused.getErrorCode()).isEqualTo(88);
                    assertThat(refused.getRateLimitStatus().getLimit()).isEqualTo(15);
                    assertThat(refused.getRateLimitStatus().getRemaining()).isZero();
                    assertThat(refused.getRateLimitStatus().getSecondsUntilReset())
                            .isBetween(0, 15 * 60);
                });
    }

    @Test
    void listsInPagesAndDeletes() throws TwitterException {
        Twitter twitter = client(keys.apiSecretKey(), keys.accessTokenSecret());
        for (String text : List.of("one", "two", "three")) {
            twitter.v1().directMessages().sendDirectMessage(Long.parseLong(keys.personId()), text);
        }

        DirectMessageList first = twitter.v1().directMessages().getDirectMessages(2);
        assertThat(first).extracting(DirectMessage::getText).containsExactly("three", "two");
        assertThat(twitter.v1().directMessages().getDirectMessages(2, first.getNextCursor()))
                .extracting(DirectMessage::getText)
                .containsExactly("one");

        long gone = first.getFirst().getId();
        twitter.v1().directMessages().destroyDirectMessage(gone);

        assertThat(twitter.v1().directMessages().getDirectMessages(5))
                .extracting(DirectMessage::getText)
                .containsExactly("two", "one");
        assertThatThrownBy(() -> twitter.v1().directMessages().showDirectMessage(gone))
                .isInstanceOfSatisfying(TwitterException.class, refused -> {
                    assertThat(refused.getStatusCode()).isEqualTo(404);
                    assertThat(refused.getErrorCode()).isEqualTo(34);
                });
    }

    @Test
    void isRefusedWithAWrongSecret() {
        assertThatThrownBy(() ->
                        client("wrong", keys.accessTokenSecret()).v1().users().verifyCredentials())
                .isInstanceOfSatisfying(TwitterException.class, refused -> {
                    assertThat(refused.getStatusCode()).isEqualTo(401);
                    assertThat(refused.getErrorCode()).isEqualTo(32);
                });
    }

    // Its builder has no way to name another address of uploads than Twitter's.
    private Twitter client(String apiSecretKey, String accessTokenSecret) {
        Properties settings = new Properties();
        settings.setProperty("restBaseURL", simulator.url() + "/1.1/");
        Twitter.TwitterBuilder client = Twitter.newBuilder()
                .load(settings)
                .oAuthConsumer(keys.apiKey(), apiSecretKey)
                .oAuthAccessToken(keys.accessToken(), accessTokenSecret);
        try {
            Field uploads = Twitter.TwitterBuilder.class.getSuperclass().getDeclaredField("uploadBaseURL");
            uploads.setAccessible(true);
            uploads.set(client, simulator.url() + "/1.1/");
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("another Twitter4J than expected", e);
        }
        return client.build();
    }

    private long uploadedByTheAdapter(MediaFormat format, byte[] file) {
        Credentials credentials = new Credentials(
                new Secret(keys.apiKey()),
                new Secret(keys.apiSecretKey()),
                new Secret(keys.accessToken()),
                new Secret(keys.accessTokenSecret()));
        try (HttpClient http = HttpClient.newHttpClient()) {
            TwitterAnswer<TwitterApi.UploadedMedia> answer = TwitterApis.over(
                            URI.create(simulator.url()), http, Duration.ofSeconds(20))
                    .of(ApiGeneration.ACCOUNT_ACTIVITY_V1)
                    .uploadMedia(credentials, MediaFile.of(format, file));
            assertThat(answer).isInstanceOf(TwitterAnswer.Success.class);
            return Long.parseLong(((TwitterAnswer.Success<TwitterApi.UploadedMedia>) answer)
                    .value()
                    .id());
        }
    }

    private static byte[] photo() throws IOException {
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(16, 8, BufferedImage.TYPE_INT_RGB), "png", png);
        return png.toByteArray();
    }
}

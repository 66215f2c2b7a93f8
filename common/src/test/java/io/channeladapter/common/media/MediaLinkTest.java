package io.channeladapter.common.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.channeladapter.common.channel.StreamId;
import io.channeladapter.common.media.MediaLink.Judged;
import io.channeladapter.common.secret.Secret;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MediaLinkTest {
    private static final String FIRST = "first-key-0123456789-0123456789-0";
    private static final String SECOND = "second-key-0123456789-0123456789";
    private static final MediaKeys KEYS = MediaKeys.parse(new Secret(FIRST));
    private static final URI BASE = URI.create("https://media.example/adapter");
    private static final Instant EXPIRES = Instant.parse("2026-11-24T10:00:00Z");
    private static final MediaLink LINK = new MediaLink(
            new StreamId("st-00000000-0000-0000-0000-000000000001"),
            "https://ton.twitter.com/1.1/ton/data/dm/1/2/a.jpg",
            MediaType.PHOTO,
            EXPIRES);

    @Test
    void aLinkIsReadBackAsItWasMade() {
        assertThat(judge(KEYS, EXPIRES.minusSeconds(1), part -> part)).isEqualTo(new Judged.Good(LINK));
    }

    @Test
    void aLinkIsAnAddressThatNeedsNoEscaping() {
        URI address = URI.create(LINK.address(BASE, KEYS));

        assertThat(address.getRawPath()).matches("/adapter/media/st-[0-9a-f-]{36}/[A-Za-z0-9_-]+");
        assertThat(address.getRawQuery())
                .matches("type=photo&expires=" + EXPIRES.getEpochSecond() + "&signature=[A-Za-z0-9_-]{43}");
    }

    @Test
    void theSignatureIsTheSameInEveryRelease() {
        assertThat(parts(LINK.address(BASE, KEYS)).get("signature"))
                .isEqualTo("gxcfSsB2qKloeShYhO19nfewU0isDn_V_DibU1zhGng");
    }

    @Test
    void fromItsLastSecondOnItIsExpired() {
        assertThat(judge(KEYS, EXPIRES, part -> part)).isInstanceOf(Judged.Expired.class);
        assertThat(judge(KEYS, EXPIRES.plusSeconds(1), part -> part)).isInstanceOf(Judged.Expired.class);
    }

    @Test
    void aForgedLinkIsForgedAlsoWhenItIsOld() {
        assertThat(judge(MediaKeys.parse(new Secret(SECOND)), EXPIRES.plusSeconds(1), part -> part))
                .isInstanceOf(Judged.Forged.class);
    }

    @Test
    void oneKeyAfterAnotherSignsAndBothAreTaken() {
        String old = LINK.address(BASE, KEYS);
        MediaKeys rotating = MediaKeys.parse(new Secret(SECOND + " , " + FIRST));

        assertThat(judge(parts(old), rotating, EXPIRES.minusSeconds(1))).isInstanceOf(Judged.Good.class);
        String fresh = LINK.address(BASE, rotating);
        assertThat(fresh).isNotEqualTo(old);
        assertThat(judge(parts(fresh), MediaKeys.parse(new Secret(SECOND)), EXPIRES.minusSeconds(1)))
                .isInstanceOf(Judged.Good.class);
        assertThat(judge(parts(fresh), KEYS, EXPIRES.minusSeconds(1))).isInstanceOf(Judged.Forged.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"streamid", "source", "type", "expires", "signature"})
    void eachPartThatIsMissingOrEmptyMakesItForged(String part) {
        assertThat(judge(KEYS, EXPIRES.minusSeconds(1), changing(part, ""))).isInstanceOf(Judged.Forged.class);
        if (!part.equals("streamid") && !part.equals("source")) {
            Map<String, String> parts = parts(LINK.address(BASE, KEYS));
            parts.remove(part);
            assertThat(judge(parts, KEYS, EXPIRES.minusSeconds(1))).isInstanceOf(Judged.Forged.class);
        }
    }

    @Test
    void noPartCanBeChanged() {
        Map<String, String> changes = new LinkedHashMap<>();
        changes.put("streamid", "st-00000000-0000-0000-0000-000000000002");
        changes.put("source", base64("https://ton.twitter.com/1.1/ton/data/dm/1/3/a.jpg"));
        changes.put("type", "video");
        changes.put("expires", String.valueOf(EXPIRES.getEpochSecond() + 1));
        changes.put("signature", "A".repeat(43));
        changes.forEach((part, value) -> assertThat(judge(KEYS, EXPIRES.minusSeconds(1), changing(part, value)))
                .as(part)
                .isInstanceOf(Judged.Forged.class));
    }

    @Test
    void partsCannotFlowIntoEachOther() {
        Map<String, String> parts = parts(LINK.address(BASE, KEYS));
        // What is signed has a line for each part: none of them may bring a line of its own.
        parts.put("expires", EXPIRES.getEpochSecond() + "\nhttps://ton.twitter.com");
        assertThat(judge(parts, KEYS, EXPIRES.minusSeconds(1))).isInstanceOf(Judged.Forged.class);
        parts.put("expires", "+" + EXPIRES.getEpochSecond());
        assertThat(judge(parts, KEYS, EXPIRES.minusSeconds(1))).isInstanceOf(Judged.Forged.class);
        parts.put("expires", "0" + EXPIRES.getEpochSecond());
        assertThat(judge(parts, KEYS, EXPIRES.minusSeconds(1)))
                .as("a zero before it is the same number")
                .isInstanceOf(Judged.Good.class);
    }

    @Test
    void everyBitOfTheSignatureCounts() {
        byte[] signature =
                Base64.getUrlDecoder().decode(parts(LINK.address(BASE, KEYS)).get("signature"));
        for (int bit = 0; bit < signature.length * 8; bit++) {
            byte[] flipped = signature.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            String text = Base64.getUrlEncoder().withoutPadding().encodeToString(flipped);
            assertThat(judge(KEYS, EXPIRES.minusSeconds(1), changing("signature", text)))
                    .isInstanceOf(Judged.Forged.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"%%%", "A", "not base64!", "AAAA=AAAA", "\u0000"})
    void whatIsNoBase64IsForged(String text) {
        assertThat(judge(KEYS, EXPIRES.minusSeconds(1), changing("signature", text)))
                .isInstanceOf(Judged.Forged.class);
        assertThat(judge(KEYS, EXPIRES.minusSeconds(1), changing("source", text)))
                .isInstanceOf(Judged.Forged.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"short", "first-key-0123456789-0123456789-0,short", ","})
    void aShortKeyIsRefusedAndNotTold(String text) {
        assertThatThrownBy(() -> MediaKeys.parse(new Secret(text)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining(FIRST)
                .hasMessageNotContaining("short");
        assertThat(KEYS.toString()).doesNotContain(FIRST);
    }

    private static UnaryOperator<Map<String, String>> changing(String part, String value) {
        return parts -> {
            parts.put(part, value);
            return parts;
        };
    }

    private static Judged judge(MediaKeys keys, Instant now, UnaryOperator<Map<String, String>> change) {
        return judge(change.apply(parts(LINK.address(BASE, KEYS))), keys, now);
    }

    private static Judged judge(Map<String, String> parts, MediaKeys keys, Instant now) {
        return MediaLink.judge(
                parts.getOrDefault("streamid", ""),
                parts.getOrDefault("source", ""),
                parts.get("type"),
                parts.get("expires"),
                parts.get("signature"),
                keys,
                now);
    }

    private static Map<String, String> parts(String address) {
        URI uri = URI.create(address);
        String[] path = uri.getRawPath().split("/", -1);
        Map<String, String> parts = new HashMap<>();
        parts.put("streamid", path[path.length - 2]);
        parts.put("source", path[path.length - 1]);
        for (String pair : uri.getRawQuery().split("&", -1)) {
            String[] nameAndValue = pair.split("=", 2);
            parts.put(nameAndValue[0], nameAndValue[1]);
        }
        return parts;
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}

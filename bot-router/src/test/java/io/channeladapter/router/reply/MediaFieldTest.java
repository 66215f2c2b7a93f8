package io.channeladapter.router.reply;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.channeladapter.common.codec.Json;
import io.channeladapter.common.message.CheckedReply.MediaSource;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MediaFieldTest {
    private static final byte[] GIF = "GIF89a and the rest of it".getBytes(java.nio.charset.StandardCharsets.US_ASCII);

    private final List<String> problems = new ArrayList<>();

    @Test
    void mediaAreAnAddressOrTheFileOrAnId() {
        assertThat(read("{\"url\":\"https://a.example/c.png?x=1\"}").source())
                .isEqualTo(new MediaSource(URI.create("https://a.example/c.png?x=1"), null));
        assertThat(read("{\"base64\":\"" + base64(GIF) + "\"}").source()).isEqualTo(new MediaSource(null, base64(GIF)));
        assertThat(read("{\"id\":\"12\",\"url\":null}")).isEqualTo(new MediaField("12", null));
        assertThat(problems).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "{\"id\":12}"})
    void noMediaAreAsNullAndAnIdMayBeANumber(String media) {
        assertThat(read(media).source()).isNull();
        assertThat(problems).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{}|media: must be one of",
                "[]|media: must be one of",
                "{\"id\":\"1\",\"url\":\"https://a.example\"}|media: must be one of",
                "{\"id\":\"photo\"}|media.id: must be the id",
                "{\"id\":true}|media.id: must be the id",
                "{\"url\":7}|media.url: must be a string",
                "{\"url\":\"\"}|media.url: must be an http or https address",
                "{\"url\":\"a.example/c.png\"}|media.url: must be an http or https address",
                "{\"url\":\"file:///etc/passwd\"}|media.url: must be an http or https address",
                "{\"url\":\"https:///c.png\"}|media.url: must be an http or https address",
                "{\"url\":\"https://a.example/a b\"}|media.url: must be an http or https address",
                "{\"url\":\"https://a.example:65536/c.png\"}|media.url: must be an http or https address",
                "{\"url\":\"https://a.example/\\ud83d\"}|media.url: must be an http or https address",
                "{\"url\":\"https://me:word@a.example/c.png\"}|media.url: must not hold a user or a password",
                "{\"base64\":7}|media.base64: must be a string",
                "{\"base64\":\"data:image/gif;base64,R0lGODlh\"}|media.base64: must be base64",
                "{\"base64\":\"R0lG\\nODlh\"}|media.base64: must be base64",
                "{\"base64\":\"\"}|media.base64: must be a file of JPEG",
                "{\"base64\":\"PGh0bWw+PC9odG1sPg==\"}|media.base64: must be a file of JPEG"
            })
    void whatIsWrongIsNamed(String media, String problem) {
        assertThat(read(media)).isEqualTo(new MediaField(null, null));
        assertThat(problems).singleElement().asString().startsWith(problem);
    }

    @Test
    void aFileThatFillsTheRecordIsTakenAndALargerOneIsNot() {
        read("{\"base64\":\"" + base64(Arrays.copyOf(GIF, MediaField.MOST_BYTES)) + "\"}");
        assertThat(problems).isEmpty();

        read("{\"base64\":\"" + base64(Arrays.copyOf(GIF, MediaField.MOST_BYTES + 3)) + "\"}");
        assertThat(problems)
                .containsExactly(
                        "media.base64: a file of at most 512 KiB fits into a reply; give a larger one by its url");
    }

    @Test
    void anAddressHasAnEnd() {
        read("{\"url\":\"https://a.example/" + "x".repeat(2_000) + "\"}");
        assertThat(problems).containsExactly("media.url: 2018 characters of at most 2000");
    }

    private MediaField read(String media) {
        try {
            return MediaField.read(Json.MAPPER.readTree(media), problems::add);
        } catch (JsonProcessingException e) {
            throw new AssertionError(media, e);
        }
    }

    private static String base64(byte[] file) {
        return Base64.getEncoder().encodeToString(file);
    }
}

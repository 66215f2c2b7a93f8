package io.channeladapter.common.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.channeladapter.common.media.MediaFormat.Category;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MediaFormatTest {
    static Stream<Arguments> formats() {
        return Stream.of(
                arguments("\u00ff\u00d8\u00ff\u00e0 JFIF", MediaFormat.JPEG),
                arguments("\u0089PNG\r\n\u001a\n____IHDR", MediaFormat.PNG),
                arguments("GIF87a", MediaFormat.GIF),
                arguments("GIF89a____", MediaFormat.GIF),
                arguments("RIFF____WEBPVP8 ", MediaFormat.WEBP),
                arguments("____ftypisom____", MediaFormat.MP4),
                arguments("____ftypmp42____", MediaFormat.MP4),
                arguments("____ftypM4V ____", MediaFormat.MP4),
                arguments("____ftypqt  ____", MediaFormat.MOV),
                arguments("____moov________", MediaFormat.MOV));
    }

    @ParameterizedTest
    @MethodSource("formats")
    void aFileIsWhatItsFirstBytesSay(String head, MediaFormat format) {
        assertThat(MediaFormat.of(head.getBytes(StandardCharsets.ISO_8859_1))).contains(format);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "GIF8",
                "\u00ff\u00d8",
                "<html><body>____",
                "<svg xmlns=_____",
                "%PDF-1.7________",
                "BM______________",
                "RIFF____WAVEfmt ",
                "____ftypM4A ____",
                "____ftypheic____",
                "____ftypavif____",
                "____ftyp",
                "\u001aE\u00df\u00a3webm",
                "PK\u0003\u0004____"
            })
    void whatTwitterDoesNotTakeIsNone(String head) {
        assertThat(MediaFormat.of(head.getBytes(StandardCharsets.ISO_8859_1))).isEmpty();
    }

    @Test
    void eachCategoryHasTwittersWordAndLimit() {
        assertThat(Category.DM_IMAGE.mostBytes()).isEqualTo(5_242_880);
        assertThat(Category.DM_GIF.mostBytes()).isEqualTo(15_728_640);
        assertThat(Category.DM_VIDEO.mostBytes()).isEqualTo(536_870_912);
        assertThat(MediaFormat.GIF.category().wire()).isEqualTo("dm_gif");
        assertThat(MediaFormat.WEBP.category().wire()).isEqualTo("dm_image");
        assertThat(MediaFormat.MOV.category().wire()).isEqualTo("dm_video");
        assertThat(MediaFormat.MOV.contentType()).isEqualTo("video/quicktime");
    }
}

package io.channeladapter.common.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VideoLengthTest {
    private static final byte[] FILE_TYPE = box("ftyp", "isom0000".getBytes(StandardCharsets.ISO_8859_1));
    private static final byte[] SOUND_AND_PICTURE = box("mdat", new byte[5_000]);

    @TempDir
    private Path folder = Path.of("unset");

    @ParameterizedTest
    @CsvSource({"600, 84000, 140000", "1000, 140001, 140001", "90000, 45000, 500", "1, 4294967294, 4294967294000"})
    void lengthIsWhatTheHeaderOfTheMovieSays(long perSecond, long units, long millis) throws IOException {
        byte[] movie = box("moov", header(perSecond, units));

        assertThat(length(FILE_TYPE, movie, SOUND_AND_PICTURE)).contains(Duration.ofMillis(millis));
        assertThat(length(FILE_TYPE, SOUND_AND_PICTURE, movie)).contains(Duration.ofMillis(millis));
        assertThat(length(
                        FILE_TYPE, SOUND_AND_PICTURE, box("moov", box("free", new byte[9]), header(perSecond, units))))
                .contains(Duration.ofMillis(millis));
    }

    @Test
    void headersAndBoxesWith64BitsAreRead() throws IOException {
        byte[] movie = large("moov", longHeader(1_000, 200_000));

        assertThat(length(FILE_TYPE, large("mdat", new byte[70_000]), movie)).contains(Duration.ofSeconds(200));
    }

    @Test
    void lastBoxMayGoToTheEndOfTheFile() throws IOException {
        byte[] movie = box("moov", header(1_000, 7_000));
        movie[0] = movie[1] = movie[2] = movie[3] = 0;

        assertThat(length(FILE_TYPE, movie)).contains(Duration.ofSeconds(7));
    }

    @Test
    void fileThatDoesNotSayItsLengthHasNone() throws IOException {
        assertThat(length()).isEmpty();
        assertThat(length(FILE_TYPE, SOUND_AND_PICTURE)).isEmpty();
        assertThat(length(FILE_TYPE, box("moov", box("trak", new byte[30])))).isEmpty();
        assertThat(length(box("moov", header(1_000, 0)))).isEmpty();
        assertThat(length(box("moov", header(0, 1_000)))).isEmpty();
        assertThat(length(box("moov", header(1_000, 0xffffffffL)))).isEmpty();
        assertThat(length(box("moov", longHeader(1_000, -1)))).isEmpty();
    }

    @Test
    void noBytesMakeItFailOrReadForEver() throws IOException {
        Random random = new Random(7);
        byte[] whole = join(FILE_TYPE, box("moov", header(600, 84_000)), SOUND_AND_PICTURE);
        for (int i = 0; i < 2_000; i++) {
            byte[] broken = java.util.Arrays.copyOf(whole, random.nextInt(80));
            for (int j = 0; j < 3 && broken.length > 0; j++) {
                broken[random.nextInt(broken.length)] = (byte) random.nextInt(256);
            }
            assertThat(length(broken)).isNotNull();
        }
        assertThat(length(ByteBuffer.allocate(16)
                        .putInt(1)
                        .put("free".getBytes(StandardCharsets.ISO_8859_1))
                        .putLong(Long.MIN_VALUE)
                        .array()))
                .isEmpty();
    }

    private Optional<Duration> length(byte[]... boxes) throws IOException {
        Path file = folder.resolve("video");
        Files.write(file, join(boxes));
        try (SeekableByteChannel channel = Files.newByteChannel(file)) {
            return VideoLength.of(channel);
        }
    }

    private static byte[] header(long perSecond, long units) {
        return box(
                "mvhd",
                ByteBuffer.allocate(100)
                        .putInt(0)
                        .putLong(0)
                        .putInt((int) perSecond)
                        .putInt((int) units)
                        .array());
    }

    private static byte[] longHeader(long perSecond, long units) {
        return box(
                "mvhd",
                ByteBuffer.allocate(112)
                        .putInt(1 << 24)
                        .putLong(0)
                        .putLong(0)
                        .putInt((int) perSecond)
                        .putLong(units)
                        .array());
    }

    private static byte[] box(String type, byte[]... content) {
        byte[] all = join(content);
        return ByteBuffer.allocate(8 + all.length)
                .putInt(8 + all.length)
                .put(type.getBytes(StandardCharsets.ISO_8859_1))
                .put(all)
                .array();
    }

    private static byte[] large(String type, byte[]... content) {
        byte[] all = join(content);
        return ByteBuffer.allocate(16 + all.length)
                .putInt(1)
                .put(type.getBytes(StandardCharsets.ISO_8859_1))
                .putLong(16 + all.length)
                .put(all)
                .array();
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            joined.writeBytes(part);
        }
        return joined.toByteArray();
    }
}

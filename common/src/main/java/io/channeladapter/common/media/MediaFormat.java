package io.channeladapter.common.media;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/**
 * A format of files that Twitter takes with a direct message, told from a file's first bytes: what a header or an
 * extension says of it is not believed.
 *
 * @see <a href="https://docs.x.com/x-api/media/introduction">X developer platform: media</a>
 */
public enum MediaFormat {
    JPEG("image/jpeg", Category.DM_IMAGE),
    PNG("image/png", Category.DM_IMAGE),
    WEBP("image/webp", Category.DM_IMAGE),
    GIF("image/gif", Category.DM_GIF),
    MP4("video/mp4", Category.DM_VIDEO),
    MOV("video/quicktime", Category.DM_VIDEO);

    /** How many bytes of a file tell its format. */
    public static final int HEAD_BYTES = 16;

    private static final byte[] PNG_START = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    private static final byte[] JPEG_START = {(byte) 0xff, (byte) 0xd8, (byte) 0xff};
    /** Major brands of ISO media files that are videos; others are sound (M4A) or stills (heic, avif). */
    private static final Set<String> MP4_BRANDS = Set.of(
            "isom", "iso2", "iso3", "iso4", "iso5", "iso6", "iso7", "iso8", "iso9", "mp41", "mp42", "mp71", "avc1",
            "M4V ", "M4VH", "M4VP", "MSNV", "dash", "mmp4", "f4v ");
    /** What QuickTime files of before brands begin with. */
    private static final Set<String> MOV_BOXES = Set.of("moov", "mdat", "wide");

    private final String contentType;
    private final Category category;

    MediaFormat(String contentType, Category category) {
        this.contentType = contentType;
        this.category = category;
    }

    /** Twitter's classes of media in direct messages, each with a limit of its own. */
    public enum Category {
        DM_IMAGE("dm_image", 5),
        DM_GIF("dm_gif", 15),
        DM_VIDEO("dm_video", 512);

        private final String wire;
        private final long mostBytes;

        Category(String wire, int mostMebibytes) {
            this.wire = wire;
            this.mostBytes = mostMebibytes * 1024L * 1024L;
        }

        /** Twitter's word for it. */
        public String wire() {
            return wire;
        }

        /** The largest file that Twitter takes. */
        public long mostBytes() {
            return mostBytes;
        }
    }

    /** Such as {@code image/png}. */
    public String contentType() {
        return contentType;
    }

    /** Twitter's class of it. */
    public Category category() {
        return category;
    }

    /** The format of a file by its first {@link #HEAD_BYTES} bytes, or all of it where it has fewer; empty for others. */
    public static Optional<MediaFormat> of(byte[] head) {
        if (startsWith(head, JPEG_START)) {
            return Optional.of(JPEG);
        }
        if (startsWith(head, PNG_START)) {
            return Optional.of(PNG);
        }
        String start = ascii(head, 0, 6);
        if (start.equals("GIF87a") || start.equals("GIF89a")) {
            return Optional.of(GIF);
        }
        if (start.startsWith("RIFF") && ascii(head, 8, 12).equals("WEBP")) {
            return Optional.of(WEBP);
        }
        String box = ascii(head, 4, 8);
        String brand = ascii(head, 8, 12);
        if (MOV_BOXES.contains(box) || (box.equals("ftyp") && brand.equals("qt  "))) {
            return Optional.of(MOV);
        }
        return box.equals("ftyp") && MP4_BRANDS.contains(brand) ? Optional.of(MP4) : Optional.empty();
    }

    private static boolean startsWith(byte[] head, byte[] start) {
        return head.length >= start.length && Arrays.equals(head, 0, start.length, start, 0, start.length);
    }

    private static String ascii(byte[] head, int from, int to) {
        return head.length < to ? "" : new String(head, from, to - from, StandardCharsets.ISO_8859_1);
    }
}

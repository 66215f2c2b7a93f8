package io.channeladapter.common.media;

import java.io.EOFException;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/**
 * How long the video of an MP4 or MOV file lasts, as the header of its movie says. Reads a few hundred bytes wherever they
 * stand in the file. Libraries that read all of what such a file tells believe the lengths in it and take as much memory:
 * these files come from strangers.
 *
 * @see <a href="https://www.iso.org/standard/83102.html">ISO/IEC 14496-12, boxes {@code moov} and {@code mvhd}</a>
 */
public final class VideoLength {
    /** What Twitter takes in a direct message. */
    public static final Duration MOST = Duration.ofSeconds(140);

    private static final int MOST_BOXES = 1_000;
    private static final int HEADER = 8;
    private static final int LARGE_HEADER = 16;
    /** Version and flags; then, as long as the version says, two times, the time scale, the duration. */
    private static final int SHORT_MOVIE_HEADER = 20;

    private static final int LONG_MOVIE_HEADER = 32;

    private VideoLength() {}

    /**
     * The length; empty where the file does not say.
     *
     * @throws IOException where the file cannot be read; not where what it says makes no sense
     */
    public static Optional<Duration> of(SeekableByteChannel file) throws IOException {
        try {
            Box whole = new Box("", 0, file.size());
            Optional<Box> movie = find("moov", whole, file);
            Optional<Box> header = movie.isEmpty() ? Optional.empty() : find("mvhd", movie.get(), file);
            return header.isEmpty() ? Optional.empty() : duration(header.get(), file);
        } catch (EOFException e) {
            return Optional.empty();
        }
    }

    /** What stands between two places of the file, under a type. */
    private record Box(String type, long from, long to) {}

    private static Optional<Box> find(String type, Box within, SeekableByteChannel file) throws IOException {
        long at = within.from();
        for (int i = 0; i < MOST_BOXES && at + HEADER <= within.to(); i++) {
            Box box = boxAt(at, within.to(), file);
            if (box.type().equals(type)) {
                return Optional.of(box);
            }
            if (box.to() <= at || box.to() > within.to()) {
                return Optional.empty();
            }
            at = box.to();
        }
        return Optional.empty();
    }

    // A size of 0 means up to the end, and one of 1 that the size stands behind the type in 64 bits.
    private static Box boxAt(long at, long end, SeekableByteChannel file) throws IOException {
        ByteBuffer header = read(at, HEADER, file);
        long size = Integer.toUnsignedLong(header.getInt());
        byte[] type = new byte[4];
        header.get(type);
        int before = HEADER;
        if (size == 1) {
            size = read(at + HEADER, LARGE_HEADER - HEADER, file).getLong();
            before = LARGE_HEADER;
        }
        long to = size == 0 ? end : at + size;
        return new Box(new String(type, StandardCharsets.ISO_8859_1), at + before, to);
    }

    private static Optional<Duration> duration(Box header, SeekableByteChannel file) throws IOException {
        boolean isLong = read(header.from(), 1, file).get() == 1;
        ByteBuffer fields = read(header.from(), isLong ? LONG_MOVIE_HEADER : SHORT_MOVIE_HEADER, file);
        fields.position(isLong ? 20 : 12);
        long perSecond = Integer.toUnsignedLong(fields.getInt());
        BigInteger units = isLong
                ? new BigInteger(Long.toUnsignedString(fields.getLong()))
                : BigInteger.valueOf(Integer.toUnsignedLong(fields.getInt()));
        // All bits set says that it is not known; none, that what follows in pieces is not counted.
        BigInteger unknown =
                BigInteger.TWO.pow(isLong ? Long.SIZE : Integer.SIZE).subtract(BigInteger.ONE);
        if (perSecond == 0 || units.signum() == 0 || units.equals(unknown)) {
            return Optional.empty();
        }
        BigInteger millis = units.multiply(BigInteger.valueOf(1_000)).divide(BigInteger.valueOf(perSecond));
        return Optional.of(
                Duration.ofMillis(millis.min(BigInteger.valueOf(Long.MAX_VALUE)).longValue()));
    }

    private static ByteBuffer read(long at, int bytes, SeekableByteChannel file) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(bytes);
        file.position(at);
        while (buffer.hasRemaining()) {
            if (file.read(buffer) < 0) {
                throw new EOFException();
            }
        }
        return buffer.flip();
    }
}

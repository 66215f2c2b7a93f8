package io.channeladapter.egress.media;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The part of a file that a reader wants; a header that is no single range of bytes counts as none. Pure. */
sealed interface ByteRange {
    /**
     * From a byte on.
     *
     * @param first counted from 0
     * @param last the last one wanted; {@link Long#MAX_VALUE} for all that follow
     */
    record From(long first, long last) implements ByteRange {
        @Override
        public String header() {
            return "bytes=" + first + "-" + (last == Long.MAX_VALUE ? "" : last);
        }

        @Override
        public Optional<Slice> in(long length) {
            return first < length ? Optional.of(new Slice(first, Math.min(last, length - 1))) : Optional.empty();
        }
    }

    /**
     * The end.
     *
     * @param count number of bytes
     */
    record Last(long count) implements ByteRange {
        @Override
        public String header() {
            return "bytes=-" + count;
        }

        @Override
        public Optional<Slice> in(long length) {
            return count > 0 && length > 0
                    ? Optional.of(new Slice(Math.max(0, length - count), length - 1))
                    : Optional.empty();
        }
    }

    /**
     * Bytes of a file whose length is known.
     *
     * @param first counted from 0
     * @param last at least {@code first}
     */
    record Slice(long first, long last) {
        private static final Pattern CONTENT_RANGE =
                Pattern.compile("bytes ([0-9]{1,18})-([0-9]{1,18})/([0-9]{1,18}|\\*)");

        /** The one that a {@code Content-Range} names; empty where it names none. */
        static Optional<Slice> read(String contentRange) {
            Matcher matcher = CONTENT_RANGE.matcher(contentRange.strip());
            if (!matcher.matches()) {
                return Optional.empty();
            }
            Slice slice = new Slice(Long.parseLong(matcher.group(1)), Long.parseLong(matcher.group(2)));
            return slice.first <= slice.last && slice.last < total(matcher.group(3))
                    ? Optional.of(slice)
                    : Optional.empty();
        }

        /** Length of the whole file by a {@code Content-Range}; as long as can be where it does not tell. */
        static long totalOf(String contentRange) {
            return total(contentRange.substring(contentRange.indexOf('/') + 1).strip());
        }

        private static long total(String text) {
            return text.equals("*") ? Long.MAX_VALUE : Long.parseLong(text);
        }

        long length() {
            return last - first + 1;
        }
    }

    Pattern SINGLE = Pattern.compile("bytes=([0-9]{0,18})-([0-9]{0,18})");

    /** The range that a {@code Range} header names. */
    static Optional<ByteRange> parse(@Nullable String header) {
        Matcher matcher = SINGLE.matcher(header == null ? "" : header.strip());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String first = matcher.group(1);
        String last = matcher.group(2);
        if (first.isEmpty()) {
            return last.isEmpty() ? Optional.empty() : Optional.of(new Last(Long.parseLong(last)));
        }
        From from = new From(Long.parseLong(first), last.isEmpty() ? Long.MAX_VALUE : Long.parseLong(last));
        return from.first() <= from.last() ? Optional.of(from) : Optional.empty();
    }

    /** As a {@code Range} header. */
    String header();

    /** Its bytes in a file of this length; empty where it has none of them. */
    Optional<Slice> in(long length);
}

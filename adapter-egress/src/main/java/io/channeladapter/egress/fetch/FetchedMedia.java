package io.channeladapter.egress.fetch;

import io.channeladapter.common.twitter.MediaFile;

/** What came of media that a bot wants to send. */
public sealed interface FetchedMedia {
    /** A file to upload; to be closed after, which deletes it. */
    final class Ready implements FetchedMedia, AutoCloseable {
        private final MediaFile file;
        private final Runnable end;

        Ready(MediaFile file, Runnable end) {
            this.file = file;
            this.end = end;
        }

        /** The file; it can be read until it is closed. */
        public MediaFile file() {
            return file;
        }

        @Override
        public void close() {
            end.run();
        }
    }

    /**
     * It can never be sent.
     *
     * @param why in one word
     * @param detail why, for whoever writes the bot
     */
    record Refused(FetchResult why, String detail) implements FetchedMedia {}

    /**
     * It was not to be had, more than once.
     *
     * @param why in one word
     * @param detail why, for whoever writes the bot
     */
    record Unavailable(FetchResult why, String detail) implements FetchedMedia {}

    /**
     * This service itself is in trouble, such as a full disk.
     *
     * @param detail what is wrong, for a person
     */
    record Trouble(String detail) implements FetchedMedia {
        static final Trouble OF_DISK = new Trouble("the adapter has no room on its disk for media");
    }
}

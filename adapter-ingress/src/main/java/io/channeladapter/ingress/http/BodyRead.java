package io.channeladapter.ingress.http;

/** What came of reading a request's body. */
sealed interface BodyRead {
    /** The whole body; its memory counts against the budget until it is closed. */
    final class Complete implements BodyRead, AutoCloseable {
        private final byte[] bytes;
        private final Runnable release;

        Complete(byte[] bytes, Runnable release) {
            this.bytes = bytes;
            this.release = release;
        }

        byte[] bytes() {
            return bytes;
        }

        /** Gives its memory back; to be called once. */
        @Override
        public void close() {
            release.run();
        }
    }

    /**
     * The body was not read to its end.
     *
     * @param why what to answer
     */
    record Refused(Answer why) implements BodyRead {}
}

package io.channeladapter.ingress.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class BodyReaderTest {
    private final BodyReader reader = new BodyReader(100, 300, Duration.ofMinutes(1));

    @Test
    void readsABodyOfTheFullSize() {
        assertThat(read(100))
                .isInstanceOfSatisfying(
                        BodyRead.Complete.class,
                        body -> assertThat(body.bytes()).hasSize(100));
    }

    @Test
    void readsAnEmptyBody() {
        assertThat(read(0))
                .isInstanceOfSatisfying(
                        BodyRead.Complete.class,
                        body -> assertThat(body.bytes()).isEmpty());
    }

    @Test
    void refusesABodyOfOneByteMore() {
        assertThat(read(101)).isEqualTo(new BodyRead.Refused(Answer.BODY_TOO_LARGE));
    }

    @Test
    void refusesWhatDoesNotFitInMemoryUntilOthersAreDone() {
        BodyRead first = read(100);
        assertThat(read(100)).isEqualTo(new BodyRead.Refused(Answer.OVERLOADED));
        assertThat(first).isInstanceOfSatisfying(BodyRead.Complete.class, BodyRead.Complete::close);
        assertThat(read(100)).isInstanceOf(BodyRead.Complete.class);
    }

    @Test
    void strangersLeaveRoomForThoseWhoHaveProvenThemselves() {
        assertThat(read(100)).isInstanceOf(BodyRead.Complete.class);
        assertThat(read(100)).isEqualTo(new BodyRead.Refused(Answer.OVERLOADED));
        for (int n = 0; n < 2; n++) {
            assertThat(reader.read(new ByteArrayInputStream(new byte[100]), true))
                    .isInstanceOf(BodyRead.Complete.class);
        }
        assertThat(reader.read(new ByteArrayInputStream(new byte[100]), true))
                .isEqualTo(new BodyRead.Refused(Answer.OVERLOADED));
    }

    @Test
    void whatIsRefusedHoldsNoMemory() {
        for (int n = 0; n < 10; n++) {
            read(101);
            reader.read(new Broken(), false);
        }
        assertThat(read(100)).isInstanceOf(BodyRead.Complete.class);
    }

    @Test
    void refusesABodyThatBreaksOff() {
        assertThat(reader.read(new Broken(), false)).isEqualTo(new BodyRead.Refused(Answer.BODY_INCOMPLETE));
    }

    @Test
    void refusesABodyThatTakesTooLong() {
        BodyReader hasty = new BodyReader(100, 300, Duration.ofNanos(-1));
        assertThat(hasty.read(new ByteArrayInputStream(new byte[10]), false))
                .isEqualTo(new BodyRead.Refused(Answer.BODY_INCOMPLETE));
    }

    private BodyRead read(int bytes) {
        return reader.read(new ByteArrayInputStream(new byte[bytes]), false);
    }

    /** Gives ten bytes and breaks off. */
    private static final class Broken extends InputStream {
        private int given;

        @Override
        public int read() throws IOException {
            if (given++ == 10) {
                throw new IOException("gone");
            }
            return 'x';
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            into[offset] = (byte) read();
            return 1;
        }
    }
}

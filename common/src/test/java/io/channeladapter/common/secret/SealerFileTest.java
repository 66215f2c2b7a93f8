package io.channeladapter.common.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** A keyset that came from a file follows it. */
class SealerFileTest {
    private final Keyset first = Keyset.fresh();
    private final Keyset promoted = first.withNewKey().withNewestPrimary();
    private final AtomicLong nanos = new AtomicLong();
    private final Logger logger = (Logger) LoggerFactory.getLogger(KeysInUse.class);
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private Path file;
    private Sealer sealer;

    @BeforeEach
    void start(@TempDir Path folder) throws IOException {
        file = folder.resolve("keyset.json");
        write(first.json().reveal());
        sealer = Sealer.with(new KeysetSource(first.json(), file), nanos::get);
        log.start();
        logger.addAppender(log);
    }

    @AfterEach
    void stop() {
        logger.detachAppender(log);
    }

    @Test
    void aKeyThatIsNotKnownYetIsLookedForAtOnce() throws Exception {
        write(promoted.json().reveal());

        assertThat(sealer.open(Sealer.with(promoted.json()).seal("token", "st-1"), "st-1"))
                .isEqualTo("token");
        assertThat(sealer.edition()).isEqualTo(2);
    }

    @Test
    void aNewPrimarySealsASecondLaterAtTheLatest() throws Exception {
        write(promoted.json().reveal());

        assertThat(Sealer.with(promoted.json()).isOfPrimaryKey(sealer.seal("token", "st-1")))
                .isFalse();
        nanos.addAndGet(Duration.ofSeconds(1).toNanos());
        assertThat(Sealer.with(promoted.json()).isOfPrimaryKey(sealer.seal("token", "st-1")))
                .isTrue();
    }

    @Test
    void aFileThatHoldsNoKeysetLeavesTheOldOneAndIsLoggedOnce() throws Exception {
        String sealed = sealer.seal("token", "st-1");
        write("{\"a secret\": 1}");

        for (int second = 0; second < 3; second++) {
            nanos.addAndGet(Duration.ofSeconds(1).toNanos());
            assertThat(sealer.open(sealed, "st-1")).isEqualTo("token");
        }

        assertThat(log.list).singleElement().satisfies(event -> {
            assertThat(event.getFormattedMessage()).contains("stays as it was");
            assertThat(event.getThrowableProxy()).isNull();
        });
        write(promoted.json().reveal());
        nanos.addAndGet(Duration.ofSeconds(1).toNanos());
        assertThat(sealer.edition()).isEqualTo(2);
    }

    @Test
    void aFileThatIsGoneLeavesTheOldOneAndIsLoggedOnce() throws Exception {
        String sealed = sealer.seal("token", "st-1");
        Files.delete(file);

        for (int second = 0; second < 3; second++) {
            nanos.addAndGet(Duration.ofSeconds(1).toNanos());
            assertThat(sealer.open(sealed, "st-1")).isEqualTo("token");
        }

        assertThat(log.list).hasSize(1);
    }

    @Test
    void aTextOfAKeyThatIsNowhereStaysClosed() {
        String stranger = Sealer.with(Sealer.newKeyset()).seal("token", "st-1");

        assertThat(sealer.isOfUnknownKey(stranger)).isTrue();
        assertThatThrownBy(() -> sealer.open(stranger, "st-1")).isInstanceOf(UnsealableException.class);
    }

    @Test
    void aDamagedTextIsOfNoUnknownKey() {
        String sealed = sealer.seal("token", "st-1");

        assertThat(sealer.isOfUnknownKey("?")).isFalse();
        assertThat(sealer.isOfUnknownKey("")).isFalse();
        assertThat(sealer.isOfUnknownKey(sealed.substring(0, sealed.length() - 8) + "AAAAAAA="))
                .isFalse();
    }

    private void write(String text) throws IOException {
        Files.writeString(file, text);
    }
}

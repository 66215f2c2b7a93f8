package io.channeladapter.common.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CloserTest {
    private final List<String> closed = new ArrayList<>();
    private final Closer closer = new Closer();

    @Test
    void closesInReverseOrderAndOnce() {
        closer.add(() -> closed.add("first"));
        closer.add(() -> closed.add("second"));

        closer.close();
        closer.close();

        assertThat(closed).containsExactly("second", "first");
    }

    @Test
    void onePartThatFailsKeepsNoOtherOpen() {
        closer.add(() -> closed.add("first"));
        closer.add(() -> {
            throw new IllegalStateException("fault");
        });

        closer.close();

        assertThat(closed).containsExactly("first");
    }

    @Test
    void anInterruptIsKeptAndTheRestIsClosed() {
        closer.add(() -> closed.add("first"));
        closer.add(() -> {
            throw new InterruptedException();
        });

        closer.close();

        assertThat(Thread.interrupted()).isTrue();
        assertThat(closed).containsExactly("first");
    }
}

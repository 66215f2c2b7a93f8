package io.channeladapter.common.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.channeladapter.common.codec.Samples;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Without the agent, which is how all tests but one run. */
class TraceTest {
    private static final String OTHER = Traceparent.named("another");
    private static final String SAME_TRACE_LATER = "00-0af7651916cd43dd8448eb211c80319c-00000000000000aa-01";

    private final List<Optional<String>> seen = new ArrayList<>();

    @Test
    void aThreadWorksForNoTraceUntilItIsTold() {
        assertThat(Trace.current()).isEmpty();
        Trace.within(Samples.TRACE, this::look);
        assertThat(seen).containsExactly(Optional.of(Samples.TRACE));
        assertThat(Trace.current()).isEmpty();
    }

    @Test
    void workThatIsPartOfNoneLeavesTheThreadItsOwn() {
        Trace.within(Samples.TRACE, () -> Trace.within(null, this::look));
        Trace.within(Samples.TRACE, () -> Trace.within("nonsense", this::look));
        assertThat(seen).containsExactly(Optional.of(Samples.TRACE), Optional.of(Samples.TRACE));
    }

    @Test
    void workForAnotherTraceIsPartOfThatAlone() {
        Trace.within(Samples.TRACE, () -> {
            Trace.within(OTHER, this::look);
            look();
        });
        assertThat(seen).containsExactly(Optional.of(OTHER), Optional.of(Samples.TRACE));
    }

    @Test
    void whatIsUntracedIsPartOfNone() {
        Trace.within(Samples.TRACE, () -> Trace.untraced(this::look));
        assertThat(seen).containsExactly(Optional.empty());
    }

    @Test
    void whatCameIsHandedOnWhereTheThreadWorksForNothingElse() {
        assertThat(Trace.continuing(Samples.TRACE)).contains(Samples.TRACE);
        assertThat(Trace.continuing(null)).isEmpty();
        assertThat(Trace.continuing("nonsense")).isEmpty();
    }

    @Test
    void theThreadsOwnIsNearerWhereItIsOfTheSameTraceOrNoneCame() {
        Trace.within(SAME_TRACE_LATER, () -> {
            seen.add(Trace.continuing(Samples.TRACE));
            seen.add(Trace.continuing(null));
            seen.add(Trace.continuing(OTHER));
        });
        assertThat(seen)
                .containsExactly(Optional.of(SAME_TRACE_LATER), Optional.of(SAME_TRACE_LATER), Optional.of(OTHER));
    }

    @Test
    void aSpanIsTheTraceThatItWasGiven() {
        int answer = Trace.span("ask", Samples.TRACE, () -> {
            Trace.note(LogKeys.STREAMID, Samples.STREAM);
            Trace.failed("permanent");
            look();
            return 42;
        });
        assertThat(answer).isEqualTo(42);
        assertThat(seen).containsExactly(Optional.of(Samples.TRACE));
    }

    @Test
    void whatIsThrownInASpanIsThrownOn() {
        assertThatThrownBy(() -> Trace.span("ask", null, () -> {
                    throw new IllegalStateException("no");
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(Trace.current()).isEmpty();
    }

    private void look() {
        seen.add(Trace.current());
    }
}

package io.channeladapter.common.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.channeladapter.common.codec.Samples;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceparentTest {
    @Test
    void oneThatIsValidIsTakenAsItIs() {
        assertThat(Traceparent.valid(Samples.TRACE)).contains(Samples.TRACE);
        assertThat(Traceparent.traceId(Samples.TRACE)).isEqualTo("0af7651916cd43dd8448eb211c80319c");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nonsense",
                "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
                "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01\n"
            })
    void anythingElseIsNone(String text) {
        assertThat(Traceparent.valid(text)).isEmpty();
        assertThat(Traceparent.traceId(text)).isNull();
    }

    @Test
    void aFreshOneIsValidAndNew() {
        Random random = new Random(1);
        String one = Traceparent.fresh(random);
        assertThat(Traceparent.valid(one)).contains(one);
        assertThat(Traceparent.fresh(random)).isNotEqualTo(one);
    }

    @Test
    void thatOfANameIsValidAndTheSameAgain() {
        String one = Traceparent.named("bot.demo.replies-3-17@1");
        assertThat(Traceparent.valid(one)).contains(one);
        assertThat(Traceparent.named("bot.demo.replies-3-17@1")).isEqualTo(one);
        assertThat(Traceparent.named("bot.demo.replies-3-18@1")).isNotEqualTo(one);
    }
}

package io.channeladapter.config.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.channeladapter.common.channel.Channel;
import io.channeladapter.common.channel.ChannelStatus;
import io.channeladapter.common.secret.Sealer;
import io.channeladapter.config.authorize.CallbackProbe;
import io.channeladapter.config.change.CallbackUrls;
import io.channeladapter.config.decide.Samples;
import io.channeladapter.config.doctor.Examination.Check;
import io.channeladapter.config.doctor.Examination.Finding;
import io.channeladapter.config.doctor.Examinations.Examined;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExaminationsTest {
    private Instant now = Samples.NOW;
    private int examined;
    private final Channel channel = Samples.channel(ChannelStatus.DRAFT);
    private final Examinations examinations = new Examinations(
            new Doctor(
                    Sealer.with(Sealer.newKeyset()),
                    new CallbackUrls(URI.create("https://bots.example.com")),
                    generation -> {
                        throw new AssertionError("a draft has nothing at Twitter");
                    },
                    (url, key) -> new CallbackProbe.Answer.Right(),
                    TwitterClock.Comparison.Untold::new,
                    topic -> {
                        examined += topic.endsWith(".events") ? 1 : 0;
                        return true;
                    },
                    () -> now),
            () -> now);

    @Test
    void whoOnlyLooksHasAChannelExaminedOnceAMinute() {
        Examined first = examinations.examine(channel, false, Watcher.NONE);
        now = now.plusSeconds(59);
        assertThat(examinations.examine(channel, false, Watcher.NONE)).isSameAs(first);
        assertThat(first.at()).isEqualTo(Samples.NOW);
        assertThat(examined).isEqualTo(1);

        now = now.plusSeconds(1);
        examinations.examine(channel, false, Watcher.NONE);
        assertThat(examined).isEqualTo(2);
    }

    @Test
    void whoMayChangeTheChannelHasItExaminedEachTime() {
        examinations.examine(channel, true, Watcher.NONE);
        Examined second = examinations.examine(channel, true, Watcher.NONE);

        assertThat(examined).isEqualTo(2);
        assertThat(examinations.examine(channel, false, Watcher.NONE)).isSameAs(second);
    }

    @Test
    void whatWasFoundLastIsToldLookByLook() {
        List<Finding> told = new ArrayList<>();
        Examined first = examinations.examine(channel, false, Watcher.NONE);

        examinations.examine(channel, false, new Watcher() {
            @Override
            public void began(Check check) {
                throw new AssertionError("nothing is looked at");
            }

            @Override
            public void ended(Finding finding) {
                told.add(finding);
            }
        });

        assertThat(told).isEqualTo(first.examination().findings());
    }
}

package io.channeladapter.router.dedupe;

import static org.assertj.core.api.Assertions.assertThat;

import io.channeladapter.router.dedupe.Dedupe.Verdict;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DedupeTest {
    @Test
    void g2_eachIdPassesOnceWhateverTheOrder() {
        for (long seed = 1; seed <= 200; seed++) {
            Random random = new Random(seed);
            List<Integer> ids = new ArrayList<>();
            for (int id = 0; id < 20; id++) {
                ids.addAll(Collections.nCopies(1 + random.nextInt(4), id));
            }
            Collections.shuffle(ids, random);

            assertThat(passed(ids)).as("seed " + seed).doesNotHaveDuplicates().hasSize(20);
        }
    }

    @Test
    void g2_aRecordProcessedAgainAfterACrashPassesAgainAndItsDuplicatesDoNot() {
        for (long seed = 1; seed <= 200; seed++) {
            Random random = new Random(seed);
            List<Integer> ids = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                ids.add(random.nextInt(12));
            }
            Map<Integer, Sighting> remembered = new HashMap<>();
            List<Integer> before = pass(ids, remembered, ids.size());

            // The store is ahead of the output: everything is processed again from the start.
            List<Integer> again = pass(ids, remembered, ids.size());

            assertThat(again).as("seed " + seed).isEqualTo(before);
        }
    }

    @Test
    void theSameIdTwiceInOneRecordIsADuplicate() {
        assertThat(Dedupe.judge(Optional.of(new Sighting(5, 0)), new Sighting(5, 1)))
                .isEqualTo(Verdict.DUPLICATE);
    }

    @Test
    void aSightingReadsItsOwnText() {
        assertThat(Sighting.read(new Sighting(123, 4).toString())).contains(new Sighting(123, 4));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5", "5/", "/5", "a/b", "5/5/5", "-1/0"})
    void aSightingReadsNothingElse(String text) {
        assertThat(Sighting.read(text)).isEmpty();
    }

    private static List<Integer> passed(List<Integer> ids) {
        return pass(ids, new HashMap<>(), ids.size());
    }

    private static List<Integer> pass(List<Integer> ids, Map<Integer, Sighting> remembered, int upTo) {
        List<Integer> passed = new ArrayList<>();
        for (int offset = 0; offset < upTo; offset++) {
            int id = ids.get(offset);
            Sighting now = new Sighting(offset, 0);
            switch (Dedupe.judge(Optional.ofNullable(remembered.get(id)), now)) {
                case FIRST -> {
                    remembered.put(id, now);
                    passed.add(id);
                }
                case REPLAYED -> passed.add(id);
                case DUPLICATE -> {}
            }
        }
        return passed;
    }
}

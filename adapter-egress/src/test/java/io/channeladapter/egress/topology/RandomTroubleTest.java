package io.channeladapter.egress.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.channeladapter.common.twitter.RateLimits;
import io.channeladapter.common.twitter.Refusal.Kind;
import io.channeladapter.egress.send.Call;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A Twitter that takes, refuses, stays silent and echoes as a seeded generator says, and instances that are killed with
 * any part of their last writes lost.
 */
class RandomTroubleTest {
    private static final int REPLIES = 40;
    private static final int CONVERSATIONS = 6;

    private final Map<String, List<String>> taken = new HashMap<>();
    private final Map<String, String> messageIds = new HashMap<>();
    private final List<String> echoes = new ArrayList<>();
    private final Map<String, String> finals = new LinkedHashMap<>();
    private final Set<String> confirmed = new HashSet<>();
    private int nextMessage = 100;
    private boolean losesEchoes;
    private EgressDriver egress = EgressDriver.fresh();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void g5_g6_g7_orderIsKeptAndEachReplyIsSentOnceAndEndsOnce(long seed) {
        List<String> written = run(seed, seed % 2 == 0);

        assertThat(confirmed).containsAll(messageIds.keySet());
        taken.forEach((user, texts) -> {
            assertThat(texts).as("sent to %s", user).doesNotHaveDuplicates();
            List<String> inOrder = written.stream()
                    .filter(id -> user(id).equals(user) && texts.contains(id))
                    .toList();
            assertThat(texts).as("order of %s", user).isEqualTo(inOrder);
        });
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void g5_eachReplyEndsOnceThoughAKillLosesItsEndAndTwitterItsEcho(long seed) {
        egress.reportUnclear();
        losesEchoes = true;

        run(seed, true);
    }

    // Replies are written, answered and echoed as the seed says, until all have ended.
    private List<String> run(long seed, boolean kills) {
        Random random = new Random(seed);
        List<String> written = new ArrayList<>();
        for (int round = 0; round < 400; round++) {
            if (written.size() < REPLIES && random.nextInt(3) == 0) {
                String id = "r" + written.size();
                written.add(id);
                egress.reply(user(id), id);
            }
            answerSome(random);
            echoSome(random);
            egress.pass(Duration.ofMillis(200));
            if (kills && random.nextInt(60) == 0) {
                kill(random, written);
            }
        }
        for (int i = 0; i < 300; i++) {
            List.copyOf(egress.calls.open()).forEach(call -> answer(call, Fate.TAKEN));
            echoSome(random);
            egress.pass(Duration.ofSeconds(1));
        }
        collect();
        egress.close();

        assertThat(finals.keySet()).as("replies with a final outcome").containsExactlyInAnyOrderElementsOf(written);
        return written;
    }

    private enum Fate {
        TAKEN,
        TAKEN_UNCLEAR,
        UNREACHABLE,
        LIMITED,
        PERMANENT
    }

    private void answerSome(Random random) {
        for (Call call : egress.calls.open()) {
            int chance = random.nextInt(20);
            if (chance < 8) {
                Fate[] fates = Fate.values();
                answer(call, chance < 4 ? Fate.TAKEN : fates[random.nextInt(fates.length)]);
            }
        }
    }

    private void answer(Call call, Fate fate) {
        String id = call.reply().id();
        switch (fate) {
            case TAKEN -> egress.calls.taken(id, take(id));
            case TAKEN_UNCLEAR -> {
                take(id);
                egress.calls.refused(id, Kind.UNCLEAR, 0);
            }
            case UNREACHABLE -> egress.calls.refused(id, Kind.UNREACHABLE, 0);
            case LIMITED ->
                egress.calls.refused(id, Kind.RATE_LIMITED, 88, egress.now().plusSeconds(3), RateLimits.UNKNOWN);
            case PERMANENT -> egress.calls.refused(id, Kind.PERMANENT, 349);
        }
    }

    private String take(String id) {
        taken.computeIfAbsent(user(id), u -> new ArrayList<>()).add(id);
        String messageId = String.valueOf(nextMessage++);
        messageIds.put(id, messageId);
        if (!losesEchoes || nextMessage % 3 > 0) {
            echoes.add(id);
        }
        return messageId;
    }

    private void echoSome(Random random) {
        while (!echoes.isEmpty() && random.nextInt(3) > 0) {
            String id = echoes.removeFirst();
            egress.echo(user(id), String.valueOf(messageIds.get(id)), id);
        }
    }

    // Everything whose offset may not have been committed is read again; a commit is never older than a few records.
    private void kill(Random random, List<String> written) {
        egress.commitsByHand();
        answerSome(random);
        egress.tick();
        for (Call call : egress.calls.open()) {
            if (random.nextBoolean()) {
                take(call.reply().id());
            }
        }
        collect();
        int again = Math.min(3, written.size());
        int durable = egress.committed() + random.nextInt(egress.writes() - egress.committed() + 1);
        EgressDriver next = egress.killed(durable, EgressDriver.backlog(again - 1, echoes.size() - 1));
        egress.close();
        egress = next;
        for (String id : written.subList(written.size() - again, written.size())) {
            egress.reply(user(id), id);
        }
        while (!echoes.isEmpty()) {
            String id = echoes.removeFirst();
            egress.echo(user(id), String.valueOf(messageIds.get(id)), id);
        }
    }

    private void collect() {
        Set<String> ids = new HashSet<>();
        for (EgressDriver.Event event : egress.events) {
            boolean isFinal =
                    List.of("message.sent", "message.failed", "message.expired").contains(event.type());
            if (isFinal) {
                String before = finals.put(event.replyId(), event.id());
                assertThat(before).as("final outcomes of one reply").isIn(null, event.id());
            }
            if (event.type().equals("message.confirmed")) {
                confirmed.add(event.replyId());
                assertThat(ids.add(event.id()))
                        .as("confirmed once: " + event.id())
                        .isTrue();
            }
            assertThat(event.type()).isNotEqualTo("message.sent-elsewhere");
        }
    }

    private static String user(String id) {
        return String.valueOf(1 + Integer.parseInt(id.substring(1)) % CONVERSATIONS);
    }
}

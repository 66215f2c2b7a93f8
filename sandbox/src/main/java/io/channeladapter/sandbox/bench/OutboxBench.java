package io.channeladapter.sandbox.bench;

import io.channeladapter.common.channel.Conversation;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;

/**
 * What a blocked channel with many waiting replies costs. A real egress with one partition sends replies of ten channels
 * to a simulated Twitter that echoes them; then it takes in many replies of a channel that Twitter refuses, starts again
 * with its folder and without, and sends replies of the ten channels beside those that wait. Kafka, ingress, router,
 * egress and Twitter share one JVM.
 *
 * @param waiting replies that wait in the blocked channel, ten to a person
 * @param replies of the other channels, written at once
 * @param perSecond replies of the other channels, written one after the other
 * @param lasting for how long
 * @param callTakes how long Twitter takes for a call
 */
public record OutboxBench(int waiting, int replies, int perSecond, Duration lasting, Duration callTakes) {
    private static final int CHANNELS = 10;
    private static final int PEOPLE = 20;
    private static final int TO_A_PERSON = 10;
    private static final int WARM_UPS = 2;

    public OutboxBench {
        if (waiting < 1_000
                || waiting > 1_000_000
                || replies < 100
                || perSecond < 1
                || perSecond > 1_000
                || lasting.toMillis() < 100
                || callTakes.isNegative()) {
            throw new IllegalArgumentException(
                    "needs 1,000 to 1,000,000 waiting replies, 100 others, 1 to 1,000 of them"
                            + " a second, for 100 ms at least, and calls that take no negative time");
        }
    }

    /**
     * How the many replies were taken in.
     *
     * @param took from the first until the input's offset had passed the last
     * @param behind from the first until a reply of another channel that was written behind the last had been sent
     */
    public record TakenIn(Duration took, Duration behind) {}

    /**
     * What they take while they wait.
     *
     * @param diskBytes in the folder of the egress, beyond what was there before
     * @param changelogBytes in its changelog at the broker, beyond what was there before
     * @param heapBefore heap in use by everything before they were there
     * @param heap heap in use by everything
     */
    public record Kept(long diskBytes, long changelogBytes, long heapBefore, long heap) {}

    /**
     * A start of the egress; all times are counted from its begin.
     *
     * @param waiting replies that wait
     * @param withFolder whether the copy of the outbox was there; else all of it was read from the changelog
     * @param restored records that the changelog holds
     * @param running until it had its share of the outbox
     * @param read until its first look at all of it was done
     * @param inOrder until it had put all of it in order
     * @param first until a reply of another channel that was written after the first look had been sent
     */
    public record Start(
            int waiting,
            boolean withFolder,
            long restored,
            Duration running,
            Duration read,
            Duration inOrder,
            Duration first) {}

    /**
     * All that was measured.
     *
     * @param alone replies of ten channels, at once and steadily, where nothing else waits
     * @param beside the same, beside the blocked channel
     */
    public record Result(List<Measured> alone, List<Measured> beside, TakenIn takenIn, Kept kept, List<Start> starts) {
        public Result {
            alone = List.copyOf(alone);
            beside = List.copyOf(beside);
            starts = List.copyOf(starts);
        }
    }

    /**
     * Runs it.
     *
     * @param folder empty; where everything is kept
     * @param told replies of the other channels as soon as they are measured, with those that are the same where nothing
     *     waits
     * @throws IOException where a reply of a channel that is not blocked is not sent
     */
    public Result run(Path folder, BiConsumer<Measured, Measured> told) throws Exception {
        try (OutboxStage stage = OutboxStage.open(folder, CHANNELS + 1, callTakes);
                SentReplies sent = new SentReplies(stage.bootstrapServers());
                OutboxRun run = new OutboxRun(stage, conversations(stage), sent)) {
            run.start();
            for (int n = 0; n < WARM_UPS; n++) {
                run.atOnce("not counted", replies);
            }
            List<Measured> alone = measured(run, "nothing waits");
            alone.forEach(one -> told.accept(one, one));

            stage.block(stage.accounts().getFirst());
            run.waiting(1, 1);
            run.stop();
            long disk = Disk.bytes(stage.state());
            long changelog = run.changelog().bytes();
            List<Start> starts = new ArrayList<>(List.of(run.startAgain(1, true)));
            long heap = heap();
            TakenIn takenIn = run.waiting(waiting - 1, Math.ceilDiv(waiting, TO_A_PERSON));
            long heapWith = heap();
            run.stop();
            Kept kept =
                    new Kept(Disk.bytes(stage.state()) - disk, run.changelog().bytes() - changelog, heap, heapWith);
            for (boolean withFolder : new boolean[] {true, false}) {
                starts.add(run.startAgain(waiting, withFolder));
            }
            List<Measured> beside = measured(run, String.format(Locale.ROOT, "%,d wait", waiting));
            for (int n = 0; n < beside.size(); n++) {
                told.accept(beside.get(n), alone.get(n));
            }
            return new Result(alone, beside, takenIn, kept, starts);
        }
    }

    private List<Measured> measured(OutboxRun run, String name) throws Exception {
        return List.of(
                run.atOnce(name + ", all at once", replies),
                run.steady(name + ", " + perSecond + " a second", perSecond, lasting));
    }

    private static List<Conversation> conversations(OutboxStage stage) throws IOException, InterruptedException {
        List<Conversation> all = new ArrayList<>();
        for (int n = 0; n < PEOPLE; n++) {
            String person = stage.newPerson("Person" + n);
            for (OutboxStage.Account account :
                    stage.accounts().subList(1, stage.accounts().size())) {
                all.add(new Conversation(account.streamId(), person));
            }
        }
        return all;
    }

    private static long heap() {
        MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
        memory.gc();
        return memory.getHeapMemoryUsage().getUsed();
    }
}

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
 * with its folder and without, sends replies of the ten channels beside those that wait, cancels those, and sends some
 * alone again. Kafka, ingress, router, egress and Twitter share one JVM.
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
    private static final int WARM_UPS = 3;

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
     * How replies of the other channels were sent.
     *
     * @param times from when the bot wrote, or was due to write, until it was told
     * @param work processor time of the egress's thread for each of them, which other work on the machine hardly changes
     */
    public record Sent(Measured times, Duration work) {}

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
     * @param again the same, once what waited was cancelled
     * @param cancelled how long that took, to a second
     */
    public record Result(
            List<Sent> alone,
            List<Sent> beside,
            List<Sent> again,
            TakenIn takenIn,
            Kept kept,
            List<Start> starts,
            Duration cancelled) {
        public Result {
            alone = List.copyOf(alone);
            beside = List.copyOf(beside);
            again = List.copyOf(again);
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
    public Result run(Path folder, BiConsumer<Sent, Sent> told) throws Exception {
        try (OutboxStage stage = OutboxStage.open(folder, CHANNELS + 1, callTakes);
                SentReplies sent = new SentReplies(stage.bootstrapServers());
                OutboxRun run = new OutboxRun(stage, conversations(stage), sent)) {
            run.start();
            for (int n = 0; n < WARM_UPS; n++) {
                run.atOnce("not counted", replies);
            }
            List<Sent> alone = measured(run, "nothing waits");
            tell(alone, alone, told);

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
            List<Sent> beside = measured(run, String.format(Locale.ROOT, "%,d wait", waiting));
            tell(beside, alone, told);
            Duration cancelled = run.cancel();
            List<Sent> again = measured(run, "nothing waits again");
            tell(again, alone, told);
            return new Result(alone, beside, again, takenIn, kept, starts, cancelled);
        }
    }

    private List<Sent> measured(OutboxRun run, String name) throws Exception {
        return List.of(
                run.atOnce(name + ", all at once", replies),
                run.steady(name + ", " + perSecond + " a second", perSecond, lasting));
    }

    private static void tell(List<Sent> measured, List<Sent> alone, BiConsumer<Sent, Sent> told) {
        for (int n = 0; n < measured.size(); n++) {
            told.accept(measured.get(n), alone.get(n));
        }
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

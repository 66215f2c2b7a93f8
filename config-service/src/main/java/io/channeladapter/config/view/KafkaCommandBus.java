package io.channeladapter.config.view;

import io.channeladapter.common.channel.Channel;
import io.channeladapter.common.codec.Json;
import io.channeladapter.common.observe.LogKeys;
import io.channeladapter.common.topic.Topics;
import io.channeladapter.config.command.Answer;
import io.channeladapter.config.command.Command;
import io.channeladapter.config.command.CommandEnvelope;
import io.channeladapter.config.observe.ConfigMetric;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the command to {@code channel.commands}, and waits for its answer and then for its own view to show it: the
 * partition's owner, wherever it runs, decides.
 */
public final class KafkaCommandBus implements CommandBus {
    /** Each holds one virtual thread and one future; more than this at once is no use of people. */
    static final int MAX_WAITING = 256;

    private static final Logger LOG = LoggerFactory.getLogger(KafkaCommandBus.class);

    private final Producer<String, byte[]> producer;
    private final Answers answers;
    private final ChannelView view;
    private final Duration timeout;
    private final MeterRegistry metrics;
    private final Semaphore room = new Semaphore(MAX_WAITING);

    /** @param timeout of the whole wait; the producer gives up no later */
    public KafkaCommandBus(
            Producer<String, byte[]> producer,
            Answers answers,
            ChannelView view,
            Duration timeout,
            MeterRegistry metrics) {
        this.producer = producer;
        this.answers = answers;
        this.view = view;
        this.timeout = timeout;
        this.metrics = metrics;
    }

    @Override
    public Outcome submit(CommandEnvelope envelope) throws InterruptedException {
        Outcome outcome = admitted(envelope);
        String name = switch (outcome) {
            case Outcome.Accepted _ -> "accepted";
            case Outcome.Refused _ -> "refused";
            case Outcome.Undecided _ -> "undecided";
            case Outcome.Busy _ -> "busy";
        };
        ConfigMetric.ANSWERS.count(metrics, name);
        return outcome;
    }

    private Outcome admitted(CommandEnvelope envelope) throws InterruptedException {
        if (!answers.ready() || !room.tryAcquire()) {
            return new Outcome.Busy();
        }
        try {
            CompletableFuture<Answer> answer = answers.expect(envelope.commandId());
            return decided(envelope, answer);
        } finally {
            answers.forget(envelope.commandId());
            room.release();
        }
    }

    private Outcome decided(CommandEnvelope envelope, CompletableFuture<Answer> answer) throws InterruptedException {
        long deadline = System.nanoTime() + timeout.toNanos();
        try {
            producer.send(new ProducerRecord<>(
                            Topics.COMMANDS.name(), envelope.streamId().value(), Json.bytes(envelope)))
                    .get(timeout.toNanos(), TimeUnit.NANOSECONDS);
            return switch (answer.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                case Answer.Refused(String _, String code, String detail) -> new Outcome.Refused(code, detail);
                case Answer.Accepted(String _, long version) ->
                    view.await(
                                    envelope.streamId(),
                                    shows(envelope.command(), version),
                                    Duration.ofNanos(deadline - System.nanoTime()))
                            ? new Outcome.Accepted(version)
                            : new Outcome.Undecided();
            };
        } catch (TimeoutException | ExecutionException | KafkaException e) {
            LOG.atWarn()
                    .setCause(e)
                    .addKeyValue(LogKeys.STREAMID, envelope.streamId())
                    .addKeyValue(LogKeys.COMMAND_ID, envelope.commandId())
                    .log("no answer to a command in time");
            return new Outcome.Undecided();
        }
    }

    private static Predicate<Optional<Channel>> shows(Command command, long version) {
        Predicate<Optional<Channel>> reached =
                seen -> seen.filter(channel -> channel.version() >= version).isPresent();
        return switch (command) {
            case Command.Create _ -> reached;
            case Command.Delete _ -> Optional::isEmpty;
            // The caller saw the channel before: where it is gone, someone deleted it right after this change.
            case Command.Configure _,
                    Command.RecordAuthorization _,
                    Command.Enable _,
                    Command.Disable _,
                    Command.RecordReplay _,
                    Command.Reseal _,
                    Command.OfOutbox _,
                    Command.AskReplay _ -> reached.or(Optional::isEmpty);
        };
    }
}

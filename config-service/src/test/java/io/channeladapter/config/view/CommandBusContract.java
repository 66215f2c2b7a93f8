package io.channeladapter.config.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.channeladapter.common.channel.Channel;
import io.channeladapter.common.channel.ChannelStatus;
import io.channeladapter.common.channel.StreamId;
import io.channeladapter.config.command.Command;
import io.channeladapter.config.command.CommandEnvelope;
import io.channeladapter.config.decide.Samples;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** What {@link CommandBus} promises, by its numbers; the one in memory and the one over Kafka both keep it. */
public abstract class CommandBusContract {
    private StreamId streamId = Samples.STREAM;
    private int commands;

    /** A channel of its own for each test, since a broker may be shared. */
    @BeforeEach
    void nameChannel(TestInfo test) {
        String name = getClass().getName() + test.getDisplayName();
        streamId = StreamId.of(UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)));
    }

    /** The bus to test. */
    protected abstract CommandBus bus();

    /** The view that belongs to it. */
    protected abstract ChannelView view();

    @Test
    void guarantee1_aCommandThatIsSubmittedAgainIsDoneOnce() throws InterruptedException {
        CommandEnvelope create = envelope("same-" + streamId, null, Samples.CREATE);

        assertThat(bus().submit(create)).isEqualTo(new CommandBus.Outcome.Accepted(1));
        assertThat(bus().submit(create)).isEqualTo(new CommandBus.Outcome.Accepted(1));
        assertThat(view().find(streamId)).map(Channel::version).hasValue(1L);
    }

    @Test
    void guarantee2_whatWasAcceptedIsVisible() throws InterruptedException {
        submit(null, Samples.CREATE);
        submit(1L, Samples.CONFIGURE);
        assertThat(view().find(streamId)).map(Channel::status).hasValue(ChannelStatus.CONFIGURED);
        submit(2L, Samples.AUTHORIZE);
        submit(3L, Samples.ENABLE);
        assertThat(view().find(streamId)).map(Channel::status).hasValue(ChannelStatus.ENABLED);
        submit(4L, Samples.DELETE);
        assertThat(view().find(streamId)).isEmpty();
    }

    @Test
    void guarantee3_whatWasRefusedHasChangedNothing() throws InterruptedException {
        submit(null, Samples.CREATE);

        CommandBus.Outcome stale = bus().submit(envelope(id(), 9L, Samples.CONFIGURE));

        assertThat(stale)
                .isInstanceOfSatisfying(
                        CommandBus.Outcome.Refused.class,
                        refused -> assertThat(refused.code()).isEqualTo("stale-version"));
        assertThat(view().find(streamId)).map(Channel::version).hasValue(1L);
    }

    private void submit(@Nullable Long expected, Command command) throws InterruptedException {
        assertThat(bus().submit(envelope(id(), expected, command))).isInstanceOf(CommandBus.Outcome.Accepted.class);
    }

    private String id() {
        return streamId + "/" + ++commands;
    }

    private CommandEnvelope envelope(String id, @Nullable Long expected, Command command) {
        return new CommandEnvelope(id, streamId, expected, "admin", Samples.NOW, command);
    }
}

package io.channeladapter.egress.tell;

import io.channeladapter.common.channel.ApiGeneration;
import io.channeladapter.common.channel.Channel;
import io.channeladapter.common.render.Part;
import io.channeladapter.common.render.Rendering;
import io.channeladapter.egress.gate.ChannelGate;
import io.channeladapter.egress.outbox.Entry;
import io.channeladapter.egress.outbox.Progress;
import java.util.Optional;

/** Which messages a reply becomes by the API of its channel, and which of them comes next. Safe for many threads. */
public final class Renderings {
    private final ChannelGate gate;

    public Renderings(ChannelGate gate) {
        this.gate = gate;
    }

    /** All messages of the reply, as they were written for its last call; as its channel sends now where there was none. */
    Rendering of(Entry entry) {
        ApiGeneration writtenFor = entry.progress().writtenFor();
        ApiGeneration generation = writtenFor != null
                ? writtenFor
                : gate.find(entry.conversation().streamId())
                        .map(Channel::generation)
                        .orElse(ApiGeneration.ACCOUNT_ACTIVITY_V1);
        return Rendering.of(entry.reply(), generation);
    }

    /**
     * By which API's rules the messages of the reply are written for its next call. What has become plain text, and may
     * have been sent in part, goes on so: every API takes that, and the parts are others by another's rules.
     *
     * @param now the API of its channel
     */
    public static ApiGeneration next(Entry entry, ApiGeneration now) {
        Progress progress = entry.progress();
        ApiGeneration before = progress.writtenFor();
        boolean begun = progress.mayBeSent() || !progress.sentParts().isEmpty();
        return begun && before != null && !before.takesButtons() ? before : now;
    }

    /** The message that was not sent yet and comes next; empty where there is none. */
    public Optional<Part> next(Entry entry) {
        Rendering rendering = of(entry);
        int sent = entry.progress().sentParts().size();
        return sent < rendering.parts().size() ? Optional.of(rendering.parts().get(sent)) : Optional.empty();
    }

    /** Whether the reply is sent as a whole once one more of its messages is. */
    public boolean isLast(Entry entry) {
        return entry.progress().sentParts().size() + 1 >= of(entry).parts().size();
    }
}

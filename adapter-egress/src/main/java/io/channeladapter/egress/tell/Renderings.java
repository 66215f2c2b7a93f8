package io.channeladapter.egress.tell;

import io.channeladapter.common.channel.ApiGeneration;
import io.channeladapter.common.channel.Channel;
import io.channeladapter.common.render.Part;
import io.channeladapter.common.render.Rendering;
import io.channeladapter.egress.gate.ChannelGate;
import io.channeladapter.egress.outbox.Entry;
import java.util.Optional;

/** Which messages a reply becomes by the API of its channel, and which of them comes next. Safe for many threads. */
public final class Renderings {
    private final ChannelGate gate;

    public Renderings(ChannelGate gate) {
        this.gate = gate;
    }

    /** All messages of the reply. */
    Rendering of(Entry entry) {
        ApiGeneration generation = gate.find(entry.conversation().streamId())
                .map(Channel::generation)
                .orElse(ApiGeneration.ACCOUNT_ACTIVITY_V1);
        return Rendering.of(entry.reply(), generation);
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

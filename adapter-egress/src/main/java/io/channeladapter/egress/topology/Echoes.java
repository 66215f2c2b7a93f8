package io.channeladapter.egress.topology;

import io.channeladapter.common.channel.Channel;
import io.channeladapter.common.channel.Conversation;
import io.channeladapter.common.channel.StreamId;
import io.channeladapter.common.message.BotEvent;
import io.channeladapter.common.message.Echo;
import io.channeladapter.common.message.EventData;
import io.channeladapter.common.message.EventType;
import io.channeladapter.common.message.Outcome;
import io.channeladapter.common.message.OutcomeEvent;
import io.channeladapter.egress.outbox.Appended;
import io.channeladapter.egress.outbox.ChannelLanes;
import io.channeladapter.egress.outbox.Entry;
import io.channeladapter.egress.outbox.KnownMessage;
import io.channeladapter.egress.outbox.Lane;
import io.channeladapter.egress.outbox.Lanes;
import io.channeladapter.egress.outbox.OutboxStore;
import io.channeladapter.egress.settle.ComparableText;
import io.channeladapter.egress.settle.Settle;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * Settles by Twitter's echoes what was sent and what was not. An echo of which it cannot be known yet whose it is, since
 * a call of its conversation is under way or the replies of before the start are not all read, is kept. One thread:
 * the task's.
 */
final class Echoes {
    private final OutboxStore store;
    private final Lanes lanes;
    private final Journal journal;
    private final Turns turns;
    private final StartHold hold;
    private final ChannelGate gate;

    Echoes(OutboxStore store, Lanes lanes, Journal journal, Turns turns, StartHold hold, ChannelGate gate) {
        this.store = store;
        this.lanes = lanes;
        this.journal = journal;
        this.turns = turns;
        this.hold = hold;
        this.gate = gate;
    }

    /** An echo came. */
    void take(Echo echo, Instant now) {
        ChannelLanes channel = lanes.channel(echo.conversation().streamId());
        boolean kept = channel.parked(echo.conversation()).stream()
                .anyMatch(e -> e.message().id().equals(echo.message().id()));
        if (!kept && !settle(channel, echo, now)) {
            store.park(channel.streamId(), echo);
            channel.park(echo);
        }
    }

    /** Something changed in a conversation: its kept echoes may be settled by that. */
    void resolve(ChannelLanes channel, Conversation conversation, Instant now) {
        for (Echo echo : channel.parked(conversation)) {
            if (settle(channel, echo, now)) {
                store.unpark(channel.streamId(), echo.message().id());
                channel.unpark(echo);
            }
        }
    }

    /** Whether a kept echo is of this reply, whose call has just ended. */
    boolean isEchoed(ChannelLanes channel, Entry entry) {
        List<Echo> kept = channel.parked(entry.conversation());
        if (kept.isEmpty()) {
            return false;
        }
        return candidate(channel.streamId(), entry).stream()
                .anyMatch(c -> kept.stream().anyMatch(echo -> c.text().equals(text(echo))));
    }

    /** Whether it is known now whose the echo is. */
    private boolean settle(ChannelLanes channel, Echo echo, Instant now) {
        StreamId streamId = channel.streamId();
        String messageId = echo.message().id();
        KnownMessage known = store.message(streamId, messageId).orElse(null);
        if (known != null) {
            confirm(streamId, echo, known, now);
            return true;
        }
        Lane lane = channel.lane(echo.conversation());
        if (lane != null) {
            List<Settle.Candidate> candidates = new ArrayList<>();
            lane.forEach(entry -> {
                if (entry.mayBeSent()) {
                    candidates.addAll(candidate(streamId, entry));
                }
            });
            OptionalLong seq = Settle.match(text(echo), candidates);
            if (seq.isPresent()) {
                sent(channel, lane, seq.getAsLong(), echo, now);
                return true;
            }
            // Whatever its text: the answer tells the id, and Twitter may have changed the text.
            if (lane.isInFlight()) {
                return false;
            }
        }
        if (hold.isActive()) {
            return false;
        }
        elsewhere(streamId, echo, now);
        return true;
    }

    private void sent(ChannelLanes channel, Lane lane, long seq, Echo echo, Instant now) {
        for (Entry entry : lane.toList()) {
            if (entry.seq() == seq) {
                journal.end(channel, entry, new Outcome.Sent(echo.message().id(), now), now);
                KnownMessage known = store.message(
                                channel.streamId(), echo.message().id())
                        .orElseGet(() -> new KnownMessage(entry.replyId(), false, now, null));
                confirm(channel.streamId(), echo, known, now);
            }
        }
        turns.look(channel, lane, now);
    }

    private void confirm(StreamId streamId, Echo echo, KnownMessage known, Instant now) {
        String replyId = known.replyId();
        if (replyId == null || known.confirmed()) {
            return;
        }
        Outcome.Confirmed outcome = new Outcome.Confirmed(echo.message().id());
        // It belongs to the reply's journey; the webhook that brought the echo has a trace of its own.
        String traceparent = known.traceparent() == null ? echo.traceparent() : known.traceparent();
        journal.tell(OutcomeEvent.of(echo.botId(), streamId, echo.conversation(), replyId, outcome, now, traceparent));
        journal.count(outcome);
        store.put(streamId, echo.message().id(), new KnownMessage(replyId, true, now, known.traceparent()));
    }

    private void elsewhere(StreamId streamId, Echo echo, Instant now) {
        EventData data = new EventData.Message(
                streamId,
                echo.botId(),
                echo.conversation(),
                author(streamId, echo),
                echo.message(),
                echo.sentAt(),
                echo.receivedAt(),
                echo.raw());
        String kind = EventType.MESSAGE_SENT_ELSEWHERE.substring(EventType.PREFIX.length());
        journal.tell(new BotEvent(
                streamId + "/" + kind + "/" + echo.message().id(),
                EventType.MESSAGE_SENT_ELSEWHERE,
                streamId,
                echo.botId(),
                echo.conversation(),
                echo.sentAt(),
                data,
                echo.traceparent()));
        store.put(streamId, echo.message().id(), new KnownMessage(null, true, now, null));
    }

    private EventData.Person author(StreamId streamId, Echo echo) {
        EventData.Person from = echo.from();
        if (from != null) {
            return from;
        }
        return gate.find(streamId)
                .map(Channel::account)
                .map(account -> new EventData.Person(
                        account.id(), account.screenName(), account.name(), account.pictureUrl(), null, null))
                .orElseGet(() -> EventData.Person.of(""));
    }

    private List<Settle.Candidate> candidate(StreamId streamId, Entry entry) {
        return store
                .pending(streamId, entry.seq())
                .map(Appended::reply)
                .filter(reply -> !reply.text().isEmpty() || reply.mediaId() != null)
                .map(reply -> new Settle.Candidate(entry.seq(), ComparableText.of(reply.text())))
                .stream()
                .toList();
    }

    private static ComparableText text(Echo echo) {
        return ComparableText.of(echo.message().text());
    }
}

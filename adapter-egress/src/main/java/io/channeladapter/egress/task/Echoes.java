package io.channeladapter.egress.task;

import io.channeladapter.common.channel.Channel;
import io.channeladapter.common.channel.Conversation;
import io.channeladapter.common.channel.StreamId;
import io.channeladapter.common.message.BotEvent;
import io.channeladapter.common.message.Echo;
import io.channeladapter.common.message.EventData;
import io.channeladapter.common.message.EventType;
import io.channeladapter.common.message.Outcome;
import io.channeladapter.common.message.OutcomeEvent;
import io.channeladapter.egress.gate.ChannelGate;
import io.channeladapter.egress.outbox.ChannelLanes;
import io.channeladapter.egress.outbox.Entry;
import io.channeladapter.egress.outbox.KnownMessage;
import io.channeladapter.egress.outbox.Lane;
import io.channeladapter.egress.outbox.Lanes;
import io.channeladapter.egress.outbox.OutboxStore;
import io.channeladapter.egress.settle.ComparableText;
import io.channeladapter.egress.settle.Settle;
import io.channeladapter.egress.settle.StartHold;
import io.channeladapter.egress.spend.Spending;
import io.channeladapter.egress.tell.Journal;
import io.channeladapter.egress.tell.Renderings;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * Settles by Twitter's echoes what was sent and what was not. An echo of which it cannot be known yet whose it is, since
 * a call of its conversation is under way or the replies of before the start are not all read, is kept. One thread:
 * the task's.
 */
final class Echoes {
    /** A conversation has had no more calls than this since the last write that a killed instance got through. */
    private static final int MOST_HELD = 100;

    private final OutboxStore store;
    private final Lanes lanes;
    private final Journal journal;
    private final Heads heads;
    private final StartHold hold;
    private final ChannelGate gate;
    private final Renderings renderings;
    private final Spending spending;

    Echoes(
            OutboxStore store,
            Lanes lanes,
            Journal journal,
            Heads heads,
            StartHold hold,
            ChannelGate gate,
            Renderings renderings,
            Spending spending) {
        this.store = store;
        this.lanes = lanes;
        this.journal = journal;
        this.heads = heads;
        this.hold = hold;
        this.gate = gate;
        this.renderings = renderings;
        this.spending = spending;
    }

    /** An echo came. */
    void take(Echo echo, Instant now) {
        ChannelLanes channel = lanes.channel(echo.conversation().streamId());
        if (!settle(channel, echo, now) && store.park(echo)) {
            channel.parkedChanged(1);
        }
    }

    /** Something changed in a conversation: its kept echoes may be settled by that. */
    void resolve(ChannelLanes channel, Conversation conversation, Instant now) {
        if (channel.parked() == 0) {
            return;
        }
        for (Echo echo : store.parked(conversation)) {
            if (settle(channel, echo, now) && store.unpark(echo)) {
                channel.parkedChanged(-1);
            }
        }
    }

    /** Whether a kept echo is of this reply, whose call has just ended. */
    boolean isEchoed(ChannelLanes channel, Entry entry) {
        if (channel.parked() == 0) {
            return false;
        }
        List<Echo> kept = store.parked(entry.conversation());
        return candidates(entry)
                .anyMatch(c -> kept.stream().anyMatch(echo -> c.text().equals(text(echo))));
    }

    /** Whether it is known now whose the echo is. */
    private boolean settle(ChannelLanes channel, Echo echo, Instant now) {
        StreamId streamId = channel.streamId();
        KnownMessage known = store.message(streamId, echo.message().id()).orElse(null);
        if (known != null) {
            confirm(streamId, echo, known, now);
            return true;
        }
        Lane lane = channel.lane(echo.conversation().userId());
        // Whatever its text: the answer tells the id, and Twitter may have changed the text.
        if (lane != null && lane.isInFlight()) {
            return false;
        }
        List<Entry> unsettled = unsettled(echo.conversation());
        OptionalLong seq = Settle.match(
                text(echo), unsettled.stream().flatMap(this::candidates).toList());
        if (seq.isPresent()) {
            unsettled.stream()
                    .filter(entry -> entry.seq() == seq.getAsLong())
                    .findFirst()
                    .ifPresent(entry -> sent(channel, entry, echo, now));
            return true;
        }
        if (hold.isActive()) {
            return false;
        }
        elsewhere(streamId, echo, now);
        return true;
    }

    // Only a first reply can have been sent, but of those from before the start it is not known which were first.
    private List<Entry> unsettled(Conversation conversation) {
        return store.entries(conversation, 0, hold.isActive() ? MOST_HELD : 1).stream()
                .filter(entry -> entry.progress().mayBeSent() || hold.holds(entry.appended()))
                .toList();
    }

    private void sent(ChannelLanes channel, Entry entry, Echo echo, Instant now) {
        StreamId streamId = channel.streamId();
        String messageId = echo.message().id();
        spending.settled(channel, entry, now);
        if (!renderings.isLast(entry)) {
            journal.part(channel, entry, messageId, now);
            // Of what may have been sent of it, the next is now the one to look for.
            resolve(channel, echo.conversation(), now);
            heads.partSent(channel, entry, now);
            return;
        }
        journal.sent(channel, entry, messageId, now);
        KnownMessage known =
                store.message(streamId, messageId).orElseGet(() -> new KnownMessage(entry.replyId(), false, now, null));
        confirm(streamId, echo, known, now);
        heads.ended(channel, entry, now);
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

    private Stream<Settle.Candidate> candidates(Entry entry) {
        return renderings.next(entry).stream()
                .map(part -> new Settle.Candidate(entry.seq(), ComparableText.of(part.text())));
    }

    private static ComparableText text(Echo echo) {
        return ComparableText.of(echo.message().text());
    }
}

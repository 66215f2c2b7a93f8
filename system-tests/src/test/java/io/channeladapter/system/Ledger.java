package io.channeladapter.system;

import io.channeladapter.common.channel.ChannelEvent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What was written to the channels and what the writer was told; held against what happened. Safe for many threads. */
final class Ledger {
    private final List<Write> writes = Collections.synchronizedList(new ArrayList<>());

    /** What became of a write, as its writer knows it. */
    enum Told {
        /** Answered with success. */
        DONE,
        /** The first try got no answer, and the repeated one found that it was done. */
        FOUND_DONE,
        /** Refused: someone else was quicker. */
        REFUSED;

        /** Whether it is to be there. */
        boolean isDone() {
            return switch (this) {
                case DONE, FOUND_DONE -> true;
                case REFUSED -> false;
            };
        }
    }

    /**
     * One write.
     *
     * @param id no other has it
     * @param writer name of its only writer
     * @param type the event that comes of it where it is done
     * @param seen version of the channel that its writer saw; 0 where it was to be created
     * @param tries how often it was sent
     */
    record Write(int id, String writer, ChannelEvent.Type type, String streamid, long seen, Told told, int tries) {
        /** The same write as one that leads to another event. */
        Write of(ChannelEvent.Type other) {
            return new Write(id, writer, other, streamid, seen, told, tries);
        }

        /** Whether this event may have come of this write. */
        boolean explains(ChannelEvent event) {
            boolean sameLabel = type != ChannelEvent.Type.CONFIGURED
                    || label(id).equals(event.details().get("environmentLabel"));
            return type == event.type()
                    && streamid.equals(event.streamId().value())
                    && writer.equals(event.actor())
                    && seen < event.version()
                    && sameLabel;
        }
    }

    /** By what a configuration is known again. */
    static String label(int id) {
        return "write-" + id;
    }

    void add(Write write) {
        writes.add(write);
    }

    List<Write> writes() {
        synchronized (writes) {
            return List.copyOf(writes);
        }
    }

    List<Write> done() {
        return writes().stream().filter(write -> write.told().isDone()).toList();
    }

    /** How many writes of each kind there were, by what their writers were told; a line each. */
    @Override
    public String toString() {
        Map<Told, Map<ChannelEvent.Type, Long>> figures = new EnumMap<>(writes().stream()
                .collect(Collectors.groupingBy(
                        Write::told,
                        Collectors.groupingBy(
                                Write::type, () -> new EnumMap<>(ChannelEvent.Type.class), Collectors.counting()))));
        long repeated = writes().stream().filter(write -> write.tries() > 1).count();
        StringBuilder lines =
                new StringBuilder().append(writes.size()).append(" writes, ").append(repeated);
        lines.append(" of them sent more than once");
        figures.forEach((told, kinds) -> lines.append("\n  ")
                .append(told)
                .append(' ')
                .append(kinds.values().stream().mapToLong(Long::longValue).sum())
                .append(' ')
                .append(kinds));
        return lines.toString();
    }
}

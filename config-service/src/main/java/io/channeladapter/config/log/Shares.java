package io.channeladapter.config.log;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Shares a number of records among partitions: the small ones are read whole, the large ones by their newest. Pure. */
final class Shares {
    private Shares() {}

    /**
     * Moves starts towards their ends, until no more than {@code records} lie between them.
     *
     * @return the partitions whose start was moved
     */
    static <P> Set<P> trim(Map<P, Long> starts, Map<P, Long> ends, int records) {
        List<P> smallestFirst = starts.keySet().stream()
                .sorted(Comparator.comparingLong(p -> size(p, starts, ends)))
                .toList();
        long left = records;
        Set<P> cut = new HashSet<>();
        for (int i = 0; i < smallestFirst.size(); i++) {
            P partition = smallestFirst.get(i);
            long share = Math.max(1, left / (smallestFirst.size() - i));
            long size = size(partition, starts, ends);
            if (size > share) {
                starts.merge(partition, size - share, Long::sum);
                cut.add(partition);
            }
            left -= Math.min(size, share);
        }
        return cut;
    }

    private static <P> long size(P partition, Map<P, Long> starts, Map<P, Long> ends) {
        return ends.getOrDefault(partition, 0L) - starts.getOrDefault(partition, 0L);
    }
}

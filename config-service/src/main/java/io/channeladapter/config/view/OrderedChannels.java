package io.channeladapter.config.view;

import io.channeladapter.common.channel.Channel;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * Channels in the order of their places, in leaves of some hundred. One thread changes it, many read: a reader sees each
 * channel that stays there exactly once, whatever changes meanwhile.
 */
final class OrderedChannels {
    /** A change copies a leaf, a search looks at each: between the two. */
    private static final int LARGEST = 512;

    /** By a place that is at or before all of the leaf's and after all of the leaf before. */
    private final ConcurrentNavigableMap<Place, Leaf> leaves =
            new ConcurrentSkipListMap<>(Map.of(Place.FIRST, Leaf.EMPTY));

    /** Is shown channels, until it has seen enough. */
    @FunctionalInterface
    interface Reader {
        /** Takes the next one; false to see no more. */
        boolean take(Place place, Channel channel);
    }

    void put(Place place, Channel channel) {
        Map.Entry<Place, Leaf> entry = leafOf(place);
        Leaf leaf = entry.getValue().with(place, channel);
        if (leaf.size() <= LARGEST) {
            leaves.put(entry.getKey(), leaf);
            return;
        }
        int half = leaf.size() / 2;
        // The right one first: what stands in both meanwhile is shown once, what stood in neither would be missed.
        leaves.put(leaf.place(half), leaf.part(half, leaf.size()));
        leaves.put(entry.getKey(), leaf.part(0, half));
    }

    void remove(Place place) {
        Map.Entry<Place, Leaf> entry = leafOf(place);
        Leaf leaf = entry.getValue().without(place);
        if (leaf.size() == 0 && !entry.getKey().equals(Place.FIRST)) {
            leaves.remove(entry.getKey());
        } else {
            leaves.put(entry.getKey(), leaf);
        }
    }

    /**
     * Shows the channels after a place and up to another, in order.
     *
     * @param text only those that have it, in lower case; empty for all
     */
    void read(Place after, Place upTo, String text, Reader reader) {
        Place last = after;
        for (Leaf leaf : leaves.tailMap(leafOf(after).getKey(), true).values()) {
            for (int i = leaf.next(leaf.after(last), text); i < leaf.size(); i = leaf.next(i + 1, text)) {
                Place place = leaf.place(i);
                if (place.compareTo(upTo) > 0 || !reader.take(place, leaf.channel(i))) {
                    return;
                }
                last = place;
            }
            if (leaf.size() > 0 && leaf.place(leaf.size() - 1).compareTo(upTo) > 0) {
                return;
            }
        }
    }

    private Map.Entry<Place, Leaf> leafOf(Place place) {
        return Objects.requireNonNull(leaves.floorEntry(place), "there is a first leaf");
    }
}

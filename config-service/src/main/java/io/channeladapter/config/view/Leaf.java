package io.channeladapter.config.view;

import io.channeladapter.common.channel.Channel;
import io.channeladapter.common.channel.Connection;
import io.channeladapter.common.channel.TwitterAccount;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Some channels that follow each other in the order of the list, and all their texts in one: a text is looked for in one
 * go, not channel by channel all over the memory. Immutable but for those texts, which the first search puts together.
 * Safe for many threads.
 */
final class Leaf {
    static final Leaf EMPTY = new Leaf(List.of(), List.of());

    /** Stands between the texts of two channels. */
    private static final char BETWEEN = '\u0000';

    private final List<Place> places;
    private final List<Channel> channels;
    private volatile @Nullable Texts texts;

    private Leaf(List<Place> places, List<Channel> channels) {
        this.places = places;
        this.channels = channels;
    }

    /** What can be searched. */
    private static final class Texts {
        /** In lower case, one after the other. */
        final String all;
        /** Where that of each channel begins; the last one is the end of all. */
        final int[] begins;

        Texts(String all, int[] begins) {
            this.all = all;
            this.begins = begins;
        }
    }

    int size() {
        return places.size();
    }

    Place place(int index) {
        return places.get(index);
    }

    Channel channel(int index) {
        return channels.get(index);
    }

    /** The first of those that come after this place. */
    int after(Place place) {
        int found = Collections.binarySearch(places, place);
        return found < 0 ? -found - 1 : found + 1;
    }

    /** The first from this one on that has the text; the size where none has. */
    int next(int from, String text) {
        if (text.isEmpty() || from >= size()) {
            return Math.min(from, size());
        }
        Texts in = texts();
        int at = in.all.indexOf(text, in.begins[from]);
        if (at < 0) {
            return size();
        }
        int found = Arrays.binarySearch(in.begins, at);
        int index = found < 0 ? -found - 2 : found;
        // A text that holds what stands between would be found in two at once.
        return at + text.length() < in.begins[index + 1] ? index : next(index + 1, text);
    }

    /** With this channel there, in place of the one that was there. */
    Leaf with(Place place, Channel channel) {
        int found = Collections.binarySearch(places, place);
        List<Place> nextPlaces = new ArrayList<>(places);
        List<Channel> nextChannels = new ArrayList<>(channels);
        if (found >= 0) {
            nextChannels.set(found, channel);
        } else {
            nextPlaces.add(-found - 1, place);
            nextChannels.add(-found - 1, channel);
        }
        return new Leaf(nextPlaces, nextChannels);
    }

    /** Without the channel of this place. */
    Leaf without(Place place) {
        int found = Collections.binarySearch(places, place);
        if (found < 0) {
            return this;
        }
        List<Place> nextPlaces = new ArrayList<>(places);
        List<Channel> nextChannels = new ArrayList<>(channels);
        nextPlaces.remove(found);
        nextChannels.remove(found);
        return new Leaf(nextPlaces, nextChannels);
    }

    /** Those from one index to before another. */
    Leaf part(int from, int to) {
        return new Leaf(List.copyOf(places.subList(from, to)), List.copyOf(channels.subList(from, to)));
    }

    private Texts texts() {
        Texts known = texts;
        if (known != null) {
            return known;
        }
        StringBuilder all = new StringBuilder();
        int[] begins = new int[size() + 1];
        for (int i = 0; i < size(); i++) {
            begins[i] = all.length();
            all.append(text(channels.get(i))).append(BETWEEN);
        }
        begins[size()] = all.length();
        Texts made = new Texts(all.toString(), begins);
        texts = made;
        return made;
    }

    private static String text(Channel channel) {
        TwitterAccount account = channel.account();
        Connection entered = channel.entered();
        StringBuilder text =
                new StringBuilder().append(channel.botId()).append('\n').append(channel.streamId());
        if (account != null) {
            text.append("\n@").append(account.screenName()).append('\n').append(account.name());
        }
        @Nullable String label = entered == null ? null : entered.environmentLabel();
        if (label != null) {
            text.append('\n').append(label);
        }
        return text.toString().toLowerCase(Locale.ROOT);
    }
}

package io.channeladapter.common.render;

import io.channeladapter.common.channel.ApiGeneration;
import io.channeladapter.common.message.CheckedReply;
import io.channeladapter.common.message.Location;
import io.channeladapter.common.message.Offer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a reply becomes at Twitter. Pure and total: the same reply and API give the same parts, always, so a reply of
 * which some parts were sent goes on with the next after any restart.
 *
 * <ol>
 *   <li>The texts of the parts, in order, are the text of the reply: only white space is left out, where it was split.
 *   <li>No part is longer than Twitter takes, and none is blank.
 *   <li>What is not text goes with the last part.
 *   <li>Choices that became text stay together wherever they fit into one message.
 * </ol>
 *
 * @param parts in the order in which they are sent; none where the reply only types or marks as read
 * @param offered the choices that became numbered text, in the order of their numbers from 1; none where Twitter itself
 *     shows them
 */
public record Rendering(List<Part> parts, List<Offer.Option> offered) {
    /** With less room beside them, choices are a message of their own: a link must still fit. */
    private static final int ENOUGH_TEXT = Length.LONGEST / 4;

    public Rendering {
        parts = List.copyOf(parts);
        offered = List.copyOf(offered);
    }

    /** The messages of a reply by this API. */
    public static Rendering of(CheckedReply reply, ApiGeneration generation) {
        boolean withMedia = reply.hasMedia();
        Location location = reply.location();
        if (generation.takesButtons()) {
            int room = Length.LONGEST - (withMedia || location != null ? Length.ATTACHMENT : 0);
            return new Rendering(
                    parts(reply, Split.of(reply.text(), Length.LONGEST, room), location, withMedia), List.of());
        }
        // A place of Twitter's own has no form in text; the API's client refuses it.
        Location unwritten = location != null && location.latitude() == null ? location : null;
        int room = Length.LONGEST - (withMedia ? Length.ATTACHMENT : 0);
        String choices = WrittenOut.of(reply);
        List<Part> parts = new ArrayList<>();
        List<String> texts = withChoices(reply.text(), choices, room);
        for (int i = 0; i < texts.size(); i++) {
            boolean last = i == texts.size() - 1;
            parts.add(new Part(texts.get(i), List.of(), List.of(), last ? unwritten : null, last && withMedia));
        }
        return new Rendering(
                sendable(parts),
                reply.quickReplies().stream()
                        .map(option -> new Offer.Option(WrittenOut.line(option.label()), option.metadata()))
                        .toList());
    }

    private static List<Part> parts(
            CheckedReply reply, List<String> texts, @Nullable Location location, boolean withMedia) {
        List<Part> parts = new ArrayList<>();
        for (String text : texts.subList(0, texts.size() - 1)) {
            parts.add(Part.plain(text));
        }
        parts.add(new Part(texts.getLast(), reply.quickReplies(), reply.buttons(), location, withMedia));
        return sendable(parts);
    }

    private static List<String> withChoices(String text, String choices, int room) {
        if (choices.isEmpty()) {
            return Split.of(text, Length.LONGEST, room);
        }
        if (text.isBlank()) {
            return Split.of(choices, Length.LONGEST, room);
        }
        int left = room - Length.of(choices) - WrittenOut.GAP.length();
        if (left < ENOUGH_TEXT) {
            return Stream.concat(
                            Split.of(text, Length.LONGEST, Length.LONGEST).stream(),
                            Split.of(choices, Length.LONGEST, room).stream())
                    .toList();
        }
        List<String> texts = new ArrayList<>(Split.of(text, Length.LONGEST, left));
        texts.add(texts.removeLast() + WrittenOut.GAP + choices);
        return texts;
    }

    private static List<Part> sendable(List<Part> parts) {
        return parts.stream()
                .filter(part -> !part.text().isBlank()
                        || part.withMedia()
                        || part.location() != null
                        || !part.quickReplies().isEmpty()
                        || !part.buttons().isEmpty())
                .toList();
    }
}

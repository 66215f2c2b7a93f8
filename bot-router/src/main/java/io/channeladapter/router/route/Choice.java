package io.channeladapter.router.route;

import io.channeladapter.common.message.EventData.DirectMessage;
import io.channeladapter.common.message.EventData.QuickReplyAnswer;
import io.channeladapter.common.message.Offer;
import io.channeladapter.router.read.TwitterEvent;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Which of the choices that were sent as numbered text a person's message names. Pure.
 *
 * <p>A message names a choice by its number alone, as in {@code 2}, {@code 2.}, {@code 2)}, {@code (2)} or {@code #2},
 * or by its label, in capitals or not. Like quick replies at Twitter itself, choices hold until the account writes
 * again; and at most a day.
 */
public final class Choice {
    /** How long choices hold. */
    public static final Duration HOLDS = Duration.ofHours(24);

    private static final String TYPE = "options";
    /** A label of 36 characters beside a number, each of them perhaps two units; what is longer is something else. */
    private static final int LONGEST = 80;

    private static final Pattern NUMBER = Pattern.compile("[#(]?\\s*(\\d{1,2})\\s*[.)]?");

    private Choice() {}

    /** Whether a message is short enough to name a choice, so that it is worth to look for what was offered. */
    public static boolean mayName(TwitterEvent.Message message) {
        return message.message().quickReply() == null
                && !message.message().text().isBlank()
                && message.message().text().length() <= LONGEST;
    }

    /**
     * The message as it goes on: with the choice as its quick reply where it names one; the text stays as written.
     *
     * @param offer the last choices of the conversation; empty where there are none
     */
    public static TwitterEvent.Message in(TwitterEvent.Message message, Optional<Offer> offer) {
        DirectMessage written = message.message();
        return offer.filter(offered -> mayName(message) && answers(message, offered))
                .flatMap(offered -> named(written.text(), offered.options()))
                .map(option -> chosen(message, new QuickReplyAnswer(TYPE, option.metadata())))
                .orElse(message);
    }

    /**
     * Whether choices were sent before this message: the person who wrote it may have seen them, and where the account
     * itself wrote it, they no longer hold.
     */
    public static boolean isBefore(Offer offer, String messageId) {
        return isLater(messageId, offer.messageId());
    }

    static Optional<Offer.Option> named(String text, List<Offer.Option> options) {
        String said = text.strip();
        Matcher number = NUMBER.matcher(said);
        if (number.matches()) {
            int chosen = Integer.parseInt(number.group(1));
            if (chosen >= 1 && chosen <= options.size()) {
                return Optional.of(options.get(chosen - 1));
            }
        }
        List<Offer.Option> labelled = options.stream()
                .filter(option -> option.label().strip().equalsIgnoreCase(said))
                .toList();
        return labelled.size() == 1 ? Optional.of(labelled.getFirst()) : numbered(said, options);
    }

    /** A line copied as it was sent, number and label. */
    private static Optional<Offer.Option> numbered(String said, List<Offer.Option> options) {
        return IntStream.range(0, options.size())
                .filter(i ->
                        said.equalsIgnoreCase((i + 1) + ". " + options.get(i).label()))
                .mapToObj(options::get)
                .findFirst();
    }

    private static boolean answers(TwitterEvent.Message message, Offer offer) {
        return isLater(message.message().id(), offer.messageId())
                && message.at().isBefore(offer.at().plus(HOLDS));
    }

    // Twitter's ids grow with time, and no clock of ours is asked.
    private static boolean isLater(String id, @Nullable String than) {
        return than == null || id.length() > than.length() || (id.length() == than.length() && id.compareTo(than) > 0);
    }

    private static TwitterEvent.Message chosen(TwitterEvent.Message message, QuickReplyAnswer answer) {
        DirectMessage written = message.message();
        return new TwitterEvent.Message(
                message.forUserId(),
                message.id(),
                message.from(),
                message.recipientId(),
                new DirectMessage(
                        written.id(),
                        written.text(),
                        written.rawText(),
                        answer,
                        written.media(),
                        written.location(),
                        written.urls(),
                        written.encrypted()),
                message.at(),
                message.raw());
    }
}

package io.channeladapter.config.letter;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Every reason for which a service gives a record up; {@code docs/operations.md} lists them from here. */
public enum LetterReason {
    UNKNOWN_CHANNEL(
            "No channel has this streamid, or not any more.",
            "Nothing where the channel was deleted. A bot that writes such a key is to be mended.",
            "no: nobody has the keys of a channel that is gone"),
    CHANNEL_NOT_ENABLED(
            "The channel was not enabled yet.",
            "Authorize and enable the channel, then send the webhooks among them again.",
            "a webhook; nothing else"),
    CHANNEL_DISABLED(
            "The channel was disabled.",
            "Enable the channel, then send the webhooks among them again.",
            "a webhook; nothing else"),
    WRONG_USER(
            "The event is for another account than the channel's.",
            "Where the channel is connected to the wrong account, authorize it for the right one, then send again. Else"
                    + " an old subscription of the app still leads here: remove it at Twitter.",
            "yes, once the account is right"),
    BOT_TOPIC_MISSING(
            "The bot's topic of events did not exist.",
            "Create the topics of the bot again, then send the webhooks among them again.",
            "a webhook; nothing else"),
    NOT_JSON(
            "What came under a right signature is not JSON.",
            "Look at its bytes. Twitter sends none such.",
            "yes, but it ends the same way"),
    UNREADABLE_EVENT(
            "It is JSON, but no event in it can be read, or one lacks its ids or is too large for a record.",
            "Look at its bytes and report it. Send it again once the adapter can read it.",
            "yes, once the adapter can read it"),
    UNREADABLE_RECORD(
            "A service failed on the record, or it is not what belongs into its topic.",
            "The log of the service says why: a defect to report, or something else writes to the topic.",
            "a webhook, once the adapter can read it; nothing else"),
    REPLY_WITHOUT_KEY("A bot wrote a reply without a key.", "Mend the bot: the key is the conversation.", "no"),
    REPLY_NOT_JSON("A bot wrote a reply that is no JSON object.", "Mend the bot.", "no"),
    INVALID_REPLY(
            "A bot wrote a reply whose key is no conversation, or that Twitter would refuse.",
            "Mend the bot; the detail names the field and its limit.",
            "no"),
    NOT_YOUR_CHANNEL(
            "A bot wrote a reply for a channel of another bot.",
            "Mend the bot, and find out who has its access to Kafka.",
            "no");

    private final String meaning;
    private final String todo;
    private final String sentAgain;

    LetterReason(String meaning, String todo, String sentAgain) {
        this.meaning = meaning;
        this.todo = todo;
        this.sentAgain = sentAgain;
    }

    /** The reason of this code; empty for one of a service that is newer than this one. */
    public static Optional<LetterReason> of(String code) {
        return Arrays.stream(values())
                .filter(reason -> reason.code().equals(code))
                .findFirst();
    }

    /** The stable code. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What happened, in a sentence. */
    public String meaning() {
        return meaning;
    }

    /** What to do about it. */
    public String todo() {
        return todo;
    }

    /** The table of all reasons in Markdown. */
    public static String table() {
        StringBuilder table =
                new StringBuilder("| reason | what happened | what to do | can be sent again |\n|---|---|---|---|\n");
        for (LetterReason reason : values()) {
            table.append("| `%s` | %s | %s | %s |\n"
                    .formatted(reason.code(), reason.meaning, reason.todo, reason.sentAgain));
        }
        return table.toString();
    }
}

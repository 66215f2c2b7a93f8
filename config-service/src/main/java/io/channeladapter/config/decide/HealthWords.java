package io.channeladapter.config.decide;

/**
 * What to say of each cause to a channel's owner: the same on the page, in REST and in events. Beside it stands the
 * condition's own detail, which says what was noticed this time. Pure.
 */
public final class HealthWords {
    private HealthWords() {}

    /**
     * What is said of a cause.
     *
     * @param happened what is wrong, one sentence
     * @param todo what the owner can do about it, one or two sentences
     */
    public record Words(String happened, String todo) {}

    /** The words for the code of a cause, also for one that this version does not know. */
    public static Words of(String code) {
        return Cause.of(code)
                .map(HealthWords::of)
                .orElseGet(() -> new Words(
                        "Something is wrong: " + code + ".", "A newer version of the adapter knows what to do."));
    }

    /** The words for a cause. */
    public static Words of(Cause cause) {
        return switch (cause) {
            case CREDENTIALS_REFUSED ->
                new Words(
                        "Twitter refuses the keys and tokens, so that nothing can be sent.",
                        "Make new tokens in Twitter's developer portal under Keys and tokens, enter them here, and"
                                + " authorize again.");
            case PERMISSION_MISSING ->
                new Words(
                        "The app or its tokens may not send direct messages.",
                        "Set the app's permission to Read, Write and Direct Messages at Twitter, then make the access"
                                + " token anew, since old tokens keep the old permission. Enter it and authorize again.");
            case ACCOUNT_RESTRICTED ->
                new Words(
                        "Twitter has locked or restricted the account or the app, or asks for payment.",
                        "Sign in to Twitter as this account and do what it asks there; where it asks for payment, buy"
                                + " credits or raise the app's plan in the developer portal. Sending goes on by itself"
                                + " afterwards.");
            case ACCOUNT_REVOKED ->
                new Words(
                        "The account took its permission back from the app.",
                        "Make new tokens as this account in the developer portal, enter them, and authorize again.");
            case WEBHOOK_INVALID ->
                new Words(
                        "Twitter has no valid webhook for this channel, so that no event arrives.",
                        "See that the Callback URL can be reached from outside and that the API secret key is the app's"
                                + " present one. The adapter asks for a new challenge by itself; Authorize does it at"
                                + " once.");
            case SUBSCRIPTION_MISSING ->
                new Words(
                        "The account is not subscribed, so that Twitter sends none of its events.",
                        "The adapter subscribes again by itself where Twitter lets it. Authorize tries at once and"
                                + " says what is in the way.");
            case BAD_SIGNATURES ->
                new Words(
                        "Many requests came that were not signed with this channel's API secret key. They were"
                                + " refused.",
                        "If the API secret key was made anew at Twitter, enter the new one here. If not, someone else"
                                + " knows the Callback URL; nothing of theirs gets through, and there is nothing to"
                                + " do.");
            case QUOTA_NEARLY_SPENT ->
                new Words(
                        "Little is left of what Twitter lets this account or app send in a day.",
                        "Nothing is lost: what goes beyond it waits until the limit begins anew. Should it happen"
                                + " often, ask Twitter for a higher limit or let the bot write less.");
            case MESSAGES_UNREADABLE ->
                new Words(
                        "Encrypted messages arrived, which only the person's own devices can read.",
                        "Answer them in Twitter's app, or ask the person to write without encryption. The bot is told"
                                + " of each.");
            case SENDING_PAUSED ->
                new Words(
                        "What the bot writes looks like a mistake, so that sending is paused. Its replies wait.",
                        "Look at the channel's Outbox: it says what the bot does. Repair the bot, cancel there what must"
                                + " not be sent, then release the channel. Nothing is sent before.");
            case SILENT ->
                new Words(
                        "No event came for much longer than is usual for this channel.",
                        "Write a message to the account. If it does not reach the bot, press Authorize, which says"
                                + " what is in the way.");
            case EVENTS_MISSED ->
                new Words(
                        "For a while no webhook could be taken, and messages of that time may be missing.",
                        "Look in Twitter's app, signed in as this account, at what people wrote in that time, and answer"
                                + " there what the bot did not. This note goes by itself after three days.");
        };
    }
}

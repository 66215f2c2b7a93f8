package io.channeladapter.config.history;

import io.channeladapter.common.channel.ChannelEvent;
import io.channeladapter.common.channel.ChannelSignal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What happened, in plain words. Pure. */
final class Words {
    /** Names of details as people call them, in the order in which they are told; others follow as they are. */
    private static final Map<String, String> NAMES = Map.of(
            "generation", "API generation",
            "environmentLabel", "dev environment label",
            "credentials", "keys and tokens",
            "afterUnclear", "unclear replies",
            "afterFailure", "what waits behind a failed reply",
            "webhookId", "webhook",
            "noticedBy", "noticed by",
            "previousSecretValidUntil", "the old API secret key stays valid until",
            "waits", "waits");

    private Words() {}

    /** The text of this event. */
    static String of(ChannelEvent event) {
        Map<String, String> left = new TreeMap<>(event.details());
        String told = switch (event.type()) {
            case CREATED -> "Created the channel.";
            case CONFIGURED -> "Saved the configuration.";
            case AUTHORIZED -> authorized(left);
            case ENABLED -> "Enabled the channel: messages flow.";
            case DISABLED -> "Disabled the channel: no messages flow.";
            case DELETED -> deleted(left);
            case DEGRADED -> degraded(left);
            case RECOVERED -> recovered(left);
            case LETTERS_REPLAYED -> replayed(left);
            case EVENTS_MISSED -> missed(left);
            case REPLAY_ASKED ->
                "Asked Twitter to send again what it could not deliver " + span(left) + job(left) + ".";
            case REPLAY_ENDED ->
                "Twitter has sent again what it could not deliver " + span(left) + job(left)
                        + ". What the bot had already, it did not get twice.";
            case REPLIES_CANCELLED -> cancelled(left);
            case SENDING_RELEASED -> "Let the channel send again, which was paused.";
            case RESEALED -> "Sealed the stored keys and tokens anew; they are the same.";
        };
        return left.isEmpty() ? told : told + " " + rest(left);
    }

    private static String authorized(Map<String, String> details) {
        String name = details.remove("screenName");
        String id = details.remove("account");
        String account = name == null ? id == null ? "an account" : "account " + id : "@" + name;
        return "Authorized for " + account + ".";
    }

    private static String deleted(Map<String, String> details) {
        String warnings = details.remove("warnings");
        return warnings == null ? "Deleted the channel for ever." : "Deleted the channel for ever. " + warnings;
    }

    private static String degraded(Map<String, String> details) {
        String level = details.remove("level");
        String detail = details.remove("detail");
        String cause = details.remove("cause");
        details.remove("from");
        details.remove("until");
        String what = detail != null ? detail : cause != null ? "Cause: " + cause + "." : "";
        return ("The channel is " + (level == null ? "degraded" : level) + ". " + what).strip();
    }

    private static String recovered(Map<String, String> details) {
        details.remove("level");
        details.remove("detail");
        String cause = details.remove("cause");
        return cause == null ? "The channel is well again." : "The channel is well again; over is: " + cause + ".";
    }

    private static String replayed(Map<String, String> details) {
        String letters = details.remove("letters");
        details.remove("ids");
        return "1".equals(letters) ? "Sent a dead letter again." : "Sent " + letters + " dead letters again.";
    }

    private static String cancelled(Map<String, String> details) {
        String person = details.remove("person");
        String reply = details.remove("reply");
        return "Cancelled " + (reply == null ? "the replies" : "reply " + reply) + " that waited"
                + (person == null ? "" : " for person " + person) + ".";
    }

    private static String missed(Map<String, String> details) {
        boolean isLost = details.remove("replay") != null;
        String detail = details.remove("detail");
        String what = detail == null ? "Events may have been missed " + span(details) + "." : detail;
        details.remove("from");
        details.remove("until");
        return isLost ? what : what + " Twitter will be asked to send again what it could not deliver.";
    }

    private static String span(Map<String, String> details) {
        details.remove("detail");
        String from = details.remove("from");
        String until = details.remove("until");
        return from == null || until == null
                ? "in an unknown span"
                : ChannelSignal.Replay.inWords(Instant.parse(from), Instant.parse(until));
    }

    private static String job(Map<String, String> details) {
        String job = details.remove("jobId");
        return job == null ? "" : ", job " + job;
    }

    private static String rest(Map<String, String> details) {
        List<String> parts = new ArrayList<>();
        details.forEach((name, value) -> parts.add(NAMES.getOrDefault(name, name) + ": " + value));
        String text = String.join("; ", parts);
        return Character.toUpperCase(text.charAt(0)) + text.substring(1) + ".";
    }
}

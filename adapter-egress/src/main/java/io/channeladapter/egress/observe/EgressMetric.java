package io.channeladapter.egress.observe;

import io.channeladapter.common.observe.Metric;
import java.util.List;

/**
 * The metrics of the egress. What must balance over a quiet spell: replies taken in = final outcomes + {@code
 * egress.outbox.depth} gained.
 */
public enum EgressMetric implements Metric {
    OUTBOX_DEPTH("egress.outbox.depth", "Replies without a final outcome.", Type.GAUGE, ""),
    OUTBOX_LANES(
            "egress.outbox.lanes",
            "Conversations that memory holds, since they are in flight or wait on their own; all others lie on disk.",
            Type.GAUGE,
            ""),
    OUTBOX_AGE(
            "egress.outbox.age",
            "Age of the oldest reply that is first in its conversation, in seconds, by what it waits for; alert on"
                    + " runnable.",
            Type.GAUGE,
            "cause"),
    TAKEN("egress.outbox.replies", "Replies read, by what became of the record.", Type.COUNTER, "outcome"),
    ECHOES("egress.settle.echoes", "Echoes read, by what became of the record.", Type.COUNTER, "outcome"),
    ATTEMPTS("egress.send.attempts", "Calls to Twitter, by what follows from the answer.", Type.COUNTER, "outcome"),
    LATENCY("egress.send.latency", "Time that a call to Twitter took.", Type.TIMER, ""),
    OUTCOMES("egress.outcomes", "Outcomes told to bots.", Type.COUNTER, "outcome"),
    ATTACHMENTS(
            "egress.attachments.under-way",
            "Files of replies that are being fetched or uploaded, or wait for their turn.",
            Type.GAUGE,
            ""),
    FETCHES(
            "egress.attachments.fetches",
            "Files of replies made ready to be uploaded, by what came of it: ready, or why not.",
            Type.COUNTER,
            "outcome"),
    FETCH_LATENCY(
            "egress.attachments.fetch.latency",
            "Time that a file took to come from the address that a bot gave, with redirects and further tries.",
            Type.TIMER,
            ""),
    FETCH_BYTES("egress.attachments.fetch.bytes", "Bytes of files that were made ready.", Type.COUNTER, ""),
    UPLOADS(
            "egress.attachments.uploads",
            "Uploads to Twitter, by what came of them: taken, or the kind of the refusal; limited where none was tried,"
                    + " since a limit had been reached.",
            Type.COUNTER,
            "outcome"),
    UPLOAD_LATENCY(
            "egress.attachments.upload.latency",
            "Time that an upload to Twitter took, with Twitter's processing.",
            Type.TIMER,
            ""),
    UPLOAD_BYTES("egress.attachments.upload.bytes", "Bytes of files that Twitter took.", Type.COUNTER, ""),
    MEDIA_DOWNLOADS(
            "egress.media.downloads",
            "Requests for media, by what came of them: given, cut-by-bot, cut-by-twitter, or the code of a problem.",
            Type.COUNTER,
            "outcome"),
    MEDIA_BYTES("egress.media.bytes", "Bytes of media given to bots.", Type.COUNTER, ""),
    MEDIA_UNDER_WAY("egress.media.under-way", "Downloads of media under way.", Type.GAUGE, "");

    private final String metricName;
    private final String description;
    private final Type type;
    private final String tag;

    EgressMetric(String metricName, String description, Type type, String tag) {
        this.metricName = metricName;
        this.description = description;
        this.type = type;
        this.tag = tag;
    }

    @Override
    public String metricName() {
        return metricName;
    }

    @Override
    public String description() {
        return description;
    }

    @Override
    public Type type() {
        return type;
    }

    @Override
    public List<String> tags() {
        return tag.isEmpty() ? List.of() : List.of(tag);
    }
}

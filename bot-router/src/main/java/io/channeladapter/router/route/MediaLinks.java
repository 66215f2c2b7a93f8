package io.channeladapter.router.route;

import io.channeladapter.common.channel.StreamId;
import io.channeladapter.common.media.MediaLink;
import io.channeladapter.common.media.MediaType;
import io.channeladapter.common.message.EventData.DirectMessage;
import io.channeladapter.common.message.EventData.Media;
import io.channeladapter.common.settings.MediaSettings;
import io.channeladapter.router.read.TwitterEvent;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * Puts links to the adapter where a message has Twitter's addresses of its media. Pure. An address that the egress would
 * not ask stays as Twitter wrote it.
 *
 * @param settings empty where bots get no links
 * @param lifetime of a link
 */
public record MediaLinks(Optional<MediaSettings> settings, Duration lifetime) {
    /** No links. */
    public static final MediaLinks NONE = new MediaLinks(Optional.empty(), Duration.ZERO);

    /** The event as it goes on; the same where it has no media. */
    public TwitterEvent in(TwitterEvent event, StreamId streamId, Instant now) {
        if (settings.isEmpty()
                || !(event instanceof TwitterEvent.Message message)
                || message.message().media().isEmpty()) {
            return event;
        }
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
                        written.quickReply(),
                        written.media().stream()
                                .map(media -> linked(media, streamId, now, settings.get()))
                                .toList(),
                        written.location(),
                        written.urls(),
                        written.encrypted()),
                message.at(),
                message.raw());
    }

    private Media linked(Media media, StreamId streamId, Instant now, MediaSettings given) {
        Optional<MediaType> type = MediaType.of(media.type());
        String source = media.url();
        if (type.isEmpty() || source == null || given.hosts().find(source).isEmpty()) {
            return media;
        }
        Instant expiresAt = now.plus(lifetime).truncatedTo(ChronoUnit.SECONDS).plusSeconds(1);
        return media.at(new MediaLink(streamId, source, type.get(), expiresAt).address(given.url(), given.keys()));
    }
}

package io.channeladapter.egress.media;

import io.channeladapter.common.channel.Channel;
import io.channeladapter.common.channel.StreamId;
import io.channeladapter.common.media.MediaHosts;
import io.channeladapter.common.media.MediaLink;
import io.channeladapter.common.media.MediaType;
import io.channeladapter.common.observe.LogKeys;
import io.channeladapter.common.settings.MediaSettings;
import io.channeladapter.common.twitter.Credentials;
import io.channeladapter.egress.observe.MediaMeters;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.Header;
import java.io.IOException;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers a link. Looked at in this order, the cheapest first: the signature and the time · the host · the channel · how
 * much is under way; only then Twitter is asked. Safe for many threads.
 */
final class MediaHandler implements Handler {
    static final String PATH = "/media/{streamid}/{source}";

    private static final Logger LOG = LoggerFactory.getLogger(MediaHandler.class);
    private static final Set<String> SIZES = Set.of("small", "medium", "large");

    private final MediaSettings settings;
    private final KnownChannels channels;
    private final TwitterMedia twitter;
    private final Downloads downloads;
    private final Delivery delivery;
    private final RefusedKeys refusedKeys;
    private final MediaMeters meters;
    private final InstantSource clock;

    MediaHandler(
            MediaSettings settings,
            KnownChannels channels,
            TwitterMedia twitter,
            Downloads downloads,
            Delivery delivery,
            RefusedKeys refusedKeys,
            MediaMeters meters,
            InstantSource clock) {
        this.settings = settings;
        this.channels = channels;
        this.twitter = twitter;
        this.downloads = downloads;
        this.delivery = delivery;
        this.refusedKeys = refusedKeys;
        this.meters = meters;
        this.clock = clock;
    }

    @Override
    public void handle(Context ctx) throws InterruptedException {
        MediaLink.Judged judged = MediaLink.judge(
                ctx.pathParam("streamid"),
                ctx.pathParam("source"),
                single(ctx, "type"),
                single(ctx, "expires"),
                single(ctx, "signature"),
                settings.keys(),
                clock.instant());
        switch (judged) {
            case MediaLink.Judged.Forged _ -> refuse(ctx, Problem.LINK_FORGED, null);
            case MediaLink.Judged.Expired _ -> refuse(ctx, Problem.LINK_EXPIRED, null);
            case MediaLink.Judged.Good(MediaLink link) -> answer(ctx, link);
        }
    }

    private void answer(Context ctx, MediaLink link) throws InterruptedException {
        if (!ctx.queryParams("size").isEmpty() && !isSize(ctx, link.type())) {
            refuse(ctx, Problem.SIZE_REFUSED, null);
            return;
        }
        // The host is looked at again: the list may have become shorter since the link was made.
        Optional<MediaHosts.Place> place = settings.hosts().find(link.source()).map(found -> sized(ctx, found));
        if (place.isEmpty()) {
            refuse(ctx, Problem.HOST_REFUSED, null);
            return;
        }
        switch (channels.look(link.streamId())) {
            case KnownChannels.Access.Denied(Problem problem) -> refuse(ctx, problem, null);
            case KnownChannels.Access.Granted(Channel channel) -> answer(ctx, link, place.get(), channel);
        }
    }

    private void answer(Context ctx, MediaLink link, MediaHosts.Place place, Channel channel)
            throws InterruptedException {
        @Nullable Credentials credentials = null;
        if (place.signed()) {
            credentials = channels.credentials(channel).orElse(null);
            if (credentials == null) {
                boolean has = channel.sealedCredentials() != null;
                refuse(ctx, has ? Problem.CHANNEL_UNREADABLE : Problem.CHANNEL_WITHOUT_KEYS, null);
                return;
            }
        }
        switch (downloads.begin(link.streamId())) {
            case FULL -> refuse(ctx, Problem.TOO_MANY_DOWNLOADS, null);
            case CHANNEL_FULL -> refuse(ctx, Problem.TOO_MANY_OF_CHANNEL, null);
            case BEGUN -> {
                try {
                    fetch(ctx, link, place, credentials);
                } finally {
                    downloads.end(link.streamId());
                }
            }
        }
    }

    private void fetch(Context ctx, MediaLink link, MediaHosts.Place place, @Nullable Credentials credentials)
            throws InterruptedException {
        Fetched fetched = twitter.fetch(
                place, credentials, ByteRange.parse(ctx.header(Header.RANGE)), ctx.header(Header.IF_RANGE));
        switch (fetched) {
            case Fetched.Missing(Problem problem, Long retrySeconds) -> {
                tell(problem, link.streamId());
                refuse(ctx, problem, retrySeconds);
            }
            case Fetched.OutOfRange(String contentRange) -> {
                ctx.header(Header.CONTENT_RANGE, contentRange);
                refuse(ctx, Problem.RANGE_REFUSED, null);
            }
            case Fetched.Found found -> {
                try (found) {
                    meters.count(delivery.give(ctx, link, found));
                } catch (IOException e) {
                    LOG.atDebug()
                            .setCause(e)
                            .addKeyValue(LogKeys.STREAMID, link.streamId())
                            .log("an answer did not close well");
                }
            }
        }
    }

    private void tell(Problem problem, StreamId streamId) {
        LOG.atDebug()
                .addKeyValue(LogKeys.STREAMID, streamId)
                .addKeyValue(LogKeys.REASON, problem.code())
                .log("Twitter gave no media");
        if (problem == Problem.CREDENTIALS_REFUSED) {
            refusedKeys.tell(streamId);
        }
    }

    private void refuse(Context ctx, Problem problem, @Nullable Long retrySeconds) {
        meters.count(problem.code());
        problem.give(ctx, retrySeconds);
    }

    private static boolean isSize(Context ctx, MediaType type) {
        @Nullable String size = single(ctx, "size");
        return type == MediaType.PHOTO && size != null && SIZES.contains(size);
    }

    // Twitter names the sizes of a photo by an ending of its address.
    private static MediaHosts.Place sized(Context ctx, MediaHosts.Place place) {
        @Nullable String size = single(ctx, "size");
        if (size == null || place.address().getRawQuery() != null) {
            return place;
        }
        return new MediaHosts.Place(URI.create(place.address() + ":" + size), place.signed());
    }

    private static @Nullable String single(Context ctx, String name) {
        List<String> values = ctx.queryParams(name);
        return values.size() == 1 ? values.getFirst() : null;
    }
}

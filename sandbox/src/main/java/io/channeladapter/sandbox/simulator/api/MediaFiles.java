package io.channeladapter.sandbox.simulator.api;

import io.channeladapter.sandbox.simulator.oauth.OAuthVerifier;
import io.channeladapter.sandbox.simulator.oauth.OAuthVerifier.SignedRequest;
import io.channeladapter.sandbox.simulator.oauth.Param;
import io.channeladapter.sandbox.simulator.oauth.Verdict;
import io.channeladapter.sandbox.simulator.world.Grant;
import io.channeladapter.sandbox.simulator.world.MediaStore;
import io.channeladapter.sandbox.simulator.world.Message;
import io.channeladapter.sandbox.simulator.world.World;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Header;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Gives the files of messages: a photo to whom it was written by or to, who signs for it; a video to anyone who knows its
 * address. Each size of a photo is the photo itself. Safe for many threads.
 */
public final class MediaFiles {
    private static final Pattern RANGE = Pattern.compile("bytes=([0-9]{0,18})-([0-9]{0,18})");

    private final World world;
    private final MediaStore store;
    private final OAuthVerifier verifier;
    private final InstantSource clock;

    public MediaFiles(World world, MediaStore store, InstantSource clock) {
        this.world = world;
        this.store = store;
        this.verifier = new OAuthVerifier(world);
        this.clock = clock;
    }

    /** Adds the files to a server. */
    public void addTo(RoutesConfig server) {
        server.get("/1.1/ton/data/dm/{message}/{media}/{file}", this::photo);
        server.get("/video/{media}/{file}", ctx -> give(ctx, store.find(ctx.pathParam("media"))));
    }

    private void photo(Context ctx) throws IOException {
        List<Param> params = ApiGateway.params(ctx, "");
        Verdict verdict = params == null
                ? new Verdict.Refused(Verdict.Reason.BAD_AUTHENTICATION_DATA)
                : verifier.verify(
                        new SignedRequest(
                                ctx.method().name(), ApiGateway.url(ctx), params, ctx.header("authorization")),
                        clock.instant());
        if (!(verdict instanceof Verdict.ForUser(var app, Grant grant))) {
            ctx.status(401);
            return;
        }
        Optional<Message> message = world.message(ctx.pathParam("message"))
                .filter(found ->
                        found.extras().at("/attachment/media/id").asText().equals(ctx.pathParam("media")));
        boolean ofIt = message.filter(
                        found -> List.of(found.senderId(), found.recipientId()).contains(grant.userId()))
                .isPresent();
        if (message.isPresent() && !ofIt) {
            ctx.status(403);
            return;
        }
        give(ctx, message.flatMap(found -> store.find(ctx.pathParam("media"))));
    }

    private static void give(Context ctx, Optional<MediaStore.Kept> kept) throws IOException {
        if (kept.isEmpty()) {
            ctx.status(404);
            return;
        }
        give(ctx, kept.get());
    }

    /** Gives a file, or the one part of it that is wanted. */
    public static void give(Context ctx, MediaStore.Kept kept) throws IOException {
        long first = 0;
        long last = kept.size() - 1;
        Matcher range =
                RANGE.matcher(Optional.ofNullable(ctx.header(Header.RANGE)).orElse(""));
        if (range.matches() && !(range.group(1) + range.group(2)).isEmpty()) {
            boolean end = range.group(1).isEmpty();
            first = end ? Math.max(0, kept.size() - Long.parseLong(range.group(2))) : Long.parseLong(range.group(1));
            last = end || range.group(2).isEmpty() ? last : Math.min(last, Long.parseLong(range.group(2)));
            if (first > last) {
                ctx.status(416).header(Header.CONTENT_RANGE, "bytes */" + kept.size());
                return;
            }
            ctx.status(206).header(Header.CONTENT_RANGE, "bytes " + first + "-" + last + "/" + kept.size());
        }
        ctx.contentType(kept.contentType());
        ctx.header(Header.ACCEPT_RANGES, "bytes");
        ctx.header(Header.ETAG, "\"" + kept.id() + "\"");
        ctx.res().setContentLengthLong(last - first + 1);
        try (InputStream file = Files.newInputStream(kept.file())) {
            file.skipNBytes(first);
            byte[] piece = new byte[1 << 16];
            for (long left = last - first + 1; left > 0; ) {
                int read = file.read(piece, 0, (int) Math.min(piece.length, left));
                if (read < 0) {
                    return;
                }
                ctx.res().getOutputStream().write(piece, 0, read);
                left -= read;
            }
        }
    }
}

package io.channeladapter.egress.media;

import io.channeladapter.common.media.MediaLink;
import io.channeladapter.common.observe.LogKeys;
import io.channeladapter.egress.observe.MediaMeters;
import io.javalin.http.Context;
import io.javalin.http.Header;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Passes a file on while it comes, a few KiB at a time. A file that breaks off, or becomes too large, breaks the
 * connection, so that nobody takes a part for the whole. Safe for many threads.
 */
final class Delivery {
    private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);
    private static final int PIECE = 16 * 1024;

    private final long maxSize;
    private final MediaMeters meters;

    Delivery(long maxSize, MediaMeters meters) {
        this.maxSize = maxSize;
        this.meters = meters;
    }

    /** Gives the file; what came of it, for metrics: {@code given}, {@code cut-by-twitter} or {@code cut-by-bot}. */
    String give(Context ctx, MediaLink link, Fetched.Found found) {
        ctx.status(found.contentRange() == null ? 200 : 206);
        ctx.contentType(found.contentType());
        ctx.header(Header.ACCEPT_RANGES, "bytes");
        ctx.header(Header.CACHE_CONTROL, "private");
        ctx.header(Header.X_CONTENT_TYPE_OPTIONS, "nosniff");
        ctx.header(Header.CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox");
        ctx.header(
                Header.CONTENT_DISPOSITION,
                "inline; filename=\"" + link.type().wire() + ending(found.contentType()) + "\"");
        if (found.contentRange() != null) {
            ctx.header(Header.CONTENT_RANGE, found.contentRange());
        }
        if (found.etag() != null) {
            ctx.header(Header.ETAG, found.etag());
        }
        if (found.length() >= 0) {
            ctx.res().setContentLengthLong(found.length());
        }
        if (ctx.req().getMethod().equals("HEAD")) {
            return "given";
        }
        return pass(ctx, link, found);
    }

    private String pass(Context ctx, MediaLink link, Fetched.Found found) {
        long left = found.length() >= 0 ? found.length() : maxSize;
        byte[] piece = new byte[PIECE];
        boolean reading = true;
        try {
            InputStream from = found.body();
            from.skipNBytes(found.skip());
            OutputStream to = ctx.res().getOutputStream();
            boolean begun = false;
            while (left > 0) {
                reading = true;
                int read = from.read(piece, 0, (int) Math.min(piece.length, left));
                if (read < 0) {
                    break;
                }
                reading = false;
                to.write(piece, 0, read);
                if (!begun) {
                    to.flush();
                    begun = true;
                }
                meters.passed(read);
                left -= read;
            }
            reading = true;
            if (found.length() >= 0 ? left > 0 : left == 0 && from.read() >= 0) {
                throw new IOException("the file broke off, or is too large");
            }
            reading = false;
            to.flush();
            return "given";
        } catch (IOException e) {
            return cut(ctx, link, reading, e);
        }
    }

    private static String cut(Context ctx, MediaLink link, boolean byTwitter, IOException why) {
        LOG.atDebug()
                .setCause(why)
                .addKeyValue(LogKeys.STREAMID, link.streamId())
                .log("a download broke off");
        if (byTwitter && !ctx.res().isCommitted()) {
            ctx.res().reset();
            Problem.TWITTER_UNAVAILABLE.give(ctx);
            return Problem.TWITTER_UNAVAILABLE.code();
        }
        // An end of the answer would look like the end of the file.
        ServletContextRequest.getServletContextRequest(ctx.req())
                .getServletChannel()
                .getEndPoint()
                .close();
        return byTwitter ? "cut-by-twitter" : "cut-by-bot";
    }

    private static String ending(String contentType) {
        return switch (contentType) {
            case "image/jpeg" -> ".jpg";
            case "video/quicktime" -> ".mov";
            default -> "." + contentType.substring(contentType.indexOf('/') + 1);
        };
    }
}

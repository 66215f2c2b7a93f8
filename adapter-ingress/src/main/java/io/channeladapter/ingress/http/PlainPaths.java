package io.channeladapter.ingress.http;

import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * Refuses every path that cannot be a channel's before anything decodes or routes it. A streamid needs no encoding, so
 * a path with one is someone's attempt; some of them, such as {@code %u002e}, make a server stumble.
 */
final class PlainPaths extends Handler.Wrapper {
    PlainPaths(Handler next) {
        super(next);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        if (isPlain(request.getHttpURI().getPath())) {
            return super.handle(request, response, callback);
        }
        Answer answer = Answer.NOT_FOUND;
        response.setStatus(answer.status());
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, Answer.PROBLEM_JSON);
        response.write(true, ByteBuffer.wrap(answer.problem()), callback);
        return true;
    }

    private static boolean isPlain(@Nullable String path) {
        return path != null && path.startsWith(KnownChannels.PREFIX) && path.indexOf('%') < 0;
    }
}

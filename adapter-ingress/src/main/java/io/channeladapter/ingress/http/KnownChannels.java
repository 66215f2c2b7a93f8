package io.channeladapter.ingress.http;

import io.channeladapter.common.channel.StreamId;
import io.channeladapter.ingress.secret.ChannelSecrets;
import io.channeladapter.ingress.secret.SecretLookup;
import io.javalin.http.Context;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.http.HttpURI;

/**
 * The channels as a request finds them.
 *
 * @param secrets of all channels
 * @param complete whether all channels have been read: before that, one that is not known may well exist
 */
public record KnownChannels(ChannelSecrets secrets, BooleanSupplier complete) {
    static final String PREFIX = "/webhooks/twitter/";
    static final String PATH = PREFIX + "{streamid}";

    /**
     * The streamid in the request's path; empty where the text there is none. The path is taken as it was sent: whoever
     * blocks one in front of this service need not think of other ways to write it.
     */
    static Optional<StreamId> streamId(Context ctx) {
        HttpURI asked =
                ServletContextRequest.getServletContextRequest(ctx.req()).getHttpURI();
        String path = Objects.requireNonNullElse(asked.getPath(), "");
        String text = path.startsWith(PREFIX) && asked.getFragment() == null ? path.substring(PREFIX.length()) : "";
        return StreamId.isValid(text) ? Optional.of(new StreamId(text)) : Optional.empty();
    }

    SecretLookup find(Optional<StreamId> streamId) {
        return streamId.map(secrets::find).orElseGet(SecretLookup.Unknown::new);
    }

    /** What to answer where a channel is not known. */
    Answer unknown() {
        return complete.getAsBoolean() ? Answer.UNKNOWN_CHANNEL : Answer.NOT_READY;
    }
}

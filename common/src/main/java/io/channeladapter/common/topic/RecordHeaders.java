package io.channeladapter.common.topic;

import io.channeladapter.common.observe.Traceparent;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** Names of the headers that the adapter's own records carry, and how to read them. All values are UTF-8 text. */
public final class RecordHeaders {
    /** ISO 8601 time at which the ingress accepted a webhook. */
    public static final String RECEIVED_AT = "received-at";
    /** W3C trace context. */
    public static final String TRACEPARENT = "traceparent";
    /** Address that a webhook came from. */
    public static final String REMOTE_ADDRESS = "remote-address";

    private RecordHeaders() {}

    /** The last header of this name; empty where there is none. */
    public static Optional<String> text(Headers headers, String name) {
        Header header = headers.lastHeader(name);
        return header == null || header.value() == null
                ? Optional.empty()
                : Optional.of(new String(header.value(), StandardCharsets.UTF_8));
    }

    /** The sender's W3C trace context; empty where there is none that is valid. */
    public static Optional<String> traceparent(Headers headers) {
        return text(headers, TRACEPARENT).flatMap(Traceparent::valid);
    }

    /** Id of the sender's trace, for the log; null where there is none. */
    public static @Nullable String traceId(Headers headers) {
        return traceparent(headers).map(Traceparent::traceId).orElse(null);
    }

    /** Gives a record this trace context, and no other beside it; null leaves what it has. */
    public static Headers trace(Headers headers, @Nullable String traceparent) {
        return traceparent == null ? headers : headers.remove(TRACEPARENT).add(TRACEPARENT, bytes(traceparent));
    }

    /** UTF-8 bytes of a header's value. */
    public static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

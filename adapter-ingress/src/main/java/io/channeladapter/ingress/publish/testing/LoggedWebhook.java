package io.channeladapter.ingress.publish.testing;

import java.util.Map;

/** One record of {@code twitter.webhooks}, as a test sees it. */
public final class LoggedWebhook {
    private final String key;
    private final byte[] value;
    private final Map<String, String> headers;

    /**
     * @param key the record's key
     * @param value the record's value
     * @param headers the record's headers, by name
     */
    public LoggedWebhook(String key, byte[] value, Map<String, String> headers) {
        this.key = key;
        this.value = value.clone();
        this.headers = Map.copyOf(headers);
    }

    public String key() {
        return key;
    }

    public byte[] value() {
        return value.clone();
    }

    public Map<String, String> headers() {
        return headers;
    }
}

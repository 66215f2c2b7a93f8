package io.channeladapter.sandbox.simulator.world;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;

/**
 * A registered callback URL.
 *
 * @param id digits
 * @param appId whose secret signs what is sent
 * @param environment dev environment label; empty for a webhook of v2
 * @param url as registered
 * @param valid false after a failed challenge: no event is sent then
 * @param createdAt when it was registered
 * @param lastValidAt when it last answered a challenge rightly
 */
public record Webhook(
        String id,
        String appId,
        String environment,
        String url,
        boolean valid,
        Instant createdAt,
        Instant lastValidAt) {
    /** The generation that it was registered by. */
    @JsonIgnore
    public Generation generation() {
        return environment.isEmpty() ? Generation.V2 : Generation.V1;
    }

    /** The same webhook after a challenge that it passed. */
    public Webhook validated(Instant at) {
        return new Webhook(id, appId, environment, url, true, createdAt, at);
    }

    /** The same webhook after challenges that it failed. */
    public Webhook invalidated() {
        return new Webhook(id, appId, environment, url, false, createdAt, lastValidAt);
    }
}

package io.channeladapter.system;

import com.fasterxml.jackson.databind.JsonNode;
import io.channeladapter.common.channel.ChannelEvent;
import io.channeladapter.sandbox.channel.Rest;
import io.channeladapter.system.Ledger.Told;
import io.channeladapter.system.Ledger.Write;
import java.io.IOException;
import java.net.ConnectException;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One of many who write to channels at once, each request to any of the config-services, as behind a load balancer. What
 * gets no answer is sent again as it was: with the same {@code If-Match}, or the same {@code Idempotency-Key}. One thread.
 */
final class Writer {
    private final String name;
    private final String token;
    private final List<ConfigProcess> services;
    private final List<String> channels;
    private final Random random;

    /**
     * @param name of its token: no other has it
     * @param channels that it changes
     */
    Writer(String name, String token, List<ConfigProcess> services, List<String> channels, Random random) {
        this.name = name;
        this.token = token;
        this.services = services;
        this.channels = channels;
        this.random = random;
    }

    /** What is sent, again and again as the same. */
    @FunctionalInterface
    private interface Request {
        Rest.Answer to(Rest service) throws IOException, InterruptedException;
    }

    /** The last answer, and how often it was asked for. */
    private record Answered(Rest.Answer answer, int tries) {}

    /** Does one write. */
    Write write(int id) throws InterruptedException {
        int kind = random.nextInt(100);
        Write write = kind < 8 ? create(id) : null;
        while (write == null) {
            write = change(id, kind);
        }
        return write;
    }

    private Write create(int id) throws InterruptedException {
        String key = new UUID(random.nextLong(), random.nextLong()).toString();
        Answered answered =
                ask(Map.of("Idempotency-Key", key), service -> service.post("/api/channels", Map.of("botId", "demo")));
        Rest.Answer answer = answered.answer();
        return new Write(
                id,
                name,
                ChannelEvent.Type.CREATED,
                answer.body().path("streamid").asText(),
                0,
                answer.ok() ? Told.DONE : Told.REFUSED,
                answered.tries());
    }

    /** Null where the channel is gone. */
    private @Nullable Write change(int id, int kind) throws InterruptedException {
        int index = random.nextInt(channels.size());
        String path = "/api/channels/" + channels.get(index);
        Rest.Answer seen = ask(Map.of(), service -> service.get(path)).answer();
        if (!seen.ok()) {
            return null;
        }
        String etag = String.valueOf(seen.etag());
        if (kind < 10) {
            return deleted(
                    id, changed(id, index, ChannelEvent.Type.DELETED, seen, service -> service.delete(path, etag)));
        }
        // One that waits to be authorized anew would hide whether it is enabled: each channel has one kind of change.
        if (index % 2 == 0) {
            Map<String, String> configuration = configuration(Ledger.label(id));
            return changed(
                    id,
                    index,
                    ChannelEvent.Type.CONFIGURED,
                    seen,
                    service -> service.put(path + "/configuration", etag, configuration));
        }
        // What is so already is answered with success and changes nothing: that would be no write.
        boolean enable = !seen.body().path("status").asText().equals("enabled");
        return changed(
                id,
                index,
                enable ? ChannelEvent.Type.ENABLED : ChannelEvent.Type.DISABLED,
                seen,
                service -> service.post(path + (enable ? "/enable" : "/disable"), etag, Map.of()));
    }

    private Write changed(int id, int index, ChannelEvent.Type type, Rest.Answer seen, Request request)
            throws InterruptedException {
        long version = seen.body().path("version").asLong();
        String streamid = channels.get(index);
        Answered answered = ask(Map.of(), request);
        Told told = answered.answer().ok()
                ? Told.DONE
                : answered.tries() > 1 && isMine(streamid, type, version) ? Told.FOUND_DONE : Told.REFUSED;
        return new Write(id, name, type, streamid, version, told, answered.tries());
    }

    /**
     * A deletion of an enabled channel is two changes. Where a try without an answer has made the first, the second may
     * come or not: it is deleted again, at the version that it has now, until it is gone.
     */
    private Write deleted(int id, Write write) throws InterruptedException {
        String path = "/api/channels/" + write.streamid();
        int tries = write.tries();
        if (tries == 1
                || write.told().isDone()
                || !isMine(write.streamid(), ChannelEvent.Type.DISABLED, write.seen())) {
            return write;
        }
        while (true) {
            Rest.Answer now = ask(Map.of(), service -> service.get(path)).answer();
            Answered again = now.ok()
                    ? ask(Map.of(), service -> service.delete(path, String.valueOf(now.etag())))
                    : new Answered(now, 0);
            tries += again.tries();
            if (again.answer().ok() || again.answer().status() == 404) {
                Told told = again.answer().ok()
                        ? Told.DONE
                        : isMine(write.streamid(), ChannelEvent.Type.DELETED, write.seen())
                                ? Told.FOUND_DONE
                                : Told.REFUSED;
                return new Write(id, name, write.type(), write.streamid(), write.seen(), told, tries);
            }
        }
    }

    /** Whether it was this writer who changed the channel after that version, as its history says. */
    private boolean isMine(String streamid, ChannelEvent.Type type, long seen) throws InterruptedException {
        Rest.Answer history = ask(Map.of(), service -> service.get("/api/channels/" + streamid + "/history"))
                .answer();
        for (JsonNode change : history.body().path("changes")) {
            if (change.path("version").asLong() > seen
                    && change.path("type").asText().equals(type.wire())
                    && change.path("actor").asText().equals(name)) {
                return true;
            }
        }
        return false;
    }

    private Answered ask(Map<String, String> headers, Request request) throws InterruptedException {
        int tries = 0;
        while (true) {
            ConfigProcess service = services.get(random.nextInt(services.size()));
            try {
                tries++;
                Rest.Answer answer = request.to(service.as(token, headers));
                if (answer.status() != 503) {
                    return new Answered(answer, tries);
                }
            } catch (ConnectException e) {
                tries--; // never sent: another instance takes it
                Thread.onSpinWait();
            } catch (IOException e) {
                Thread.onSpinWait(); // it may have been done, or not: the next try tells
            }
        }
    }

    /** A whole configuration. */
    static Map<String, String> configuration(String label) {
        return Map.of(
                "generation", "account-activity-v1",
                "environmentLabel", label,
                "apiKey", "api-key",
                "apiSecretKey", "api-secret",
                "accessToken", "access-token",
                "accessTokenSecret", "access-secret");
    }
}

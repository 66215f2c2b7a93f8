package io.channeladapter.ingress.publish.testing;

import io.channeladapter.common.channel.StreamId;
import io.channeladapter.common.topic.DeadLetter;
import io.channeladapter.common.topic.RecordHeaders;
import io.channeladapter.ingress.publish.Arrival;
import io.channeladapter.ingress.publish.PublishOutcome;
import io.channeladapter.ingress.publish.Publisher;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * What every {@link Publisher} must do, as checks by name that throw {@link AssertionError}; bound to no test framework,
 * so that the fake here and the real one elsewhere are held to the same. Each check uses channels of its own.
 *
 * @param publisher what is checked, with a broker that is well
 * @param log all records of one key in {@code twitter.webhooks}, oldest first
 */
public record PublisherContract(Publisher publisher, Function<String, List<LoggedWebhook>> log) {
    private static final Instant AT = Instant.parse("2026-11-23T08:15:30.123Z");
    private static final String TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    private static final long SECONDS = 30;

    /** A fact about publishers; throws where it does not hold. */
    @FunctionalInterface
    public interface Check {
        /** Checks it. */
        void run() throws Exception;
    }

    /** All checks. */
    public Map<String, Check> checks() {
        Map<String, Check> checks = new LinkedHashMap<>();
        checks.put("g1_whatIsAcknowledgedIsInTheLog", this::acknowledgedIsInTheLog);
        checks.put("bytesThatAreNoTextStayAsTheyAre", this::bytesStay);
        checks.put("recordCarriesItsArrival", this::arrivalIsInTheHeaders);
        checks.put("g3_oneAfterTheOtherIsInTheLogInThatOrder", this::orderStays);
        checks.put("manyAtOnceAreAllInTheLog", this::manyAtOnce);
        return checks;
    }

    private void acknowledgedIsInTheLog() throws Exception {
        StreamId channel = channel(1);
        publish(channel, new byte[] {'{', '}'});
        expect(one(channel).key().equals(channel.value()), "key is the streamid");
    }

    private void bytesStay() throws Exception {
        StreamId channel = channel(2);
        byte[] body = {(byte) 0xff, 0, (byte) 0xc3, 0x28, '\r', '\n'};
        publish(channel, body);
        expect(Arrays.equals(one(channel).value(), body), "value is the body, byte for byte");
    }

    private void arrivalIsInTheHeaders() throws Exception {
        StreamId channel = channel(3);
        publish(channel, new byte[] {1});
        Map<String, String> headers = one(channel).headers();
        expect(AT.toString().equals(headers.get(RecordHeaders.RECEIVED_AT)), RecordHeaders.RECEIVED_AT);
        expect(TRACE.equals(headers.get(RecordHeaders.TRACEPARENT)), RecordHeaders.TRACEPARENT);
        expect("192.0.2.7".equals(headers.get(RecordHeaders.REMOTE_ADDRESS)), RecordHeaders.REMOTE_ADDRESS);
        expect(!headers.containsKey(DeadLetter.REPLAY_OF), DeadLetter.REPLAY_OF + " only of what is sent again");

        StreamId again = channel(6);
        expectAcknowledged(publisher
                .publish(again, new byte[] {1}, new Arrival(AT, TRACE, "192.0.2.7", "3-1042"))
                .get(SECONDS, TimeUnit.SECONDS));
        expect("3-1042".equals(one(again).headers().get(DeadLetter.REPLAY_OF)), DeadLetter.REPLAY_OF);
    }

    private void orderStays() throws Exception {
        StreamId channel = channel(4);
        for (byte n = 0; n < 20; n++) {
            publish(channel, new byte[] {n});
        }
        List<LoggedWebhook> logged = log.apply(channel.value());
        expect(logged.size() == 20, "20 records are in the log, found " + logged.size());
        for (int n = 0; n < 20; n++) {
            expect(logged.get(n).value()[0] == n, "record " + n + " is in its place");
        }
    }

    private void manyAtOnce() throws Exception {
        StreamId channel = channel(5);
        List<CompletableFuture<PublishOutcome>> outcomes = new ArrayList<>();
        for (byte n = 0; n < 50; n++) {
            outcomes.add(publisher.publish(channel, new byte[] {n}, arrival()));
        }
        for (CompletableFuture<PublishOutcome> outcome : outcomes) {
            expectAcknowledged(outcome.get(SECONDS, TimeUnit.SECONDS));
        }
        expect(log.apply(channel.value()).size() == 50, "all are in the log");
    }

    private void publish(StreamId channel, byte[] body) throws Exception {
        expectAcknowledged(publisher.publish(channel, body, arrival()).get(SECONDS, TimeUnit.SECONDS));
    }

    private LoggedWebhook one(StreamId channel) {
        List<LoggedWebhook> logged = log.apply(channel.value());
        expect(logged.size() == 1, "one record is in the log, found " + logged.size());
        return logged.getFirst();
    }

    private static Arrival arrival() {
        return new Arrival(AT, TRACE, "192.0.2.7");
    }

    private static StreamId channel(int number) {
        return StreamId.of(new UUID(0x0c_0de0_0000_4000L, number));
    }

    private static void expectAcknowledged(PublishOutcome outcome) {
        expect(outcome instanceof PublishOutcome.Acknowledged, "acknowledged, but was " + outcome.label());
    }

    private static void expect(boolean holds, String fact) {
        if (!holds) {
            throw new AssertionError("expected: " + fact);
        }
    }
}

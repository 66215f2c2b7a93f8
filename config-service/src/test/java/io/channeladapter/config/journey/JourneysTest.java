package io.channeladapter.config.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.channeladapter.config.journey.Seen.Place;
import io.channeladapter.config.journey.Stop.Kind;
import io.channeladapter.config.journey.Stop.State;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.groups.Tuple;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class JourneysTest {
    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
    private static final Seen.Person ADA = new Seen.Person("Ada", "Ada B");

    private static final Seen RECEIVED = new Seen.Received("m1", "7", ADA, "Hi", at(0), place("twitter.webhooks", 3));
    private static final Seen ROUTED =
            new Seen.Routed("st/message/m1", "m1", "7", ADA, "Hi", at(0), at(1), place("bot.demo.events", 8));
    private static final Seen REPLIED = replied("r1", "st/message/m1", 2);
    private static final Seen CHECKED = new Seen.Checked("r1", "7", "st/message/m1", "Hello", at(3));
    private static final Seen SENT = new Seen.Sent("r1", "7", "m2", at(4));
    private static final Seen CONFIRMED = new Seen.Confirmed("r1", "7", "m2", at(5));

    @Test
    void aMessageThatWasAnsweredPassedEveryStop() {
        Journey journey = one(RECEIVED, ROUTED, REPLIED, CHECKED, SENT, CONFIRMED);

        assertThat(journey.allStops())
                .extracting(Stop::kind, Stop::state)
                .containsExactly(
                        passed(Kind.RECEIVED),
                        passed(Kind.ROUTED),
                        passed(Kind.AT_THE_BOT),
                        passed(Kind.ANSWERED),
                        passed(Kind.CHECKED),
                        passed(Kind.SENT),
                        passed(Kind.ECHOED));
        assertThat(journey.trouble()).isNull();
        assertThat(journey.screenName()).isEqualTo("Ada");
        assertThat(journey.answers().getFirst().messageId()).isEqualTo("m2");
        assertThat(journey.answers().getFirst().guessed()).isFalse();
    }

    @Test
    void theOrderInWhichSignsAreReadDoesNotMatter() {
        assertThat(Journeys.of(List.of(CONFIRMED, CHECKED, ROUTED, SENT, REPLIED, RECEIVED), Optional.empty()))
                .isEqualTo(Journeys.of(List.of(RECEIVED, ROUTED, REPLIED, CHECKED, SENT, CONFIRMED), Optional.empty()));
    }

    @Test
    void aWebhookThatWasGivenUpStoppedAtTheRouter() {
        Journey journey = one(
                RECEIVED, new Seen.GivenUp(place("twitter.webhooks", 3), "channel-disabled", "it is disabled", at(1)));

        assertThat(journey.trouble())
                .isEqualTo(new Stop(Kind.ROUTED, State.STOPPED, at(1), "channel-disabled: it is disabled"));
    }

    @Test
    void aWebhookThatNoOneReadWaitsForTheRouter() {
        assertThat(kindAndState(one(RECEIVED).trouble())).isEqualTo(waiting(Kind.ROUTED));
    }

    @Test
    void whoHasReadTheBotsTopicIsTold() {
        GroupOffsets behind = new GroupOffsets(Map.of("bot-demo", Map.of(0, 8L)));
        GroupOffsets past = new GroupOffsets(Map.of("bot-demo", Map.of(0, 9L), "audit", Map.of(0, 20L)));

        assertThat(atTheBot(Optional.of(behind))).isEqualTo("Not read yet by any group.");
        assertThat(atTheBot(Optional.of(past))).isEqualTo("Read by audit, bot-demo.");
        assertThat(atTheBot(Optional.empty())).contains("does not tell");
    }

    @Test
    void aReplyThatTheCheckRefusedStoppedThere() {
        Journey journey =
                one(RECEIVED, ROUTED, REPLIED, new Seen.Failed("r1", "7", "invalid-reply", "text: long", at(3)));

        assertThat(journey.trouble())
                .isEqualTo(new Stop(Kind.CHECKED, State.STOPPED, at(3), "invalid-reply: text: long"));
    }

    @Test
    void aReplyThatTwitterRefusedStoppedAtSending() {
        Journey journey =
                one(RECEIVED, ROUTED, REPLIED, CHECKED, new Seen.Failed("r1", "7", "recipient-refused", "no", at(4)));

        assertThat(journey.trouble()).isEqualTo(new Stop(Kind.SENT, State.STOPPED, at(4), "recipient-refused: no"));
    }

    @Test
    void aReplyThatWaitsSaysUntilWhen() {
        Journey journey = one(
                ROUTED,
                REPLIED,
                CHECKED,
                new Seen.Deferred("r1", "7", at(900), "rate-limited", "Twitter's limit.", at(4)));

        assertThat(journey.allStops())
                .extracting(Stop::kind)
                .contains(Kind.DEFERRED)
                .endsWith(Kind.SENT);
        assertThat(kindAndState(journey.trouble())).isEqualTo(waiting(Kind.SENT));
        assertThat(journey.trouble()).extracting(Stop::detail).asString().contains(at(900).toString());
    }

    @Test
    void aReplyThatExpiredStoppedAtSending() {
        Journey journey = one(ROUTED, REPLIED, CHECKED, new Seen.Expired("r1", "7", at(10), at(11)));

        assertThat(journey.trouble()).extracting(Stop::detail).asString().startsWith("Expired");
    }

    @Test
    void aReplyThatNamesNoEventIsShownWithTheMessageBeforeIt() {
        Journey journey = one(ROUTED, replied("r9", null, 2));

        assertThat(journey.answers()).hasSize(1);
        assertThat(journey.answers().getFirst().guessed()).isTrue();
    }

    @Test
    void aReplyWithoutAMessageIsTheBotsOwnBeginning() {
        List<Journey> journeys = Journeys.of(List.of(replied("r9", null, -5), ROUTED), Optional.empty());

        assertThat(journeys).hasSize(2);
        assertThat(journeys.getLast().messageId()).isNull();
        assertThat(journeys.getLast().stops()).isEmpty();
        assertThat(journeys.getLast().screenName()).isEqualTo("Ada");
    }

    @Test
    void aMessageThatWasSentElsewhereIsShownAlone() {
        Journey elsewhere =
                one(new Seen.Echoed("m5", "7", "By hand", at(0)), new Seen.Elsewhere("m5", "7", "By hand", at(1)));

        assertThat(elsewhere.stops()).extracting(Stop::kind).containsExactly(Kind.SENT_ELSEWHERE);
        assertThat(elsewhere.trouble()).isNull();
        assertThat(kindAndState(one(new Seen.Echoed("m6", "7", "?", at(0))).trouble()))
                .isEqualTo(waiting(Kind.SENT_ELSEWHERE));
    }

    @Test
    void anEchoThatTheEgressHasNotMatchedYetStillShowsThatTwitterHasIt() {
        Journey journey = one(ROUTED, REPLIED, CHECKED, SENT, new Seen.Echoed("m2", "7", "Hello", at(5)));

        assertThat(journey.trouble()).isNull();
    }

    private static String atTheBot(Optional<GroupOffsets> groups) {
        return Journeys.of(List.of(ROUTED), groups).getFirst().stops().stream()
                .filter(stop -> stop.kind() == Kind.AT_THE_BOT)
                .findFirst()
                .orElseThrow()
                .detail();
    }

    private static Journey one(Seen... seen) {
        List<Journey> journeys = Journeys.of(List.of(seen), Optional.empty());
        assertThat(journeys).hasSize(1);
        return journeys.getFirst();
    }

    private static Seen replied(String id, @Nullable String inReplyTo, int second) {
        return new Seen.Replied(id, "7", inReplyTo, "Hello", at(second), place("bot.demo.replies", 1));
    }

    private static @Nullable Tuple kindAndState(@Nullable Stop stop) {
        return stop == null ? null : tuple(stop.kind(), stop.state());
    }

    private static Tuple passed(Kind kind) {
        return tuple(kind, State.PASSED);
    }

    private static Tuple waiting(Kind kind) {
        return tuple(kind, State.WAITING);
    }

    private static Place place(String topic, long offset) {
        return new Place(topic, 0, offset);
    }

    private static Instant at(int second) {
        return NOON.plusSeconds(second);
    }
}

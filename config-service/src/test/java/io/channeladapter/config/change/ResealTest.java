package io.channeladapter.config.change;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.channeladapter.common.channel.ApiGeneration;
import io.channeladapter.common.channel.BotId;
import io.channeladapter.common.channel.Channel;
import io.channeladapter.common.channel.ChannelEvent;
import io.channeladapter.common.channel.PreviousSecret;
import io.channeladapter.common.channel.StreamId;
import io.channeladapter.common.secret.Keyset;
import io.channeladapter.common.secret.Sealer;
import io.channeladapter.common.secret.Secret;
import io.channeladapter.config.access.Principal;
import io.channeladapter.config.access.Role;
import io.channeladapter.config.command.Command;
import io.channeladapter.config.command.CommandEnvelope;
import io.channeladapter.config.decide.Samples;
import io.channeladapter.config.view.CommandBus;
import io.channeladapter.config.view.testing.InMemoryChannels;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ResealTest {
    private static final Principal ADMIN = Principal.admin("operator");
    private static final Duration LONG = Duration.ofMinutes(1);

    private final Keyset first = Keyset.fresh();
    private final Keyset second = first.withNewKey().withNewestPrimary();
    private final Sealer old = Sealer.with(first.json());
    private final Sealer sealer = Sealer.with(second.json());
    private final InMemoryChannels channels = new InMemoryChannels();
    private final Reseal reseal =
            new Reseal(channels, channels, sealer, InstantSource.fixed(Samples.NOW), UUID::randomUUID);

    @Test
    void everyTextIsSealedWithThePrimaryKeyAndSaysTheSame() throws Exception {
        StreamId used = configured(1, old.seal("used", id(1)));
        authorize(used);
        configure(
                used,
                old.seal("waiting", id(1)),
                PreviousSecret.seal(new Secret("before"), old, used, Samples.NOW.plusSeconds(60)));

        assertThat(reseal.run(ADMIN, LONG)).isEqualTo(result(1, 0, 0, 0));

        Channel channel = channels.find(used).orElseThrow();
        assertThat(channel.sealedTexts()).hasSize(3).allMatch(sealer::isOfPrimaryKey);
        assertThat(sealer.open(requireNonNull(channel.inUse()).sealedCredentials(), id(1)))
                .isEqualTo("used");
        assertThat(sealer.open(requireNonNull(channel.pending()).sealedCredentials(), id(1)))
                .isEqualTo("waiting");
        assertThat(requireNonNull(channel.previousSecret()).open(sealer, used)).isEqualTo(new Secret("before"));
        assertThat(channels.events()).last().extracting(ChannelEvent::type).isEqualTo(ChannelEvent.Type.RESEALED);
        assertThat(channels.events()).last().extracting(ChannelEvent::actor).isEqualTo("operator");
    }

    @Test
    void aSecondTimeThereIsNothingToDo() throws Exception {
        configured(1, old.seal("one", id(1)));
        configured(2, sealer.seal("two", id(2)));
        draft(3);

        assertThat(reseal.run(ADMIN, LONG)).isEqualTo(result(1, 2, 0, 0));
        assertThat(reseal.run(ADMIN, LONG)).isEqualTo(result(0, 3, 0, 0));
    }

    @Test
    void whatCannotBeOpenedIsNamedAndHarmsNoOther() throws Exception {
        StreamId strange = configured(1, Sealer.with(Sealer.newKeyset()).seal("one", id(1)));
        configured(2, old.seal("two", id(2)));

        Reseal.Result result = reseal.run(ADMIN, LONG);

        assertThat(result.failures()).containsExactly(strange);
        assertThat(result.resealed()).isEqualTo(1);
    }

    @Test
    void aChannelThatGivesNoAnswerIsLeftForTheNextTime() throws Exception {
        configured(1, old.seal("one", id(1)));
        channels.answerNext(new CommandBus.Outcome.Undecided());

        assertThat(reseal.run(ADMIN, LONG)).isEqualTo(result(0, 0, 1, 0));
        assertThat(reseal.run(ADMIN, LONG)).isEqualTo(result(1, 0, 0, 0));
    }

    @Test
    void aChannelThatWasChangedMeanwhileIsLookedAtAgain() throws Exception {
        configured(1, old.seal("one", id(1)));
        channels.answerNext(new CommandBus.Outcome.Refused("retry", "changed"));

        assertThat(reseal.run(ADMIN, LONG)).isEqualTo(result(1, 0, 0, 0));
    }

    @Test
    void whenTheTimeIsOverTheRestIsLeft() throws Exception {
        configured(1, old.seal("one", id(1)));

        assertThat(reseal.run(ADMIN, Duration.ZERO)).isEqualTo(result(0, 0, 1, 0));
    }

    @Test
    void onlyAnAdminMay() {
        Principal owner = new Principal("owner", Role.OWNER, Set.of(Samples.BOT));

        assertThatThrownBy(() -> reseal.run(owner, LONG))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.problem().code()).isEqualTo("not-allowed"));
    }

    private Reseal.Result result(int resealed, int already, int left, int failed) {
        return new Reseal.Result(second.entries().getLast().id(), resealed, already, left, failed, List.of());
    }

    private static String id(int number) {
        return StreamId.of(new UUID(0, number)).value();
    }

    private StreamId draft(int number) {
        StreamId streamId = new StreamId(id(number));
        submit(streamId, new Command.Create(new BotId("demo")));
        return streamId;
    }

    private StreamId configured(int number, String sealed) {
        StreamId streamId = draft(number);
        configure(streamId, sealed, null);
        return streamId;
    }

    private void configure(StreamId streamId, String sealed, @Nullable PreviousSecret previous) {
        submit(
                streamId,
                new Command.Configure(ApiGeneration.ACCOUNT_ACTIVITY_V1, "prod", sealed, null, null, previous));
    }

    private void authorize(StreamId streamId) {
        submit(streamId, Samples.AUTHORIZE);
    }

    private void submit(StreamId streamId, Command command) {
        CommandBus.Outcome outcome = channels.submit(
                new CommandEnvelope(UUID.randomUUID().toString(), streamId, null, "owner", Samples.NOW, command));
        assertThat(outcome).isInstanceOf(CommandBus.Outcome.Accepted.class);
    }
}

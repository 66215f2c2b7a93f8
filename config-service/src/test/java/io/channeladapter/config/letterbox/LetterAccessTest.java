package io.channeladapter.config.letterbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.channeladapter.common.channel.BotId;
import io.channeladapter.common.channel.StreamId;
import io.channeladapter.config.access.Principal;
import io.channeladapter.config.access.Role;
import io.channeladapter.config.command.Command;
import io.channeladapter.config.command.CommandEnvelope;
import io.channeladapter.config.decide.Samples;
import io.channeladapter.config.letter.Letter;
import io.channeladapter.config.view.testing.InMemoryChannels;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LetterAccessTest {
    private static final BotId OTHER = new BotId("other");
    private static final Principal ADMIN = Principal.admin("root");
    private static final Principal OWNER = new Principal("otto", Role.OWNER, Set.of(Samples.BOT));
    private static final Principal ELSE = new Principal("else", Role.OWNER, Set.of(OTHER));
    private static final Principal VIEWER = new Principal("vera", Role.VIEWER, Set.of());

    private final InMemoryChannels channels = new InMemoryChannels();
    private final LetterAccess access = new LetterAccess(channels);

    @BeforeEach
    void create() throws InterruptedException {
        channels.submit(
                new CommandEnvelope("c1", Samples.STREAM, null, "admin", Samples.NOW, new Command.Create(Samples.BOT)));
    }

    @Test
    void aWebhookIsForThoseOfItsChannelAndItsBytesForThoseWhoChangeIt() {
        Letter letter = InMemoryLetterbox.webhook(1, Samples.STREAM, "channel-disabled", Samples.NOW);

        assertThat(access.sees(ADMIN, letter)).isTrue();
        assertThat(access.sees(OWNER, letter)).isTrue();
        assertThat(access.sees(VIEWER, letter)).isTrue();
        assertThat(access.sees(ELSE, letter)).isFalse();
        assertThat(access.reads(OWNER, letter)).isTrue();
        assertThat(access.reads(VIEWER, letter)).isFalse();
    }

    @Test
    void whatABotWroteUnderAnotherOnesChannelIsItsOwn() {
        Letter letter = InMemoryLetterbox.letter(
                1, Samples.STREAM + ":7", "bot.other.replies", "not-your-channel", Samples.NOW, null);

        assertThat(access.sees(ELSE, letter)).isTrue();
        assertThat(access.reads(ELSE, letter)).isTrue();
        assertThat(access.sees(OWNER, letter)).isFalse();
    }

    @Test
    void whatIsNobodysIsForAdmins() {
        Letter gone = InMemoryLetterbox.webhook(1, StreamId.of(new UUID(9, 9)), "unknown-channel", Samples.NOW);
        Letter nameless = InMemoryLetterbox.letter(2, "?", "twitter.outbound", "unreadable-record", Samples.NOW, null);

        for (Letter letter : new Letter[] {gone, nameless}) {
            assertThat(access.reads(ADMIN, letter)).isTrue();
            assertThat(access.sees(OWNER, letter)).isFalse();
            assertThat(access.sees(VIEWER, letter)).isFalse();
        }
    }
}

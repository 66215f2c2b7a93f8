package io.channeladapter.config.letterbox;

import io.channeladapter.common.channel.BotId;
import io.channeladapter.common.channel.Channel;
import io.channeladapter.config.access.Principal;
import io.channeladapter.config.letter.Letter;
import io.channeladapter.config.view.ChannelView;
import java.util.Optional;

/**
 * Whose a dead letter is: the bot's that wrote it, else the bot's whose channel its key names. One that is nobody's is for
 * admins. Safe for many threads.
 */
public final class LetterAccess {
    private final ChannelView view;

    public LetterAccess(ChannelView view) {
        this.view = view;
    }

    /** The bot whose owners the letter concerns; empty where its channel is not there, or not any more. */
    public Optional<BotId> botOf(Letter letter) {
        // What a bot writes under another one's channel stays its own: the key is no more than what it claims.
        return letter.writer().or(() -> letter.streamId().flatMap(view::find).map(Channel::botId));
    }

    /** Whether this one may know that it is there, and why. */
    public boolean sees(Principal who, Letter letter) {
        return botOf(letter).map(who::sees).orElseGet(who::isAdmin);
    }

    /** Whether this one may read what people or bots wrote in it. */
    public boolean reads(Principal who, Letter letter) {
        return botOf(letter).map(who::changes).orElseGet(who::isAdmin);
    }
}

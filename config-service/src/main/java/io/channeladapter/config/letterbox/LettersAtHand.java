package io.channeladapter.config.letterbox;

import io.channeladapter.config.access.Principal;
import io.channeladapter.config.change.Problem;
import io.channeladapter.config.change.ProblemException;
import io.channeladapter.config.letter.LetterId;
import io.channeladapter.config.log.NotReadException;

/** Hands out single dead letters to those who may have them, the same for REST and page. Safe for many threads. */
public final class LettersAtHand {
    private final Letterbox letterbox;
    private final LetterAccess access;

    public LettersAtHand(Letterbox letterbox, LetterAccess access) {
        this.letterbox = letterbox;
        this.access = access;
    }

    /** The letter of this name; one that this one does not see is as none. */
    public Opened seen(String name, Principal who) throws ProblemException, InterruptedException {
        LetterId id = LetterId.read(name).orElseThrow(() -> new ProblemException(Problem.noLetter("of this name")));
        try {
            return letterbox
                    .open(id)
                    .filter(opened -> access.sees(who, opened.letter()))
                    .orElseThrow(() -> new ProblemException(Problem.noLetter(name)));
        } catch (NotReadException e) {
            throw new ProblemException(Problem.notRead(e));
        }
    }

    /** The same for someone who may read it and send it again. */
    public Opened readable(String name, Principal who) throws ProblemException, InterruptedException {
        Opened opened = seen(name, who);
        if (!access.reads(who, opened.letter())) {
            throw new ProblemException(
                    Problem.notAllowed(access.botOf(opened.letter()).orElseThrow()));
        }
        return opened;
    }
}

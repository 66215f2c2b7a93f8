package io.channeladapter.config.replay;

import io.channeladapter.config.letterbox.LetterAccess;
import io.channeladapter.config.letterbox.Letterbox;
import io.channeladapter.config.letterbox.LettersAtHand;

/**
 * All that can be done with dead letters.
 *
 * @param letterbox finds them
 * @param access says whose each is
 * @param atHand hands out single ones
 * @param replay sends them again
 */
public record LetterDesk(Letterbox letterbox, LetterAccess access, LettersAtHand atHand, Replay replay) {}

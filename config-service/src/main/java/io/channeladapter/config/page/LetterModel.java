package io.channeladapter.config.page;

import io.channeladapter.config.letter.Done;
import io.channeladapter.config.letter.Letter;
import io.channeladapter.config.letter.LetterId;
import io.channeladapter.config.letter.LetterReason;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A dead letter as its tab shows it; nothing of what people or bots wrote.
 *
 * @param id its name
 * @param reason its code
 * @param meaning what the code means; empty where this service does not know it
 * @param todo what to do about it; empty where this service does not know
 * @param detail what the service that gave it up says
 * @param at when, in UTC
 * @param iso the same for machines
 * @param origin where it came from
 * @param service who gave it up
 * @param size of its bytes
 * @param past that it was sent again, or is what failed again; empty for neither
 */
public record LetterModel(
        String id,
        String reason,
        String meaning,
        String todo,
        String detail,
        String at,
        String iso,
        String origin,
        String service,
        String size,
        String past) {
    static LetterModel of(Letter letter, @Nullable Done done) {
        Optional<LetterReason> reason = LetterReason.of(letter.reason());
        Integer bytes = letter.bytes();
        return new LetterModel(
                letter.id().toString(),
                letter.reason(),
                reason.map(LetterReason::meaning).orElse(""),
                reason.map(LetterReason::todo).orElse(""),
                letter.detail(),
                Words.time(letter.at()),
                letter.at().toString(),
                letter.origin().toString(),
                letter.service(),
                bytes == null ? "not kept" : bytes + (bytes == 1 ? " byte" : " bytes"),
                past(letter, done));
    }

    private static String past(Letter letter, @Nullable Done done) {
        if (done != null) {
            return "Sent again on " + Words.time(done.at()) + " by " + done.actor() + ".";
        }
        LetterId before = letter.replayOf();
        return before == null ? "" : "Sent again before, as " + before + ", and failed again.";
    }
}

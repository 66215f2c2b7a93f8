package io.channeladapter.config.http;

import io.channeladapter.config.change.Problem;
import io.channeladapter.config.change.ProblemException;
import io.channeladapter.config.letterbox.Opened;
import io.javalin.http.Context;

/** Hands out a dead letter's bytes as a file, exactly as they are. */
public final class LetterBytes {
    private LetterBytes() {}

    /**
     * Answers with them, in a type that no browser shows or runs.
     *
     * @throws ProblemException where none were kept
     */
    public static void answer(Context ctx, Opened opened) throws ProblemException {
        String id = opened.letter().id().toString();
        byte[] bytes = opened.bytes().orElseThrow(() -> new ProblemException(Problem.noBytes(id)));
        ctx.contentType("application/octet-stream")
                .header("Content-Disposition", "attachment; filename=\"dead-letter-" + id + ".bin\"")
                .result(bytes);
    }
}

package io.channeladapter.config.replay;

import io.channeladapter.common.channel.StreamId;
import io.channeladapter.common.secret.Secret;
import io.channeladapter.config.letterbox.Opened;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;

/** Takes all, or answers as a test wants; remembers what was brought. Safe for many threads. */
public final class RecordingFrontDoor implements FrontDoor {
    private final List<String> brought = Collections.synchronizedList(new ArrayList<>());
    private volatile Function<String, Answer> answer = id -> new Answer.Taken();

    /** Ids of the letters that were brought, in order, with repetitions. */
    public List<String> brought() {
        return List.copyOf(brought);
    }

    /** From now on each is answered by this, from its letter's id. */
    public void answer(Function<String, Answer> function) {
        answer = function;
    }

    @Override
    public Answer bring(StreamId streamId, Opened letter, Secret apiSecretKey) {
        String id = letter.letter().id().toString();
        brought.add(id);
        return answer.apply(id);
    }
}

package io.channeladapter.router.read;

import com.fasterxml.jackson.databind.JsonNode;
import io.channeladapter.common.message.EventData.Person;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads who follows, blocks or mutes whom, and who does so no more. */
final class Relations {
    static final Set<String> VERBS = Set.of("follow", "unfollow", "block", "unblock", "mute", "unmute");

    private Relations() {}

    /**
     * Reads one; empty where it does not name both.
     *
     * @param verb one of {@link #VERBS}
     * @param envelopeId Twitter's id of the event; null where it gives none
     */
    static Optional<TwitterEvent> read(
            String verb, JsonNode event, @Nullable String envelopeId, Context context, JsonNode raw) {
        Optional<Person> source = People.embedded(event.path("source"));
        Optional<Person> target = People.embedded(event.path("target"));
        if (source.isEmpty() || target.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new TwitterEvent.Related(
                context.forUserId(),
                verb,
                id(source.get(), target.get(), event, envelopeId),
                source.get(),
                target.get(),
                context.timeOf(event),
                raw));
    }

    // Not the whole content: a user's counts may differ when Twitter tells the same once more.
    private static String id(Person source, Person target, JsonNode event, @Nullable String envelopeId) {
        String pair = source.id() + "-" + target.id();
        return Optional.ofNullable(envelopeId)
                .or(() -> Fields.text(event, "created_timestamp").map(time -> pair + "-" + time))
                .filter(Fields::fitsAsId)
                .orElseGet(() -> Fields.digest(event));
    }
}

package io.channeladapter.config.command;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** What was decided on a command: value of {@code channel.answers}, key its streamid. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Answer.Accepted.class, name = "accepted"),
    @JsonSubTypes.Type(value = Answer.Refused.class, name = "refused")
})
public sealed interface Answer {
    /** The command that this answers. */
    String commandId();

    /**
     * It was done, or was so already.
     *
     * @param commandId the command
     * @param version version of the channel after it
     */
    record Accepted(String commandId, long version) implements Answer {}

    /**
     * It was not done and never will be.
     *
     * @param commandId the command
     * @param code stable code such as {@code stale-version}
     * @param detail one sentence for a person
     */
    record Refused(String commandId, String code, String detail) implements Answer {}
}

package io.channeladapter.config.cli;

import io.channeladapter.common.channel.StreamId;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** Which channel is meant. */
final class ChannelArgument {
    @Parameters(paramLabel = "STREAMID", description = "the channel: the end of its Callback URL")
    private String streamId = "";

    /** Where REST has this of the channel. */
    String path(String rest) {
        return "/api/channels/" + streamId + "/" + rest;
    }

    /** Refuses what is no streamid. */
    void requireRight(CommandSpec command) {
        if (!StreamId.isValid(streamId)) {
            throw new ParameterException(
                    command.commandLine(), streamId + " is no streamid: expected st- and a lower-case UUID");
        }
    }

    @Override
    public String toString() {
        return streamId;
    }
}

package io.channeladapter.common.directory;

import io.channeladapter.common.channel.Channel;
import io.channeladapter.common.secret.Sealer;
import io.channeladapter.common.settings.InvalidSettingsException;
import io.channeladapter.common.settings.SharedKeys;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * What is stored held against the keyset, at the start of a service. A keyset that lacks a key is the operator's mistake:
 * a service that went on with it would refuse webhooks, fail replies, or let owners enter again what is there. One text
 * that is damaged is one channel's trouble and no reason to stay away.
 */
public final class StoredKeys {
    private static final Duration READ_WITHIN = Duration.ofSeconds(60);

    private StoredKeys() {}

    /**
     * Returns once all channels are read and the keyset has each key that they were sealed with.
     *
     * @throws InvalidSettingsException where it lacks one
     * @throws IOException where the channels could not be read within a minute
     */
    public static void check(Sealer keyset, ChannelDirectory channels)
            throws IOException, InterruptedException, InvalidSettingsException {
        if (!channels.awaitReady(READ_WITHIN)) {
            throw new IOException("the channels could not be read from Kafka within " + READ_WITHIN.toSeconds()
                    + " s; the log says why");
        }
        Optional<String> problem = problem(keyset, channels.all());
        if (problem.isPresent()) {
            throw new InvalidSettingsException(List.of(problem.get()));
        }
    }

    /** Why a service must not start with this keyset; empty where it may. */
    static Optional<String> problem(Sealer keyset, Collection<Channel> channels) {
        long closed = channels.stream()
                .filter(channel -> channel.sealedTexts().stream().anyMatch(keyset::isOfUnknownKey))
                .count();
        return closed == 0
                ? Optional.empty()
                : Optional.of(SharedKeys.KEYSET.environmentName() + " lacks a key: the keys and tokens of " + closed
                        + " of " + channels.size() + " channels were sealed with one that it does not have. Give the"
                        + " keyset that was in use before, or its copy; a key may be removed only after a reseal.");
    }
}

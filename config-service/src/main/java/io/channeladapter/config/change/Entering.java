package io.channeladapter.config.change;

import io.channeladapter.common.channel.Channel;
import io.channeladapter.common.channel.Connection;
import io.channeladapter.common.channel.PreviousSecret;
import io.channeladapter.common.channel.StreamId;
import io.channeladapter.common.secret.Sealer;
import io.channeladapter.common.secret.Secret;
import io.channeladapter.common.secret.UnsealableException;
import io.channeladapter.common.twitter.Credentials;
import io.channeladapter.config.command.Command;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Turns what an owner entered into the command that stores it, sealed. Safe for many threads.
 *
 * <ol>
 *   <li>Keys and tokens that were left out are those entered last.
 *   <li>Sealing the same twice gives two texts, and only the very same text tells that nothing has changed: what is in
 *       use or was entered already is taken as it is sealed.
 *   <li>An API secret key that is replaced is kept for the time that the owner set: the one in use, or where nothing was
 *       authorized yet the one entered before. One that was entered, but never authorized, beside one in use is not.
 * </ol>
 */
final class Entering {
    private final Sealer sealer;

    Entering(Sealer sealer) {
        this.sealer = sealer;
    }

    /**
     * The command.
     *
     * @throws ProblemException where keys or tokens were left out and there are none stored that can be opened
     */
    Command.Configure command(Channel channel, Configuration wanted, Instant now) throws ProblemException {
        Optional<Credentials> inUse = opened(channel.inUse(), channel.streamId());
        Optional<Credentials> last = channel.pending() == null ? inUse : opened(channel.pending(), channel.streamId());
        Optional<Credentials> whole = last.map(wanted.keys()::over).or(wanted.keys()::whole);
        if (whole.isEmpty()) {
            throw new ProblemException(channel.entered() == null ? missing(wanted.keys()) : unreadable());
        }
        Credentials credentials = whole.get();
        Connection used = channel.inUse();
        Connection entered = channel.entered();
        String sealed;
        if (used != null && inUse.filter(credentials::equals).isPresent()) {
            sealed = used.sealedCredentials();
        } else if (entered != null && last.filter(credentials::equals).isPresent()) {
            sealed = entered.sealedCredentials();
        } else {
            sealed = credentials.seal(sealer, channel.streamId());
        }
        Optional<Credentials> replaced = channel.wasAuthorized() ? inUse : last;
        return new Command.Configure(
                wanted.generation(),
                wanted.environmentLabel(),
                sealed,
                wanted.afterUnclear(),
                wanted.afterFailure(),
                kept(channel, wanted, credentials.apiSecretKey(), last, replaced, now));
    }

    private @Nullable PreviousSecret kept(
            Channel channel,
            Configuration wanted,
            Secret next,
            Optional<Credentials> last,
            Optional<Credentials> replaced,
            Instant now) {
        boolean sameAsLast = last.filter(l -> l.apiSecretKey().equals(next)).isPresent();
        boolean sameAsReplaced =
                replaced.filter(r -> r.apiSecretKey().equals(next)).isPresent();
        if (sameAsLast || sameAsReplaced || replaced.isEmpty()) {
            PreviousSecret before = channel.previousSecret();
            return before == null || !now.isBefore(before.validUntil()) ? null : before;
        }
        return wanted.keepOldSecret().isZero()
                ? null
                : PreviousSecret.seal(
                        replaced.get().apiSecretKey(), sealer, channel.streamId(), now.plus(wanted.keepOldSecret()));
    }

    private Optional<Credentials> opened(@Nullable Connection connection, StreamId streamId) {
        if (connection == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(Credentials.open(connection.sealedCredentials(), sealer, streamId));
        } catch (UnsealableException e) {
            // Then all four have to be entered, by which the channel gets what this service can open.
            return Optional.empty();
        }
    }

    private static Problem missing(EnteredKeys keys) {
        return Problem.ofFields(keys.leftOut().stream()
                .map(field -> new Problem.FieldError(field, "must be given: nothing is stored yet"))
                .toList());
    }

    /** The stored keys were sealed with a keyset that is not here. */
    static Problem unreadable() {
        return new Problem(
                409,
                "credentials-unreadable",
                "The stored keys cannot be opened",
                "The stored keys and tokens were sealed with another keyset than this service has: enter them again, all"
                        + " four, or have the operator set secrets.keyset right.");
    }
}

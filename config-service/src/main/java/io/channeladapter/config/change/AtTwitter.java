package io.channeladapter.config.change;

import io.channeladapter.common.channel.Channel;
import io.channeladapter.common.channel.Connection;
import io.channeladapter.common.channel.StreamId;
import io.channeladapter.common.channel.TwitterAccount;
import io.channeladapter.common.observe.LogKeys;
import io.channeladapter.common.secret.Sealer;
import io.channeladapter.common.secret.UnsealableException;
import io.channeladapter.common.twitter.Credentials;
import io.channeladapter.config.access.Principal;
import io.channeladapter.config.authorize.Accounts;
import io.channeladapter.config.authorize.Left;
import io.channeladapter.config.authorize.Report.Connected;
import io.channeladapter.config.authorize.Target;
import io.channeladapter.config.authorize.Unauthorize;
import io.channeladapter.config.view.ChannelView;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What channels have at Twitter: opens the keys to it, and takes it back. Safe for many threads. */
final class AtTwitter {
    private static final Logger LOG = LoggerFactory.getLogger(AtTwitter.class);

    private final Sealer sealer;
    private final Unauthorize unauthorize;
    private final CallbackUrls callbackUrls;
    private final ChannelView view;

    AtTwitter(Sealer sealer, Unauthorize unauthorize, CallbackUrls callbackUrls, ChannelView view) {
        this.sealer = sealer;
        this.unauthorize = unauthorize;
        this.callbackUrls = callbackUrls;
        this.view = view;
    }

    /** What was entered last, ready to be connected. */
    Target entered(Channel channel) throws ProblemException {
        Connection entered = channel.entered();
        if (entered == null) {
            throw new ProblemException(new Problem(
                    409,
                    "not-configured",
                    "The channel is not configured yet",
                    "The channel has no keys and tokens yet: enter them first."));
        }
        return opened(channel.streamId(), entered).orElseThrow(() -> new ProblemException(Entering.unreadable()));
    }

    /**
     * Takes back all that the channel may have, by the connection in use and by what was entered last.
     *
     * @return one sentence for each thing that could not be taken back
     */
    List<String> takeBack(Channel channel) {
        StreamId streamId = channel.streamId();
        List<String> warnings = new ArrayList<>();
        Optional<Target> inUse = Optional.ofNullable(channel.inUse()).flatMap(one -> opened(streamId, one));
        Optional<Target> pending = Optional.ofNullable(channel.pending()).flatMap(one -> opened(streamId, one));
        if ((channel.inUse() != null && inUse.isEmpty()) || (channel.pending() != null && pending.isEmpty())) {
            warnings.add("Stored keys cannot be opened, so that webhook and subscription may stay at Twitter: remove"
                    + " them in the developer portal.");
        }
        for (Left left : left(inUse, pending, connected(channel))) {
            warnings.addAll(unauthorize.run(streamId, left, account -> isElsewhere(streamId, account)));
        }
        return warnings;
    }

    // Of two keys of one app those that were entered last live; the former were made anew perhaps.
    private static List<Left> left(Optional<Target> inUse, Optional<Target> pending, @Nullable Connected recorded) {
        if (inUse.isEmpty() || pending.isEmpty()) {
            return Optional.<Left>empty()
                    .or(() -> inUse.map(used -> new Left(used, null, recorded)))
                    .or(() -> pending.map(last -> new Left(last, null, null)))
                    .stream()
                    .toList();
        }
        Target used = inUse.get();
        Target last = pending.get();
        if (last.samePlace(used)) {
            return List.of(new Left(last, used.credentials(), recorded));
        }
        return last.sameApp(used)
                ? List.of(
                        new Left(used.with(last.credentials()), used.credentials(), recorded),
                        new Left(last, used.credentials(), null))
                : List.of(new Left(used, null, recorded), new Left(last, null, null));
    }

    /**
     * Takes back what was entered before and never authorized to the end, where something else takes its place. What
     * cannot be taken back is logged.
     */
    void takeBackDropped(Channel before, Channel after) {
        StreamId streamId = before.streamId();
        Connection dropped = before.entered();
        if (dropped == null || dropped.equals(after.inUse()) || dropped.equals(after.entered())) {
            return;
        }
        List<Target> kept = Stream.of(after.entered(), after.inUse())
                .filter(Objects::nonNull)
                .distinct()
                .flatMap(connection -> opened(streamId, connection).stream())
                .toList();
        opened(streamId, dropped)
                .filter(target -> kept.stream().noneMatch(target::samePlace))
                .ifPresent(target -> unauthorize.run(
                        streamId,
                        new Left(
                                target,
                                kept.stream()
                                        .filter(target::sameApp)
                                        .map(Target::credentials)
                                        .findFirst()
                                        .orElse(null),
                                null),
                        account -> isElsewhere(streamId, account)));
    }

    /**
     * Takes back what the channel was connected by before.
     *
     * @return a sentence for each thing that was removed or could not be
     */
    List<String> takeBackFormer(Channel before, Target present, Connected presently) {
        StreamId streamId = before.streamId();
        Connection inUse = before.inUse();
        Connected formerly = connected(before);
        if (inUse == null || formerly == null) {
            return List.of();
        }
        return opened(streamId, inUse)
                .map(former -> unauthorize.former(streamId, former, formerly, present, presently))
                .orElse(List.of("The former keys cannot be opened, so that what they connected stays at Twitter: look"
                        + " for another webhook of this channel in the developer portal."));
    }

    /** What is known of accounts, as far as this one may know it. */
    Accounts accounts(Channel channel, Principal who) {
        return new Accounts(
                channel.account(),
                account -> elsewhere(channel.streamId(), account.id())
                        .map(other -> who.sees(other.botId())
                                ? "bot " + other.botId() + ", by its channel " + other.streamId()
                                : "another bot, which you may not see (ask an admin)"));
    }

    private Optional<Channel> elsewhere(StreamId streamId, String accountId) {
        return view.all().stream()
                .filter(other -> !other.streamId().equals(streamId) && other.isAccount(accountId))
                .findFirst();
    }

    private boolean isElsewhere(StreamId streamId, String accountId) {
        return elsewhere(streamId, accountId).isPresent();
    }

    private static @Nullable Connected connected(Channel channel) {
        TwitterAccount account = channel.account();
        String webhookId = channel.webhookId();
        return account == null || webhookId == null ? null : new Connected(account, webhookId);
    }

    private Optional<Target> opened(StreamId streamId, Connection connection) {
        try {
            Credentials credentials = Credentials.open(connection.sealedCredentials(), sealer, streamId);
            return Optional.of(Target.of(connection, credentials, callbackUrls.of(streamId)));
        } catch (UnsealableException e) {
            LOG.atWarn()
                    .addKeyValue(LogKeys.STREAMID, streamId)
                    .log("keys cannot be opened, nothing can be done at Twitter with them");
            return Optional.empty();
        }
    }
}

package io.channeladapter.config.decide;

import io.channeladapter.common.channel.AfterFailure;
import io.channeladapter.common.channel.AfterUnclear;
import io.channeladapter.common.channel.ApiGeneration;
import io.channeladapter.common.channel.BotId;
import io.channeladapter.common.channel.Channel;
import io.channeladapter.common.channel.ChannelStatus;
import io.channeladapter.common.channel.Connection;
import io.channeladapter.common.channel.Health;
import io.channeladapter.common.channel.PreviousSecret;
import io.channeladapter.common.channel.StreamId;
import io.channeladapter.common.channel.TwitterAccount;
import io.channeladapter.config.command.Command;
import io.channeladapter.config.command.CommandEnvelope;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Channels and commands for tests. */
public final class Samples {
    public static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
    public static final BotId BOT = new BotId("demo");
    public static final StreamId STREAM = StreamId.of(new UUID(7, 7));
    public static final TwitterAccount ACCOUNT = new TwitterAccount("42", "demo_shop", "Demo Shop", null);

    public static final PreviousSecret KEPT = new PreviousSecret("sealed-old", NOW.plusSeconds(3_600));
    public static final Command CREATE = new Command.Create(BOT);
    public static final Command CONFIGURE =
            new Command.Configure(ApiGeneration.ACCOUNT_ACTIVITY_V1, "prod", "sealed-1", null, null, null);
    public static final Command RECONFIGURE = new Command.Configure(
            ApiGeneration.ACCOUNT_ACTIVITY_V2, null, "sealed-2", AfterUnclear.REPORT, AfterFailure.STOP, KEPT);
    /** What waits in {@link #waiting}. */
    public static final Connection PENDING = new Connection(ApiGeneration.ACCOUNT_ACTIVITY_V1, "stage", "sealed-3");

    public static final Command AUTHORIZE = new Command.RecordAuthorization(ACCOUNT, "900");
    public static final Command ENABLE = new Command.Enable();
    public static final Command DISABLE = new Command.Disable();
    public static final Command DELETE = new Command.Delete(List.of());

    private Samples() {}

    /** A channel of this status, as the way there leaves it. */
    public static Channel channel(ChannelStatus status) {
        boolean configured = status != ChannelStatus.DRAFT;
        boolean authorized = configured && status != ChannelStatus.CONFIGURED;
        return new Channel(
                STREAM,
                BOT,
                5,
                null,
                status,
                configured ? ApiGeneration.ACCOUNT_ACTIVITY_V1 : null,
                configured ? "prod" : null,
                configured ? "sealed-1" : null,
                authorized ? ACCOUNT : null,
                authorized ? "900" : null,
                null,
                null,
                AfterUnclear.RESEND,
                null,
                Health.healthy(NOW.minusSeconds(60)),
                null,
                NOW.minusSeconds(600),
                NOW.minusSeconds(60));
    }

    /** Like {@link #channel}, with another connection that waits to be authorized. */
    public static Channel waiting(ChannelStatus status) {
        Channel before = channel(status);
        return before.entering(PENDING, before.afterUnclear(), null, NOW.minusSeconds(30));
    }

    /** A command of the admin's. */
    public static CommandEnvelope envelope(String id, @Nullable Long expectedVersion, Command command) {
        return new CommandEnvelope(id, STREAM, expectedVersion, "admin", NOW, command);
    }
}

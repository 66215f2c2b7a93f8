package io.channeladapter.egress.task;

import io.channeladapter.common.channel.StreamId;
import io.channeladapter.egress.gate.ChannelGate;
import io.channeladapter.egress.observe.EgressMetrics;
import io.channeladapter.egress.send.Calls;
import io.channeladapter.egress.settle.Backlog;
import io.channeladapter.egress.spend.Apps;
import io.channeladapter.egress.throttle.Allowances;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What a task is put together from.
 *
 * @param calls makes the calls of each task
 * @param gate what the state of a channel means
 * @param backlog what lay unread when a task started
 * @param rules how long what waits
 * @param jitter from 0 to 1, spreads retries
 * @param metrics counts
 * @param apps which part of its app's day is a channel's
 * @param allowances what Twitter lets accounts and apps send
 * @param clock the time as it is, not as it was when the thread looked last
 */
public record Parts(
        Supplier<Calls> calls,
        ChannelGate gate,
        Backlog backlog,
        Rules rules,
        DoubleSupplier jitter,
        EgressMetrics metrics,
        Function<StreamId, Optional<Apps.Membership>> apps,
        Allowances allowances,
        InstantSource clock) {}

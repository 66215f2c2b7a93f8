package io.channeladapter.ingress.http;

import io.channeladapter.common.channel.StreamId;
import io.channeladapter.ingress.limit.RateLimiter;
import io.channeladapter.ingress.limit.SourceMemory;
import io.channeladapter.ingress.observe.IngressMeters;
import io.channeladapter.ingress.publish.PublishOutcome;
import io.channeladapter.ingress.publish.Publisher;
import io.channeladapter.ingress.signal.BadSignatures;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import java.util.random.RandomGenerator;

/**
 * The steps that a webhook goes through, and what they need from outside.
 *
 * @param channels known channels and their secrets
 * @param senders tells who sent a request
 * @param sources which networks sent bad signatures, and which genuine ones
 * @param limiter rate of each channel, of genuine webhooks alone
 * @param badSignatures told of each request that was not signed as it should be
 * @param publisher where genuine webhooks go
 * @param outcomes told of what became of each at Kafka, and of whose it was; must not block
 * @param answerWithin time from a webhook's arrival to its answer, whatever Kafka does
 * @param maxBodyBytes size of the largest body
 * @param budgetBytes size of all bodies that are in memory at once
 * @param meters counts
 * @param clock gives the time of arrival
 * @param random makes trace ids; safe for many threads
 * @param threads where answers are written
 */
public record Intake(
        KnownChannels channels,
        Senders senders,
        SourceMemory sources,
        RateLimiter limiter,
        BadSignatures badSignatures,
        Publisher publisher,
        BiConsumer<StreamId, PublishOutcome> outcomes,
        Duration answerWithin,
        long maxBodyBytes,
        int budgetBytes,
        IngressMeters meters,
        InstantSource clock,
        RandomGenerator random,
        Executor threads) {}

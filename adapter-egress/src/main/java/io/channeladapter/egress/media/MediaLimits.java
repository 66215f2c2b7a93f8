package io.channeladapter.egress.media;

import java.time.Duration;

/**
 * What bounds downloads.
 *
 * @param maxSize of a file, in bytes
 * @param atOnce downloads at once, at least 1
 * @param atOncePerChannel of one channel, at least 1
 * @param answer how long Twitter may take until it answers, and then between two parts of a file
 * @param whole how long a download may take
 */
public record MediaLimits(long maxSize, int atOnce, int atOncePerChannel, Duration answer, Duration whole) {}

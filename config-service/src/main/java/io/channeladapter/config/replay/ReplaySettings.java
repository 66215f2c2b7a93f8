package io.channeladapter.config.replay;

import java.net.URI;

/**
 * How dead letters are sent again.
 *
 * @param perSecond how many at most, of all channels together by this instance; at least 1
 * @param ingress base address of the ingress as this service reaches it, without a slash at its end
 */
public record ReplaySettings(int perSecond, URI ingress) {}

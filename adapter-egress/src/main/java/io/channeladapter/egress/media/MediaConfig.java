package io.channeladapter.egress.media;

import io.channeladapter.common.settings.MediaSettings;

/**
 * How media are served.
 *
 * @param settings what is agreed on with the router
 * @param host address that links are answered at
 * @param port its port; 0 takes a free one
 * @param limits of downloads
 */
public record MediaConfig(MediaSettings settings, String host, int port, MediaLimits limits) {}

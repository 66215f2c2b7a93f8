package io.channeladapter.common.message;

import org.jspecify.annotations.Nullable;

/**
 * A place attached to a message: a point, or one of Twitter's places. Neither where Twitter's form of it is not known.
 *
 * @param latitude degrees, -90 to 90; null where there is no point
 * @param longitude degrees, -180 to 180; null where there is no point
 * @param placeId Twitter's id of the place; null where there is none
 * @param placeName its name; null where Twitter does not say
 */
public record Location(
        @Nullable Double latitude,
        @Nullable Double longitude,
        @Nullable String placeId,
        @Nullable String placeName) {}

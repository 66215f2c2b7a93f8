package io.channeladapter.router.reply;

import com.fasterxml.jackson.databind.JsonNode;
import io.channeladapter.common.message.Location;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the place of a reply. */
final class LocationField {
    private static final Pattern PLACE_ID = Pattern.compile("[0-9a-zA-Z]{1,32}");

    private LocationField() {}

    /** The place, and what is wrong with it; null where there is none or something is wrong. */
    static @Nullable Location read(JsonNode location, Consumer<String> problem) {
        if (location.isMissingNode() || location.isNull()) {
            return null;
        }
        boolean point = location.hasNonNull("latitude") || location.hasNonNull("longitude");
        boolean place = location.hasNonNull("placeId");
        if (!location.isObject() || point == place) {
            problem.accept("location: must be {\"latitude\": <degrees>, \"longitude\": <degrees>} or {\"placeId\":"
                    + " \"<Twitter's id of a place>\"}");
            return null;
        }
        return place ? place(location.path("placeId"), problem) : point(location, problem);
    }

    private static @Nullable Location place(JsonNode id, Consumer<String> problem) {
        if (!id.isTextual() || !PLACE_ID.matcher(id.textValue()).matches()) {
            problem.accept("location.placeId: must be Twitter's id of a place, such as \"07d9db48bc083000\"");
            return null;
        }
        return new Location(null, null, id.textValue(), null);
    }

    private static @Nullable Location point(JsonNode location, Consumer<String> problem) {
        Double latitude = degrees(location, "latitude", 90, problem);
        Double longitude = degrees(location, "longitude", 180, problem);
        return latitude == null || longitude == null ? null : new Location(latitude, longitude, null, null);
    }

    private static @Nullable Double degrees(JsonNode location, String name, int most, Consumer<String> problem) {
        JsonNode degrees = location.path(name);
        if (degrees.isNumber() && Math.abs(degrees.doubleValue()) <= most) {
            return degrees.doubleValue();
        }
        problem.accept("location." + name + ": must be a number of degrees from -" + most + " to " + most);
        return null;
    }
}

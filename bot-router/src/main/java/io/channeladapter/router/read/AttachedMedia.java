package io.channeladapter.router.read;

import com.fasterxml.jackson.databind.JsonNode;
import io.channeladapter.common.message.EventData.Media;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Photos, videos and animated pictures as they stand in messages and posts, in the words of v1.1 or of v2; of a video
 * the variant with the highest bitrate.
 */
final class AttachedMedia {
    private static final String PHOTO = "photo";
    private static final Map<String, String> PICTURES = Map.of(
            "jpg", "image/jpeg", "jpeg", "image/jpeg", "png", "image/png", "gif", "image/gif", "webp", "image/webp");
    private static final int LARGEST_SIDE = 100_000;

    private AttachedMedia() {}

    /** The objects of it: one object, or several, or none. */
    static List<JsonNode> in(JsonNode media) {
        return StreamSupport.stream((media.isArray() ? media : List.of(media)).spliterator(), false)
                .filter(one -> one.isObject() && !one.isEmpty())
                .toList();
    }

    /** The links by which they stand in the text. */
    static List<String> links(List<JsonNode> media) {
        return media.stream().flatMap(one -> Fields.text(one, "url").stream()).toList();
    }

    /** In the words of v2: {@code url} is the picture, and no link in the text. */
    static Media readV2(JsonNode media) {
        String type = Fields.text(media, "type").orElse(PHOTO);
        Optional<JsonNode> variant = best(media.path("variants"));
        @Nullable
        String url = variant.flatMap(best -> Fields.text(best, "url"))
                .or(() -> Fields.text(media, "url"))
                .or(() -> Fields.text(media, "preview_image_url"))
                .orElse(null);
        boolean hasSize = isSide(media.path("width")) && isSide(media.path("height"));
        return new Media(
                Fields.text(media, "media_key").orElse(null),
                type,
                url,
                contentType(type, variant, url),
                hasSize ? media.path("width").asInt() : null,
                hasSize ? media.path("height").asInt() : null,
                duration(media.path("duration_ms")));
    }

    /** In the words of v1.1. */
    static Media read(JsonNode media) {
        String type = Fields.text(media, "type").orElse(PHOTO);
        Optional<JsonNode> variant = best(media.path("video_info").path("variants"));
        @Nullable
        String url = variant.flatMap(best -> Fields.text(best, "url"))
                .or(() -> Fields.text(media, "media_url_https"))
                .or(() -> Fields.text(media, "media_url"))
                .orElse(null);
        Optional<JsonNode> size = largest(media.path("sizes"));
        return new Media(
                Fields.text(media, "id_str").or(() -> Fields.text(media, "id")).orElse(null),
                type,
                url,
                contentType(type, variant, url),
                size.map(largest -> largest.path("w").asInt()).orElse(null),
                size.map(largest -> largest.path("h").asInt()).orElse(null),
                duration(media.path("video_info").path("duration_millis")));
    }

    // A playlist is no file; an animated picture may be one.
    private static Optional<JsonNode> best(JsonNode variants) {
        return StreamSupport.stream(variants.spliterator(), false)
                .filter(variant -> Fields.text(variant, "url").isPresent())
                .filter(variant -> {
                    String type = variant.path("content_type").asText("");
                    return type.startsWith("video/") || type.startsWith("image/");
                })
                .max(Comparator.comparingLong(variant ->
                        variant.path("bitrate").asLong(variant.path("bit_rate").asLong())));
    }

    private static @Nullable String contentType(String type, Optional<JsonNode> variant, @Nullable String url) {
        return variant.flatMap(best -> Fields.text(best, "content_type"))
                .or(() -> type.equals(PHOTO) && url != null ? byName(url) : Optional.empty())
                .orElse(null);
    }

    private static Optional<JsonNode> largest(JsonNode sizes) {
        return StreamSupport.stream(sizes.spliterator(), false)
                .filter(size -> isSide(size.path("w")) && isSide(size.path("h")))
                .max(Comparator.comparingLong(
                        size -> size.path("w").asLong() * size.path("h").asLong()));
    }

    private static boolean isSide(JsonNode pixels) {
        return pixels.isIntegralNumber()
                && pixels.canConvertToInt()
                && pixels.asInt() > 0
                && pixels.asInt() <= LARGEST_SIDE;
    }

    private static @Nullable Long duration(JsonNode millis) {
        return millis.isIntegralNumber() && millis.canConvertToLong() && millis.asLong() > 0 ? millis.asLong() : null;
    }

    private static Optional<String> byName(String url) {
        String path = url.split("[?#]", 2)[0];
        String ending = path.substring(path.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return Optional.ofNullable(PICTURES.get(ending));
    }
}

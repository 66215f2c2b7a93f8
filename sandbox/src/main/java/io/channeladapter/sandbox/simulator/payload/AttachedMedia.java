package io.channeladapter.sandbox.simulator.payload;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.channeladapter.sandbox.simulator.world.MediaStore;
import io.channeladapter.sandbox.simulator.world.Message;
import java.awt.Dimension;
import java.util.Optional;

/** The JSON of an attached photo, animated picture or video: where it is and how large. */
final class AttachedMedia {
    private static final int[] SIDES = {150, 680, 1200, 2048};
    private static final String[] NAMES = {"thumb", "small", "medium", "large"};
    private static final long DURATION_MILLIS = 10_000;
    private static final int BITRATE = 832_000;

    private AttachedMedia() {}

    /**
     * Fills in what Twitter adds to the id.
     *
     * @param kept the file; empty for one of which only the id is known
     * @param url where this simulator gives media
     * @param link the short link in the text
     * @param indices where in the text it stands
     */
    static void complete(
            ObjectNode media,
            Message message,
            Optional<MediaStore.Kept> kept,
            String url,
            String link,
            JsonNode indices) {
        String id = media.path("id").asText();
        String photo = url + "/1.1/ton/data/dm/" + message.id() + "/" + id + "/";
        String still = photo
                + kept.filter(file -> file.type().equals("photo"))
                        .map(MediaStore.Kept::name)
                        .orElse("picture.jpg");
        media.put("id", Long.parseLong(id))
                .put("id_str", id)
                .<ObjectNode>set("indices", indices.deepCopy())
                .put("url", link)
                .put("display_url", "pic.twitter.com/" + link.substring(link.length() - 10))
                .put("expanded_url", "https://twitter.com/messages/media/" + message.id())
                .put("media_url", still)
                .put("media_url_https", still)
                .put("type", kept.map(MediaStore.Kept::type).orElse("photo"));
        kept.ifPresent(file -> {
            Dimension pixels = file.pixels();
            sizes(media.putObject("sizes"), pixels);
            if (!file.type().equals("photo")) {
                video(media.putObject("video_info"), file, pixels, url);
            }
        });
    }

    private static void sizes(ObjectNode sizes, Dimension pixels) {
        for (int i = 0; i < SIDES.length; i++) {
            double shrink = Math.min(1, SIDES[i] / (double) Math.max(pixels.width, pixels.height));
            sizes.putObject(NAMES[i])
                    .put("w", Math.max(1, Math.round(pixels.width * shrink)))
                    .put("h", Math.max(1, Math.round(pixels.height * shrink)))
                    .put("resize", i == 0 ? "crop" : "fit");
        }
    }

    private static void video(ObjectNode info, MediaStore.Kept file, Dimension pixels, String url) {
        info.putArray("aspect_ratio").add(pixels.width).add(pixels.height);
        boolean video = file.type().equals("video");
        if (video) {
            info.put("duration_millis", DURATION_MILLIS);
        }
        info.putArray("variants")
                .addObject()
                .put("bitrate", video ? BITRATE : 0)
                .put("content_type", file.contentType())
                .put("url", url + "/video/" + file.id() + "/" + file.name() + "?tag=1");
    }
}

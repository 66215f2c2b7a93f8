package io.channeladapter.config.page;

import com.fasterxml.jackson.databind.JsonNode;
import io.channeladapter.config.letterbox.Opened;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * What is in a dead letter, for those who may read it.
 *
 * @param key of the original record
 * @param headers of the original record and of the one who gave it up
 * @param kept whether its bytes were kept
 * @param text the bytes, as JSON where they are that, else in Base64; only the beginning of many
 * @param form what the text is
 */
public record OpenedModel(String key, List<Opened.Header> headers, boolean kept, String text, String form) {
    /** More than anyone reads on a page; the file has all. */
    private static final int LONGEST = 64 * 1024;

    public OpenedModel {
        headers = List.copyOf(headers);
    }

    static OpenedModel of(Opened opened) {
        Optional<String> json = opened.json().map(JsonNode::toPrettyString);
        String text = json.or(() -> opened.bytes().map(Base64.getEncoder()::encodeToString))
                .orElse("");
        boolean cut = text.length() > LONGEST;
        return new OpenedModel(
                opened.letter().key(),
                opened.headers(),
                opened.bytes().isPresent(),
                cut ? text.substring(0, LONGEST) + "…" : text,
                (json.isPresent() ? "as JSON" : "in Base64") + (cut ? ", the beginning" : ""));
    }
}

package io.channeladapter.config.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.channeladapter.common.channel.BotId;
import io.channeladapter.common.codec.Json;
import io.channeladapter.config.letter.Letter;
import io.channeladapter.config.letter.LetterId;
import io.channeladapter.config.letter.LetterReason;
import io.channeladapter.config.letterbox.Opened;
import java.util.Base64;
import java.util.Optional;

/** Dead letters as REST tells them. */
final class LetterBody {
    private LetterBody() {}

    /** Nothing of what people or bots wrote. */
    static ObjectNode of(Letter letter, Optional<BotId> bot) {
        ObjectNode body = Json.object().put("id", letter.id().toString());
        letter.streamId().ifPresent(streamId -> body.put("streamid", streamId.value()));
        bot.ifPresent(botId -> body.put("botId", botId.value()));
        body.put("reason", letter.reason()).put("detail", letter.detail());
        if (!letter.origin().topic().isEmpty()) {
            body.putObject("origin")
                    .put("topic", letter.origin().topic())
                    .put("partition", letter.origin().partition())
                    .put("offset", letter.origin().offset());
        }
        body.put("service", letter.service()).put("at", letter.at().toString());
        Integer bytes = letter.bytes();
        if (bytes != null) {
            body.put("bytes", bytes.intValue());
        }
        LetterId replayOf = letter.replayOf();
        if (replayOf != null) {
            body.put("replayOf", replayOf.toString());
        }
        return body;
    }

    /** With what its reason means. */
    static ObjectNode explained(Letter letter, Optional<BotId> bot) {
        ObjectNode body = of(letter, bot);
        LetterReason.of(letter.reason())
                .ifPresent(reason -> body.put("meaning", reason.meaning()).put("todo", reason.todo()));
        return body;
    }

    /** With all that is in it. */
    static ObjectNode opened(Opened opened, Optional<BotId> bot) {
        ObjectNode body =
                explained(opened.letter(), bot).put("key", opened.letter().key());
        ArrayNode headers = body.putArray("headers");
        opened.headers()
                .forEach(
                        header -> headers.addObject().put("name", header.name()).put("value", header.text()));
        Optional<JsonNode> json = opened.json();
        if (json.isPresent()) {
            body.set("json", json.get());
        } else {
            opened.bytes()
                    .ifPresent(bytes -> body.put("base64", Base64.getEncoder().encodeToString(bytes)));
        }
        return body;
    }
}

package io.channeladapter.sandbox.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.channeladapter.sandbox.demo.Demo;
import io.channeladapter.sandbox.demo.Journey;
import java.util.Locale;
import java.util.Map;

/** A journey as people and as machines read it. Pure. */
final class Story {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Map<String, String> WHERE = Map.of(
            "webhook signed", "by the simulated Twitter",
            "accepted", "by adapter-ingress, now in twitter.webhooks",
            "routed", "by bot-router, now in the bot's topic",
            "bot answered", "in the bot's topic of replies",
            "accepted for sending", "by bot-router, now in twitter.outbound",
            "sent", "by adapter-egress, Twitter took it",
            "echoed", "Twitter's own report of it is in twitter.echoes");

    private Story() {}

    /** For people: times since the person sent the message. */
    static String text(Demo.Result result) {
        StringBuilder text = new StringBuilder("A person writes: " + result.text() + "\n\n");
        for (Journey.Hop hop : result.journey().hops()) {
            text.append(String.format(
                    Locale.ROOT, "%6d ms  %-20s  %s%n", hop.millis(), hop.name(), WHERE.getOrDefault(hop.name(), "")));
        }
        for (String missing : result.journey().missing()) {
            text.append(String.format(Locale.ROOT, "%9s  %-20s  was not seen%n", "", missing));
        }
        String answer = result.answer();
        return text.append(answer == null ? "\nNo answer came." : "\nThe bot answers: " + answer)
                .toString();
    }

    /** For machines: one JSON object. */
    static String json(Demo.Result result) {
        ObjectNode json = JSON.createObjectNode()
                .put("complete", result.journey().complete())
                .put("text", result.text())
                .put("answer", result.answer());
        ArrayNode hops = json.putArray("hops");
        for (Journey.Hop hop : result.journey().hops()) {
            hops.addObject()
                    .put("hop", hop.name())
                    .put("at", hop.at().toString())
                    .put("millis", hop.millis());
        }
        ArrayNode missing = json.putArray("missing");
        result.journey().missing().forEach(missing::add);
        try {
            return JSON.writeValueAsString(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}

package io.channeladapter.common.render;

import io.channeladapter.common.message.CheckedReply;
import io.channeladapter.common.message.CheckedReply.QuickReply;
import io.channeladapter.common.message.Location;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** A reply's place, buttons and quick replies as text, for an API that has none of them. Pure. */
final class WrittenOut {
    /** Between the text and what is written out. */
    static final String GAP = "\n\n";

    private WrittenOut() {}

    /**
     * A line with a link to a map, a line for each button, and a numbered line for each choice, in this order: what the
     * person is asked stands last. Empty where there is none of them.
     */
    static String of(CheckedReply reply) {
        List<String> blocks = new ArrayList<>();
        Location location = reply.location();
        if (location != null && location.latitude() != null && location.longitude() != null) {
            blocks.add(map(location.latitude(), location.longitude()));
        }
        if (!reply.buttons().isEmpty()) {
            blocks.add(String.join(
                    "\n",
                    reply.buttons().stream()
                            .map(button -> line(button.label()) + ": " + button.url())
                            .toList()));
        }
        List<String> options = new ArrayList<>();
        for (QuickReply option : reply.quickReplies()) {
            String description = option.description();
            options.add((options.size() + 1) + ". " + line(option.label())
                    + (description == null || description.isBlank() ? "" : " – " + line(description)));
        }
        if (!options.isEmpty()) {
            blocks.add(String.join("\n", options));
        }
        return String.join(GAP, blocks);
    }

    /** A text on one line. */
    static String line(String text) {
        return text.strip().replaceAll("\\s+", " ");
    }

    /** Opens the person's own map, on a phone too. */
    private static String map(double latitude, double longitude) {
        return "https://www.google.com/maps/search/?api=1&query=" + plain(latitude) + "%2C" + plain(longitude);
    }

    private static String plain(double degrees) {
        return BigDecimal.valueOf(degrees).stripTrailingZeros().toPlainString();
    }
}

package io.channeladapter.config.page;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of the list of bots.
 *
 * @param bots by name, each with its channels
 * @param search what was searched for; empty for all
 * @param first whether nothing comes before
 * @param next where the next page begins; null where nothing comes after
 */
public record BotsModel(
        List<BotModel> bots,
        String search,
        boolean first,
        @Nullable String next) {
    public BotsModel {
        bots = List.copyOf(bots);
    }

    /** The address of the first page. */
    public String firstPage() {
        return "/?q=" + encoded(search);
    }

    /** The address of the next page; of the first where nothing comes after. */
    public String nextPage() {
        return next == null ? firstPage() : firstPage() + "&after=" + encoded(next);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}

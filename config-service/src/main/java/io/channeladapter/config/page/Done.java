package io.channeladapter.config.page;

import io.channeladapter.config.page.Frame.Notice;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What was just done, named in the address that a form leads to: so a page that is loaded again does nothing again, and
 * no instance has to remember what another one did.
 */
enum Done {
    CREATED("created", "Channel created", "Enter keys and tokens next; the guide says where they are."),
    SAVED("saved", "Saved", "Keys and tokens are stored, sealed. Authorize next: no messages flow until then."),
    SAVED_BESIDE(
            "saved-beside",
            "Saved",
            "Keys and tokens are stored, sealed. The connection as before serves until you authorize the new one."),
    SAVED_SAME("saved-same", "Saved", "The connection is the same as before."),
    ENABLED("enabled", "Enabled", "Messages flow now."),
    DISABLED("disabled", "Disabled", "Nothing reaches the bot and nothing is sent until it is enabled."),
    CANCELLED("cancelled", "Cancelled", "What still waits of it ends within seconds, and the bot is told."),
    RELEASED("released", "Released", "What waits is sent from now on."),
    DELETED("deleted", "Deleted", "The channel is gone, with its keys, and nothing of it is left at Twitter.");

    private final String code;
    private final String title;
    private final String detail;

    Done(String code, String title, String detail) {
        this.code = code;
        this.title = title;
        this.detail = detail;
    }

    /** Puts it into an address of our own. */
    String at(String path) {
        return path + "?done=" + code;
    }

    /**
     * Puts it into an address of our own, whose page waits until its instance knows of this.
     *
     * @param version version of the channel with it
     */
    String at(String path, long version) {
        return at(path) + "&seen=" + version;
    }

    /** The notice for what an address says; null where it says nothing. */
    static @Nullable Notice notice(@Nullable String code) {
        return Arrays.stream(values())
                .filter(done -> done.code.equals(code))
                .findFirst()
                .map(done -> new Notice(false, done.title, done.detail))
                .orElse(null);
    }
}

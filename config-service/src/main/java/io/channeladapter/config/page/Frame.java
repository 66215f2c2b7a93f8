package io.channeladapter.config.page;

import io.channeladapter.config.change.Problem;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What stands around every page. What it says of the visitor decides what is shown; what is done is checked again where
 * it is done.
 *
 * @param visitor who looks at it; null where no one is signed in
 * @param notice what is told above the page; null for nothing
 */
public record Frame(@Nullable Visitor visitor, @Nullable Notice notice) {

    /**
     * Something to tell.
     *
     * @param error whether something was not done
     * @param title in a few words
     * @param detail in one or two sentences
     */
    public record Notice(boolean error, String title, String detail) {
        static Notice of(Problem problem) {
            return problem.status() == 412
                    ? new Notice(
                            true,
                            "Not done: someone else changed this channel meanwhile",
                            (changes(problem) + " Look at the channel as it is now, then repeat it.").strip())
                    : new Notice(true, problem.title(), problem.detail());
        }

        /** What people have changed since the page was opened, one sentence after the other. */
        static String changes(Problem problem) {
            return problem.changes().stream()
                    .map(change -> Words.time(change.at()) + ", " + change.actor() + ": " + change.text())
                    .collect(Collectors.joining(" "));
        }
    }

    /** Whether someone is signed in. */
    public boolean signedIn() {
        return visitor != null;
    }

    /** Token that each form sends back; empty where no one is signed in. */
    public String csrf() {
        return visitor == null ? "" : visitor.csrf();
    }

    /** Who is signed in; empty where no one is. */
    public String name() {
        return visitor == null ? "" : visitor.principal().name();
    }

    /** As what: viewer, owner or admin; empty where no one is signed in. */
    public String role() {
        return visitor == null ? "" : visitor.principal().role().wire();
    }

    /** Whether the visitor may change channels of the bot. */
    public boolean changes(String botId) {
        return visitor != null && visitor.changes(botId);
    }

    /** Whether the visitor may create channels. */
    public boolean creates() {
        return visitor != null && visitor.creates();
    }

    /** Whether the visitor may do what concerns the whole service. */
    public boolean isAdmin() {
        return visitor != null && visitor.principal().isAdmin();
    }

    /** For the template. */
    public String noticeClass() {
        return notice != null && notice.error() ? "error" : "done";
    }

    /** For the template: an error is said at once, the rest when there is a pause. */
    public String noticeRole() {
        return notice != null && notice.error() ? "alert" : "status";
    }

    /** For the template. */
    public String noticeTitle() {
        return notice == null ? "" : notice.title();
    }

    /** For the template. */
    public String noticeDetail() {
        return notice == null ? "" : notice.detail();
    }
}

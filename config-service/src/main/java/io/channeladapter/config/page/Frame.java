package io.channeladapter.config.page;

import io.channeladapter.config.change.Problem;
import org.jspecify.annotations.Nullable;

/**
 * What stands around every page.
 *
 * @param signedIn whether someone is signed in
 * @param csrf token that each form sends back; empty where no one is signed in
 * @param notice what is told above the page; null for nothing
 */
public record Frame(boolean signedIn, String csrf, @Nullable Notice notice) {

    /**
     * Something to tell.
     *
     * @param error whether something was not done
     * @param title in a few words
     * @param detail in one or two sentences
     */
    public record Notice(boolean error, String title, String detail) {
        static Notice of(Problem problem) {
            return new Notice(true, problem.title(), problem.detail());
        }
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

package io.channeladapter.config.page;

import java.io.IOException;
import java.io.Writer;

/**
 * The body of an answer that is sent while it comes to be. Who has left gets nothing more, and what makes the answer goes
 * on all the same: half an authorization would be worse than one that nobody watches. One thread.
 */
final class FlowingBody extends Writer {
    private final Writer browser;
    private boolean left;

    FlowingBody(Writer browser) {
        this.browser = browser;
    }

    @Override
    public void write(char[] text, int from, int length) {
        try {
            if (!left) {
                browser.write(text, from, length);
            }
        } catch (IOException e) {
            left = true;
        }
    }

    @Override
    public void flush() {
        try {
            if (!left) {
                browser.flush();
            }
        } catch (IOException e) {
            left = true;
        }
    }

    @Override
    public void close() {
        flush();
    }
}

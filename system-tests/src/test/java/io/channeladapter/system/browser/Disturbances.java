package io.channeladapter.system.browser;

import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a page does that none of ours may: an error or a warning in the browser's console (a breach of the content
 * security policy is one), a script that fails, a request to another host. One thread.
 */
final class Disturbances {
    private final String host;
    private final Set<String> opened = new HashSet<>();
    private final List<String> all = new ArrayList<>();

    Disturbances(String address) {
        this.host = URI.create(address).getAuthority();
    }

    void watch(Page page) {
        page.onConsoleMessage(this::said);
        page.onPageError(error -> all.add("script failed: " + error));
        page.onRequest(this::asked);
    }

    /** All so far. */
    List<String> all() {
        return List.copyOf(all);
    }

    private void said(ConsoleMessage message) {
        boolean harmless = !message.type().equals("error") && !message.type().equals("warning");
        if (harmless || isRefusalOfPage(message)) {
            return;
        }
        all.add(message.type() + ": " + message.text() + " at " + message.location());
    }

    // A page that is answered with a problem's status is written to the console too, and is no fault.
    private boolean isRefusalOfPage(ConsoleMessage message) {
        return message.text().startsWith("Failed to load resource: the server responded with a status of 4")
                && opened.stream().anyMatch(url -> message.location().startsWith(url));
    }

    private void asked(Request request) {
        if (request.isNavigationRequest()) {
            opened.add(request.url());
        }
        if (!host.equals(URI.create(request.url()).getAuthority())) {
            all.add("asked another host: " + request.url());
        }
    }
}

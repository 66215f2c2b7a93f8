package io.channeladapter.system.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.options.ReducedMotion;
import java.util.List;

/** How a person looks at the page. */
enum Look {
    DESKTOP,
    /** With the keyboard alone. */
    KEYBOARD,
    /** 360 pixels wide, touched with a finger. */
    PHONE,
    WITHOUT_JAVASCRIPT,
    /** As on a desktop; axe-core, which judges the page from inside, needs to get past its content security policy. */
    JUDGED;

    Browser.NewContextOptions options() {
        Browser.NewContextOptions options = new Browser.NewContextOptions()
                .setLocale("en-GB")
                .setTimezoneId("UTC")
                .setPermissions(List.of("clipboard-read", "clipboard-write"));
        return switch (this) {
            case DESKTOP, KEYBOARD -> options.setViewportSize(1280, 900);
            case PHONE -> options.setViewportSize(360, 740).setHasTouch(true);
            case JUDGED ->
                // Colours that are still on their way to others have a contrast that no one ever reads.
                options.setViewportSize(1280, 900).setBypassCSP(true).setReducedMotion(ReducedMotion.REDUCE);
            case WITHOUT_JAVASCRIPT -> options.setViewportSize(1280, 900).setJavaScriptEnabled(false);
        };
    }
}

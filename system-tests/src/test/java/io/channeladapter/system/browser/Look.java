package io.channeladapter.system.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.options.ColorScheme;
import java.util.List;

/** How a person looks at the page. */
enum Look {
    DESKTOP,
    DARK,
    PHONE,
    WITHOUT_JAVASCRIPT;

    Browser.NewContextOptions options() {
        Browser.NewContextOptions options = new Browser.NewContextOptions()
                .setLocale("en-GB")
                .setTimezoneId("UTC")
                .setPermissions(List.of("clipboard-read", "clipboard-write"));
        return switch (this) {
            case DESKTOP -> options.setViewportSize(1280, 900);
            case DARK -> options.setViewportSize(1280, 900).setColorScheme(ColorScheme.DARK);
            case PHONE -> options.setViewportSize(360, 740).setHasTouch(true);
            case WITHOUT_JAVASCRIPT -> options.setViewportSize(1280, 900).setJavaScriptEnabled(false);
        };
    }
}

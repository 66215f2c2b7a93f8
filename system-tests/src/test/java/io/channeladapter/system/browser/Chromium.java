package io.channeladapter.system.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The machine's own Chromium, driven by Playwright; nothing is downloaded. Named by the environment variable
 * {@code CHROMIUM}, else the first of the usual names in the path. One thread.
 */
final class Chromium implements AutoCloseable {
    static final String HOW_TO_GET_ONE =
            "no Chromium found: install it (on Debian: apt-get install chromium), or name it in CHROMIUM";

    private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome");

    private final Playwright playwright;
    private final Browser browser;

    private Chromium(Playwright playwright, Browser browser) {
        this.playwright = playwright;
        this.browser = browser;
    }

    /** Where it is; empty where the machine has none. */
    static Optional<Path> executable() {
        Stream<Path> named = Stream.ofNullable(System.getenv("CHROMIUM")).map(Path::of);
        Stream<Path> usual = NAMES.stream()
                .flatMap(name -> Pattern.compile(File.pathSeparator, Pattern.LITERAL)
                        .splitAsStream(Objects.requireNonNullElse(System.getenv("PATH"), ""))
                        .map(folder -> Path.of(folder, name)));
        return Stream.concat(named, usual).filter(Files::isExecutable).findFirst();
    }

    /** Whether tests may not be skipped for want of one. */
    static boolean isRequired() {
        return "true".equals(System.getenv("REQUIRE_CHROMIUM"));
    }

    static Chromium start() {
        Playwright playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        Browser browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(executable().orElseThrow(() -> new AssertionError(HOW_TO_GET_ONE)))
                        // In a container Chromium's own sandbox has no rights to be set up; the pages are all our own.
                        .setChromiumSandbox(false));
        return new Chromium(playwright, browser);
    }

    Browser browser() {
        return browser;
    }

    @Override
    public void close() {
        playwright.close();
    }
}

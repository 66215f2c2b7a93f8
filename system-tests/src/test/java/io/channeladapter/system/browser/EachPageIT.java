package io.channeladapter.system.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.channeladapter.system.TheAdapter;
import io.channeladapter.system.WithAdapter;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each page is for everyone: judged by axe-core in light and dark, and at the width of a phone. */
@ExtendWith({WithAdapter.class, WithBrowser.class})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EachPageIT {
    private static final Set<String> GRAVE = Set.of("serious", "critical");

    private final EachPage.Prepared prepared;
    private final Owner owner;

    EachPageIT(TheAdapter adapter, @Seen(Look.JUDGED) Owner owner) {
        this.prepared = EachPage.Prepared.of(adapter);
        this.owner = owner;
    }

    @BeforeEach
    void signsIn() {
        if (!owner.isSignedIn()) {
            owner.signsIn();
        }
    }

    @ParameterizedTest
    @EnumSource(EachPage.class)
    void hasNoGraveFaultInLightOrDarkAndNeverScrollsSidewaysOnAPhone(EachPage each) {
        each.open(owner, prepared);
        Page page = owner.page();

        assertThat(graveFaults(page)).as("light").isEmpty();
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
        assertThat(graveFaults(page)).as("dark").isEmpty();
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
        page.setViewportSize(360, 740);
        assertThat(page.evaluate("() => document.documentElement.scrollWidth")).isEqualTo(360);
        page.setViewportSize(1280, 900);
    }

    private static List<String> graveFaults(Page page) {
        return new AxeBuilder(page)
                .analyze().getViolations().stream()
                        .filter(rule -> GRAVE.contains(rule.getImpact()))
                        .map(EachPageIT::told)
                        .toList();
    }

    private static String told(Rule rule) {
        return rule.getId() + ": " + rule.getHelp() + " "
                + rule.getNodes().stream().map(node -> node.getHtml()).toList();
    }
}

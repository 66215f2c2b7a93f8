package io.channeladapter.system.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;

/** How a person reaches and moves what is on the page. */
interface Hand {
    void press(Locator target);

    void type(Locator field, String text);

    /** One of several. */
    void choose(Locator radio);

    /** The option of a list that begins so. */
    void select(Locator list, String option);

    static Hand of(Look look, Page page) {
        return switch (look) {
            case KEYBOARD -> new Keyboard(page);
            case PHONE -> new Finger();
            case DESKTOP, WITHOUT_JAVASCRIPT, JUDGED -> new Mouse();
        };
    }

    /** Clicks. */
    final class Mouse implements Hand {
        @Override
        public void press(Locator target) {
            target.click();
        }

        @Override
        public void type(Locator field, String text) {
            field.fill(text);
        }

        @Override
        public void choose(Locator radio) {
            radio.check();
        }

        @Override
        public void select(Locator list, String option) {
            selectStartingWith(list, option);
        }
    }

    /** Taps. */
    final class Finger implements Hand {
        @Override
        public void press(Locator target) {
            target.tap();
        }

        @Override
        public void type(Locator field, String text) {
            field.tap();
            field.fill(text);
        }

        @Override
        public void choose(Locator radio) {
            radio.tap();
        }

        @Override
        public void select(Locator list, String option) {
            selectStartingWith(list, option);
        }
    }

    /** Goes from one to the next with Tab, as they come, and never points. */
    final class Keyboard implements Hand {
        private static final int MOST_TABS = 60;

        private final Page page;

        Keyboard(Page page) {
            this.page = page;
        }

        @Override
        public void press(Locator target) {
            reach(target);
            page.keyboard().press("Enter");
        }

        @Override
        public void type(Locator field, String text) {
            reach(field);
            page.keyboard().press("Control+a");
            page.keyboard().type(text);
        }

        @Override
        public void choose(Locator radio) {
            if (!radio.isChecked()) {
                reach(page.locator("input[type=radio]:checked"));
                page.keyboard().press("ArrowDown");
            }
            assertThat(radio.isChecked()).isTrue();
        }

        @Override
        public void select(Locator list, String option) {
            reach(list);
            page.keyboard().type(option);
        }

        private void reach(Locator target) {
            PlaywrightAssertions.assertThat(target).isVisible();
            for (int tabs = 0; !hasFocus(target); tabs++) {
                assertThat(tabs).as("Tab comes to %s", target).isLessThan(MOST_TABS);
                page.keyboard().press("Tab");
            }
        }

        private static boolean hasFocus(Locator target) {
            return (boolean) target.evaluate("element => element === document.activeElement");
        }
    }

    private static void selectStartingWith(Locator list, String option) {
        String whole = list.locator("option").allTextContents().stream()
                .filter(text -> text.startsWith(option))
                .findFirst()
                .orElseThrow();
        list.selectOption(whole);
    }
}

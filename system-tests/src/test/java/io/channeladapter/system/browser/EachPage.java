package io.channeladapter.system.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import io.channeladapter.common.codec.Json;
import io.channeladapter.system.BotUnderTest;
import io.channeladapter.system.TestChannel;
import io.channeladapter.system.TheAdapter;
import java.util.Map;

/** Every page that an owner may see, each by the way that leads to it. */
enum EachPage {
    SIGN_IN {
        @Override
        void open(Owner owner, Prepared prepared) {
            owner.presses("Sign out");
            assertThat(owner.button("Sign in")).isVisible();
        }
    },
    WRONG_TOKEN {
        @Override
        void open(Owner owner, Prepared prepared) {
            owner.presses("Sign out");
            owner.field("Token").fill("not-a-token-of-anyone");
            owner.presses("Sign in");
            owner.seesNotice("Not signed in");
        }
    },
    BOTS {
        @Override
        void open(Owner owner, Prepared prepared) {
            owner.opens("/");
        }
    },
    WRONG_NAME {
        @Override
        void open(Owner owner, Prepared prepared) {
            owner.opens("/bots?botId=Not+a+name");
        }
    },
    NOTHING_FOUND {
        @Override
        void open(Owner owner, Prepared prepared) {
            owner.opens("/?q=nobody-has-this");
        }
    },
    NEW_BOT {
        @Override
        void open(Owner owner, Prepared prepared) {
            owner.opens("/bots/never-seen-before");
        }
    },
    BOT {
        @Override
        void open(Owner owner, Prepared prepared) {
            owner.opens("/bots/" + prepared.enabled().botId());
        }
    },
    DRAFT {
        @Override
        void open(Owner owner, Prepared prepared) {
            owner.opens("/bots/" + prepared.enabled().botId());
            owner.choosesTwitter();
        }
    },
    WRONG_FIELDS {
        @Override
        void open(Owner owner, Prepared prepared) {
            owner.opens("/bots/" + prepared.enabled().botId());
            owner.choosesTwitter();
            owner.saves();
            owner.seesNotice("Not saved");
        }
    },
    CONFIGURATIONS {
        @Override
        void open(Owner owner, Prepared prepared) {
            owner.opens(prepared.enabled().page());
        }
    },
    DELETE_DIALOG {
        @Override
        void open(Owner owner, Prepared prepared) {
            owner.opens(prepared.enabled().page());
            owner.presses("Delete this channel");
            assertThat(owner.button("Delete for ever")).isVisible();
        }
    },
    DELETE {
        @Override
        void open(Owner owner, Prepared prepared) {
            owner.opens(prepared.enabled().tab("delete"));
        }
    },
    HEALTH {
        @Override
        void open(Owner owner, Prepared prepared) {
            owner.opens(prepared.enabled().tab("health"));
        }
    },
    OUTBOX {
        @Override
        void open(Owner owner, Prepared prepared) {
            owner.opens(prepared.enabled().tab("outbox"));
            assertThat(owner.page().locator("#outbox"))
                    .containsText("1 reply waits.", new LocatorAssertions.ContainsTextOptions().setTimeout((double)
                                    TheAdapter.LIMIT.toMillis()));
        }
    },
    OUTBOXES {
        @Override
        void open(Owner owner, Prepared prepared) {
            OUTBOX.open(owner, prepared);
            owner.opens("/");
            owner.page()
                    .getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("What waits to be sent"))
                    .click();
            assertThat(owner.page().locator("#outboxes")).containsText("1 waits");
            assertThat(owner.page().locator("#outboxes")).containsText("As of ");
        }
    },
    CANCELLATION {
        @Override
        void open(Owner owner, Prepared prepared) {
            OUTBOX.open(owner, prepared);
            owner.presses("Cancel all…");
            assertThat(owner.heading("Cancel all that waits?")).isVisible();
        }
    },
    EXAMINATION {
        @Override
        void open(Owner owner, Prepared prepared) {
            owner.opens(prepared.enabled().tab("health"));
            owner.presses("Examine now");
            owner.seesNotice("Nothing is wrong");
        }
    },
    ACTIVITY {
        @Override
        void open(Owner owner, Prepared prepared) {
            owner.opens(prepared.enabled().tab("activity"));
            owner.page().locator("li.journey summary").first().click();
            assertThat(owner.page().locator("ol.stops").first()).isVisible();
        }
    },
    DEAD_LETTERS {
        @Override
        void open(Owner owner, Prepared prepared) {
            owner.opens(prepared.enabled().tab("dead-letters"));
            assertThat(owner.button("Send these again…")).isVisible();
        }
    },
    NO_DEAD_LETTERS {
        @Override
        void open(Owner owner, Prepared prepared) {
            owner.opens(prepared.enabled().tab("dead-letters?reason=wrong-user&from=noon"));
        }
    },
    DEAD_LETTER {
        @Override
        void open(Owner owner, Prepared prepared) {
            owner.opens(prepared.enabled().tab("dead-letters"));
            owner.page().locator("ol.history a").first().click();
            assertThat(owner.button("Send this one again…")).isVisible();
        }
    },
    DEAD_LETTERS_PREVIEW {
        @Override
        void open(Owner owner, Prepared prepared) {
            owner.opens(prepared.enabled().tab("dead-letters"));
            owner.presses("Send these again…");
            assertThat(owner.page().locator("li.step").first()).isVisible();
        }
    },
    HISTORY {
        @Override
        void open(Owner owner, Prepared prepared) {
            owner.opens(prepared.enabled().tab("history"));
        }
    },
    AUTHORIZED {
        @Override
        void open(Owner owner, Prepared prepared) {
            owner.opens(prepared.enabled().page());
            owner.authorizes();
            owner.seesNotice("Authorized");
        }
    },
    WEBHOOK_IN_THE_WAY {
        @Override
        void open(Owner owner, Prepared prepared) {
            owner.opens(prepared.second().page());
            owner.authorizes();
            assertThat(owner.button("Replace this webhook")).isVisible();
        }
    },
    NO_SUCH_CHANNEL {
        @Override
        void open(Owner owner, Prepared prepared) {
            owner.opens("/channels/st-00000000-0000-4000-8000-000000000000/configurations");
        }
    };

    abstract void open(Owner owner, Prepared prepared);

    /**
     * What has to be there before.
     *
     * @param enabled a channel, with a conversation, in which a reply waits
     * @param second one in whose place another webhook stands
     */
    record Prepared(TestChannel enabled, TestChannel second) {
        static Prepared of(TheAdapter adapter) {
            TestChannel enabled = adapter.newChannel(adapter.newBotId());
            String person = adapter.newPerson();
            try (BotUnderTest bot = adapter.bot(enabled.botId())) {
                adapter.twitter().write(person, enabled.accountId(), "Where is my parcel?");
                String event = bot.awaitReceived(enabled.conversation(person), 1)
                        .getFirst()
                        .id();
                bot.reply(enabled.conversation(person), event, "On its way, and with you by noon.");
                bot.awaitOutcome(event, "message.confirmed");
                adapter.twitter().event(enabled.accountId(), Json.object().put("for_user_id", "1"));
                bot.reply(enabled.conversation(person), "too-long", "x".repeat(100_001));
                bot.awaitOutcome("too-long", "message.failed");
                adapter.twitter().fault(enabled.accountId(), "rate-limited", Map.of("resetSeconds", 3_600));
                bot.reply(enabled.conversation(person), "waits", "It is at your door.");
                bot.awaitOutcome("waits", "message.deferred");
            }
            TestChannel other = adapter.configuredChannel(enabled.botId(), adapter.newAccount());
            adapter.twitter().registers(other.keys(), other.callbackUrl());
            return new Prepared(enabled, adapter.configuredChannel(enabled.botId(), other.keys()));
        }
    }
}

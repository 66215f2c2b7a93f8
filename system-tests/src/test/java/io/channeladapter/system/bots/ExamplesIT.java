package io.channeladapter.system.bots;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.channeladapter.system.BotUnderTest;
import io.channeladapter.system.BotUnderTest.Event;
import io.channeladapter.system.TestChannel;
import io.channeladapter.system.TheAdapter;
import io.channeladapter.system.Twitter;
import io.channeladapter.system.WithAdapter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The bots of {@code examples} at work, installed and started as their READMEs say. */
@ExtendWith(WithAdapter.class)
class ExamplesIT {
    private static final int PEOPLE = 3;
    private static final int EACH_WRITES = 30;
    private static final int MOST_KILLS = 12;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource
    void greetsAnswersAChoiceAndLeavesAConversationToAPersonEvenAfterItsRestart(ExampleBot example, TheAdapter adapter)
            throws Exception {
        TestChannel channel = adapter.newChannel(adapter.newBotId());
        ExampleBot.Installed installed = installed(example);
        Twitter twitter = adapter.twitter();
        String person = adapter.newPerson();
        try (BotUnderTest observer = adapter.bot(channel.botId());
                BotGroup group = new BotGroup(adapter.addresses().kafka(), channel.botId())) {
            try (Program bot = start(installed, adapter, channel)) {
                twitter.write(person, channel.accountId(), "Good morning");
                assertThat(twitter.awaitReceived(person, channel.accountId(), 1))
                        .as(bot.output())
                        .singleElement()
                        .asString()
                        .startsWith("Hello Person")
                        .endsWith(", what can I do for you?");

                twitter.write(Map.of(
                        "from",
                        person,
                        "to",
                        channel.accountId(),
                        "text",
                        "Opening hours",
                        "quickReplyMetadata",
                        "hours"));
                assertThat(twitter.awaitReceived(person, channel.accountId(), 2).getLast())
                        .isEqualTo("We are here from 9 to 17 h, Monday to Friday.");

                twitter.write(channel.accountId(), person, "Otto here, I take over.");
                observer.awaitEvent("what Otto wrote", event -> event.type().equals("message.sent-elsewhere"));
                group.awaitAllRead();
            }
            group.forgetMembers();
            try (Program bot = start(installed, adapter, channel)) {
                twitter.write(person, channel.accountId(), "Thank you, Otto");
                observer.awaitReceived(channel.conversation(person), 3);
                group.awaitAllRead();

                assertThat(twitter.received(person, channel.accountId()))
                        .as(bot.output())
                        .hasSize(3)
                        .last()
                        .isEqualTo("Otto here, I take over.");
            }
        }
    }

    /** Killed after it has read and before it has answered, and after it has answered and before it has committed. */
    @ParameterizedTest
    @EnumSource
    void g7_killedWhileItAnswersItLosesNothingAndDoublesNothing(ExampleBot example, TheAdapter adapter)
            throws Exception {
        TestChannel channel = adapter.newChannel(adapter.newBotId());
        ExampleBot.Installed installed = installed(example);
        List<String> people = Stream.generate(adapter::newPerson).limit(PEOPLE).toList();
        try (BotUnderTest observer = adapter.bot(channel.botId());
                BotGroup group = new BotGroup(adapter.addresses().kafka(), channel.botId())) {
            int written = 0;
            int inTheMiddle = 0;
            for (int kill = 0; kill < MOST_KILLS && inTheMiddle < 2; kill++) {
                for (int i = 0; i < EACH_WRITES; i++) {
                    String text = "message " + ++written;
                    people.forEach(person -> adapter.twitter().write(person, channel.accountId(), text));
                }
                List<Event> received = received(observer, channel, people, written);
                int before = group.answers().size();
                try (Program bot = start(installed, adapter, channel)) {
                    group.awaitAnswers(before + EACH_WRITES / 2, bot::output);
                }
                group.forgetMembers();
                inTheMiddle += group.hasAnsweredUncommitted(received) && group.hasLeftUnanswered(received) ? 1 : 0;
            }
            assertThat(inTheMiddle).as("kills while it answered").isEqualTo(2);

            List<Event> received = received(observer, channel, people, written);
            try (Program bot = start(installed, adapter, channel)) {
                group.awaitAllRead();
                assertThat(group.answers()).as(bot.output()).containsAll(ids(received));
            }
            assertThat(group.answers()).as("answers that it gave anew").hasSizeGreaterThan(received.size());
            for (String person : people) {
                String conversation = channel.conversation(person);
                List<String> sent = received.stream()
                        .filter(event -> event.key().equals(conversation))
                        .map(event -> observer.awaitOutcome(event.id(), "message.sent"))
                        .map(outcome -> outcome.data().path("messageId").asText())
                        .toList();
                await("all answers at the person")
                        .atMost(TheAdapter.LIMIT)
                        .untilAsserted(() -> assertThat(adapter.twitter().receivedIds(person, channel.accountId()))
                                .containsExactlyElementsOf(sent)
                                .doesNotHaveDuplicates());
            }
        }
    }

    private static List<Event> received(BotUnderTest observer, TestChannel channel, List<String> people, int each) {
        return people.stream()
                .flatMap(person -> observer.awaitReceived(channel.conversation(person), each).stream())
                .toList();
    }

    private static List<String> ids(List<Event> events) {
        return events.stream().map(Event::id).toList();
    }

    private ExampleBot.Installed installed(ExampleBot example) throws Exception {
        if (example == ExampleBot.JAVASCRIPT) {
            Node.needed();
        }
        return example.installIn(folder);
    }

    private static Program start(ExampleBot.Installed bot, TheAdapter adapter, TestChannel channel) throws Exception {
        return bot.start(adapter.addresses().kafka(), channel.botId());
    }
}

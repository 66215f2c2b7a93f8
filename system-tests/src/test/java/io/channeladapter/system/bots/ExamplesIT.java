package io.channeladapter.system.bots;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.channeladapter.system.BotUnderTest;
import io.channeladapter.system.BotUnderTest.Event;
import io.channeladapter.system.TestChannel;
import io.channeladapter.system.TheAdapter;
import io.channeladapter.system.Twitter;
import io.channeladapter.system.WithAdapter;
import java.io.IOException;
import java.nio.file.Files;
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
    private static final int EACH_WRITES = 10;

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

    /**
     * The file that it writes when one of the people has answered by hand is a pipe that nobody reads: there it stands
     * still, with answers before it that are not committed, and messages behind it that it read and has not answered.
     */
    @ParameterizedTest
    @EnumSource
    void g7_killedBetweenTwoAnswersItLosesNothingAndDoublesNothing(ExampleBot example, TheAdapter adapter)
            throws Exception {
        TestChannel channel = adapter.newChannel(adapter.newBotId());
        ExampleBot.Installed installed = installed(example);
        try (BotUnderTest observer = adapter.bot(channel.botId());
                BotGroup group = new BotGroup(adapter.addresses().kafka(), channel.botId())) {
            List<String> ofOnePartition = Stream.generate(adapter::newPerson)
                    .filter(person -> group.partitionOf(channel.conversation(person)) == 0)
                    .limit(PEOPLE + 1)
                    .toList();
            List<String> people = ofOnePartition.subList(0, PEOPLE);
            eachWrites(people, adapter, channel);
            List<Event> before = received(observer, channel, people, EACH_WRITES);
            adapter.twitter().write(channel.accountId(), ofOnePartition.getLast(), "Otto here, I take over.");
            observer.awaitEvent("what Otto wrote", event -> event.type().equals("message.sent-elsewhere"));
            eachWrites(people, adapter, channel);
            List<Event> received = received(observer, channel, people, 2 * EACH_WRITES);

            Path pipe = pipe("by-hand.json.new");
            try (Program bot = start(installed, adapter, channel)) {
                group.awaitAnswers(before.size(), bot::output);
            }
            Files.delete(pipe);
            assertThat(group.answers()).containsExactlyInAnyOrderElementsOf(ids(before));
            assertThat(received).noneMatch(group::hasCommitted);

            group.forgetMembers();
            try (Program bot = start(installed, adapter, channel)) {
                group.awaitAllRead();
                assertThat(group.answers())
                        .as(bot.output())
                        .containsExactlyInAnyOrderElementsOf(ids(Stream.of(before, received)
                                .flatMap(List::stream)
                                .toList()));
            }
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

    private static void eachWrites(List<String> people, TheAdapter adapter, TestChannel channel) {
        for (int i = 0; i < EACH_WRITES; i++) {
            String text = "message " + i;
            people.forEach(person -> adapter.twitter().write(person, channel.accountId(), text));
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

    /** Who opens it to write waits for a reader, for ever. */
    private Path pipe(String name) throws IOException, InterruptedException {
        Program.start(folder, "mkfifo " + name, Map.of()).awaitSuccess();
        return folder.resolve(name);
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

package io.channeladapter.system.bots;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import io.channeladapter.system.BotUnderTest;
import io.channeladapter.system.TestChannel;
import io.channeladapter.system.TheAdapter;
import io.channeladapter.system.TopicReader;
import io.channeladapter.system.Twitter;
import io.channeladapter.system.WithAdapter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** {@code docs/asyncapi.yaml} against the schema of AsyncAPI itself, and against what a bot gets from the whole product. */
@ExtendWith(WithAdapter.class)
class AsyncApiIT {
    @Test
    void theDocumentIsOneOfAsyncApi3(@TempDir Path folder) throws Exception {
        String itself = NpmPackages.installIn(folder).read("@asyncapi/specs/schemas/3.0.0.json");
        var schema = SchemaRegistry.withDialect(Dialects.getDraft7()).getSchema(itself);
        ObjectNode document = (ObjectNode) AsyncApi.DOCUMENT.document();

        assertThat(schema.validate(document)).isEmpty();
        assertThat(schema.validate(document.deepCopy().put("channels", "none")))
                .as("a document that is none")
                .isNotEmpty();
    }

    @Test
    void everythingThatABotGetsFitsTheDocument(TheAdapter adapter) {
        TestChannel channel = adapter.newChannel(adapter.newBotId());
        Twitter twitter = adapter.twitter();
        String person = adapter.newPerson();
        String conversation = channel.conversation(person);
        try (BotUnderTest bot = adapter.bot(channel.botId());
                TopicReader events =
                        new TopicReader(adapter.addresses().kafka(), "bot." + channel.botId() + ".events")) {
            twitter.write(Map.of(
                    "from", person, "to", channel.accountId(), "text", "Track <it>", "quickReplyMetadata", "track"));
            bot.awaitReceived(conversation, 1);
            bot.reply(conversation, "r-1", "Here it is");
            bot.awaitOutcome("r-1", "message.confirmed");
            bot.reply(conversation, "r-2", " ");
            bot.awaitOutcome("r-2", "message.failed");
            bot.reply("nobody", "r-3", "Hello");
            bot.awaitOutcome("r-3", "message.failed");
            twitter.write(channel.accountId(), person, "Otto here");
            bot.awaitEvent("what Otto wrote", event -> event.type().equals("message.sent-elsewhere"));

            List<ConsumerRecord<String, byte[]>> all = events.all();

            assertThat(all)
                    .extracting(event -> AsyncApi.message(TopicReader.header(event, "ce_type")))
                    .contains(
                            "message.received",
                            "message.sent-elsewhere",
                            "message.sent",
                            "message.confirmed",
                            "message.failed",
                            "typing.started",
                            "channel.enabled");
            assertThat(all)
                    .allSatisfy(
                            event -> assertThat(AsyncApi.DOCUMENT.problems(event.headers(), event.key(), event.value()))
                                    .as(TopicReader.text(event))
                                    .isEmpty());
        }
    }
}

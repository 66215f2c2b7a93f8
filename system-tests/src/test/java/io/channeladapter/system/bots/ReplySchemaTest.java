package io.channeladapter.system.bots;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.channeladapter.common.channel.ChannelStatus;
import io.channeladapter.common.codec.Json;
import io.channeladapter.common.codec.Samples;
import io.channeladapter.router.reply.Incoming;
import io.channeladapter.router.reply.ReplyCheck;
import io.channeladapter.router.reply.ReplyVerdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A reply that fits the schema is taken by the router, and one that does not is refused by both. */
class ReplySchemaTest {
    static Stream<String> taken() {
        return Stream.of(
                "{'text':'Hello'}",
                "{'id':7,'text':'Hello'}",
                "{'id':'" + "i".repeat(200) + "','text':'" + "☕".repeat(10_000) + "'}",
                "{'text':'🫖" + "🫖".repeat(9_999) + "'}",
                "{'text':'Choose','quickReplies':[{'label':'" + "l".repeat(36) + "'},{'label':'B','metadata':'b'}]}",
                "{'text':'Choose','quickReplies':[{'label':'A','description':'a'},{'label':'B','description':'b'}]}",
                "{'text':'See','buttons':[{'label':'Open','url':'https://a.example/x?y=z'}]}",
                "{'media':{'id':'12'}}",
                "{'media':{'url':'https://a.example/a.jpg?b=c@d'}}",
                "{'media':{'base64':'R0lGODlhAQABAAAAACw='}}",
                "{'typing':true}",
                "{'markRead':'1993000000000000001'}",
                "{'text':'Later','expiresAt':'2026-11-23T12:00:00+01:00','priority':'broadcast','inReplyTo':'e'}");
    }

    static Stream<String> refused() {
        return Stream.of(
                "{}",
                "[]",
                "'Hello'",
                "{'text':''}",
                "{'text':' '}",
                "{'text':7}",
                "{'text':'" + "x".repeat(100_001) + "'}",
                "{'typing':false}",
                "{'typing':'yes'}",
                "{'typing':true,'quickReplies':[{'label':'A'}]}",
                "{'text':'x','quickReplies':[{'label':'" + "l".repeat(37) + "'}]}",
                "{'text':'x','quickReplies':[{'label':'https://a.example'}]}",
                "{'text':'x','quickReplies':[{'description':'a'}]}",
                "{'text':'x','quickReplies':[{'label':' '}]}",
                "{'text':'x','quickReplies':[{'label':'A','description':'a'},{'label':'B'}]}",
                "{'text':'x','quickReplies':[" + "{'label':'A'},".repeat(20) + "{'label':'A'}]}",
                "{'text':'x','quickReplies':[{'label':'A','metadata':'" + "m".repeat(1_001) + "'}]}",
                "{'text':'x','quickReplies':{}}",
                "{'text':'x','buttons':[{'label':'A','url':'ftp://a.example'}]}",
                "{'text':'x','buttons':[{'label':'A'}]}",
                "{'text':'x','buttons':[" + "{'label':'A','url':'https://a.example'},".repeat(3)
                        + "{'label':'A','url':'https://a.example'}]}",
                "{'text':'x','media':{'id':'photo'}}",
                "{'text':'x','media':{}}",
                "{'text':'x','media':{'id':'1','url':'https://a.example/a.jpg'}}",
                "{'text':'x','media':{'url':'ftp://a.example/a.jpg'}}",
                "{'text':'x','media':{'url':'https://me:word@a.example/a.jpg'}}",
                "{'text':'x','media':{'base64':'data:image/gif;base64,R0lGODlh'}}",
                "{'text':'x','media':{'base64':'" + "A".repeat(699_056) + "'}}",
                "{'text':'x','markRead':'last'}",
                "{'text':'x','expiresAt':'tomorrow'}",
                "{'text':'x','expiresAt':'2026-11-23T12:00:00'}",
                "{'text':'x','priority':'urgent'}",
                "{'text':'x','inReplyTo':7}");
    }

    @ParameterizedTest
    @MethodSource("taken")
    void whatTheSchemaTakesTheRouterTakes(String reply) {
        assertThat(AsyncApi.DOCUMENT.problems("Reply", json(reply))).isEmpty();
        assertThat(verdict(json(reply))).isInstanceOf(ReplyVerdict.Checked.class);
    }

    @ParameterizedTest
    @MethodSource("refused")
    void whatTheRouterRefusesTheSchemaRefuses(String reply) {
        assertThat(verdict(json(reply))).isInstanceOf(ReplyVerdict.Refusal.class);
        assertThat(AsyncApi.DOCUMENT.problems("Reply", json(reply))).isNotEmpty();
    }

    @Test
    void theReplyOfTheGuideIsTakenByBoth() throws IOException {
        String guide = Files.readString(Path.of("..", "docs", "bots.md"));
        JsonNode reply = Pattern.compile("```json\n(.*?)```", Pattern.DOTALL)
                .matcher(guide)
                .results()
                .map(block -> block.group(1))
                .filter(block -> block.contains("\"quickReplies\""))
                .map(ReplySchemaTest::json)
                .findFirst()
                .orElseThrow();

        assertThat(AsyncApi.DOCUMENT.problems("Reply", reply)).isEmpty();
        assertThat(verdict(reply)).isInstanceOf(ReplyVerdict.Checked.class);
    }

    private static ReplyVerdict verdict(JsonNode body) {
        assertThat(Samples.CHANNEL.status()).isEqualTo(ChannelStatus.ENABLED);
        return ReplyCheck.check(
                new Incoming(Samples.BOT, Samples.CONVERSATION.toString(), body, null, "t-0-0", Samples.TRACE),
                _ -> Optional.of(Samples.CHANNEL),
                Samples.NOW);
    }

    private static JsonNode json(String text) {
        try {
            return Json.MAPPER.readTree(text.startsWith("{\n") ? text : text.replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new AssertionError(text, e);
        }
    }
}

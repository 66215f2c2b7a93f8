package io.channeladapter.config.bot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.channeladapter.common.channel.BotId;
import java.util.List;
import java.util.Locale;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.resource.PatternType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BotRightsTest {
    private static final BotRights RIGHTS = new BotRights("User:bot-{botId}");

    @Test
    void g4_aBotReadsItsEventsWritesItsRepliesAndUsesItsOwnGroupsAndTransactions() {
        assertThat(RIGHTS.of(new BotId("demo")).stream().map(BotRightsTest::words))
                .containsExactly(
                        "User:bot-demo topic literal bot.demo.events read",
                        "User:bot-demo topic literal bot.demo.events describe",
                        "User:bot-demo topic literal bot.demo.replies write",
                        "User:bot-demo topic literal bot.demo.replies describe",
                        "User:bot-demo group literal bot-demo read",
                        "User:bot-demo group literal bot-demo describe",
                        "User:bot-demo group prefixed bot-demo. read",
                        "User:bot-demo group prefixed bot-demo. describe",
                        "User:bot-demo transactional_id literal bot-demo write",
                        "User:bot-demo transactional_id literal bot-demo describe",
                        "User:bot-demo transactional_id prefixed bot-demo. write",
                        "User:bot-demo transactional_id prefixed bot-demo. describe");
    }

    @Test
    void g4_aBotWhoseNameBeginsLikeAnothersGetsNothingOfIt() {
        List<AclBinding> others = RIGHTS.of(new BotId("ab-c"));

        assertThat(RIGHTS.of(new BotId("ab")))
                .allSatisfy(right -> assertThat(others)
                        .extracting(other -> other.pattern().name())
                        .noneMatch(name -> right.pattern().patternType() == PatternType.PREFIXED
                                ? name.startsWith(right.pattern().name())
                                : name.equals(right.pattern().name())));
    }

    @ParameterizedTest
    @ValueSource(strings = {"User:everyone", "bot-{botId}", ":{botId}", "{botId}:x", ""})
    void aPrincipalHasATypeAndTheBotInItsName(String principal) {
        assertThat(BotRights.isPrincipal(principal)).isFalse();
        assertThatIllegalArgumentException().isThrownBy(() -> new BotRights(principal));
    }

    private static String words(AclBinding right) {
        return String.join(
                " ",
                right.entry().principal(),
                lower(right.pattern().resourceType()),
                lower(right.pattern().patternType()),
                right.pattern().name(),
                lower(right.entry().operation()));
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}

package io.channeladapter.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.channeladapter.common.channel.BotId;
import io.channeladapter.common.observe.MetricsTable;
import io.channeladapter.common.settings.SettingsTable;
import io.channeladapter.common.topic.Topic;
import io.channeladapter.common.topic.Topics;
import io.channeladapter.common.topic.TopicsTable;
import io.channeladapter.config.ConfigServiceConfig;
import io.channeladapter.config.letter.LetterReason;
import io.channeladapter.config.observe.ConfigMetric;
import io.channeladapter.egress.EgressConfig;
import io.channeladapter.egress.observe.EgressMetric;
import io.channeladapter.ingress.IngressConfig;
import io.channeladapter.ingress.observe.IngressMetric;
import io.channeladapter.router.RouterConfig;
import io.channeladapter.router.observe.RouterMetric;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Holds the tables in {@code docs} together with the code. A table stands between two comments, and what is written
 * around it is left alone. Written anew by {@code mvn test -pl system-tests -am -Dtest=DocsTest
 * -Dsurefire.failIfNoSpecifiedTests=false -Dtest.jvm.args=-Dupdate.docs=true}.
 */
class DocsTest {
    private static final Path DOCS = Path.of("..", "docs");
    private static final String END = "<!-- end -->\n";

    @Test
    void theTopicsAreThoseOfTheCode() throws IOException {
        holds("topics.md", "topics", TopicsTable.of(topics()));
    }

    @Test
    void theSettingsAreThoseOfTheCode() throws IOException {
        holds("configuration.md", "ingress", SettingsTable.of(IngressConfig.KEYS));
        holds("configuration.md", "router", SettingsTable.of(RouterConfig.KEYS));
        holds("configuration.md", "egress", SettingsTable.of(EgressConfig.KEYS));
        holds("configuration.md", "config-service", SettingsTable.of(ConfigServiceConfig.KEYS));
    }

    @Test
    void theMetricsAreThoseOfTheCode() throws IOException {
        holds("metrics.md", "ingress", MetricsTable.of(List.of(IngressMetric.values())));
        holds("metrics.md", "router", MetricsTable.of(List.of(RouterMetric.values())));
        holds("metrics.md", "egress", MetricsTable.of(List.of(EgressMetric.values())));
        holds("metrics.md", "config-service", MetricsTable.of(List.of(ConfigMetric.values())));
    }

    @Test
    void theReasonsOfDeadLettersAreThoseOfTheCode() throws IOException {
        holds("operations.md", "reasons", LetterReason.table());
    }

    private static List<Topic> topics() {
        List<Topic> topics = new ArrayList<>(Topics.FIXED);
        topics.addAll(Topics.ofBot(new BotId("demo")));
        return topics;
    }

    private static void holds(String file, String part, String table) throws IOException {
        Path path = DOCS.resolve(file);
        String text = Files.readString(path);
        String begin = "<!-- made from the code: " + part + " -->\n";
        assertThat(text).contains(begin).contains(END);
        int from = text.indexOf(begin) + begin.length();
        String updated = text.substring(0, from) + table + text.substring(text.indexOf(END, from));
        if (Boolean.getBoolean("update.docs")) {
            Files.writeString(path, updated);
            return;
        }
        assertThat(text)
                .as("docs/%s is not what the code says: run DocsTest with -Dupdate.docs=true", file)
                .isEqualTo(updated);
    }
}

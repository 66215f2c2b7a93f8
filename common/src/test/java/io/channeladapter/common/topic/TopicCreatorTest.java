package io.channeladapter.common.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.FakeAdmin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.junit.jupiter.api.Test;

class TopicCreatorTest {

    @Test
    void createsWhatIsMissingAndNothingElse() {
        FakeAdmin cluster = new FakeAdmin(1, "twitter.webhooks");

        new TopicCreator(cluster.admin(), 4).ensure(List.of(Topics.WEBHOOKS, Topics.STATES));

        assertThat(cluster.created())
                .containsExactly(new NewTopic("channel.states", 4, (short) 1).configs(Topics.STATES.settings()));
    }

    @Test
    void whereNothingIsMissingTheBrokerIsAskedForNothing() {
        FakeAdmin cluster = new FakeAdmin(1, "twitter.webhooks");

        new TopicCreator(cluster.admin(), 4).ensure(List.of(Topics.WEBHOOKS));

        assertThat(cluster.created()).isEmpty();
    }

    @Test
    void threeBrokersHoldThreeCopiesAndTwoMustBeInSync() {
        FakeAdmin cluster = new FakeAdmin(3);

        new TopicCreator(cluster.admin(), 24).ensure(List.of(Topics.WEBHOOKS));

        NewTopic topic = cluster.created().getFirst();
        assertThat(topic.replicationFactor()).isEqualTo((short) 3);
        assertThat(topic.configs())
                .containsEntry("min.insync.replicas", "2")
                .containsAllEntriesOf(Topics.WEBHOOKS.settings());
    }

    @Test
    void aTopicThatAnotherServiceCreatedMeanwhileIsFine() {
        FakeAdmin cluster = new FakeAdmin(1).refuse(Map.of("twitter.webhooks", new TopicExistsException("there")));

        new TopicCreator(cluster.admin(), 4).ensure(List.of(Topics.WEBHOOKS, Topics.OUTBOUND));

        assertThat(cluster.created()).extracting(NewTopic::name).contains("twitter.outbound");
    }

    @Test
    void returnsOnlyWhenTheBrokerKnowsTheNewTopics() throws Exception {
        FakeAdmin cluster = new FakeAdmin(1).knowsOnlyAfter(2);

        new TopicCreator(cluster.admin(), 4).ensure(List.of(Topics.WEBHOOKS));

        assertThat(cluster.admin().listTopics().names().get()).contains("twitter.webhooks");
    }

    @Test
    void g10_aTopicWithOtherSettingsGetsThoseThatTheGuaranteeRestsOn() {
        Map<String, String> wanted = Map.of("cleanup.policy", "compact", "segment.ms", "3600000");
        FakeAdmin cluster = new FakeAdmin(1, "channel.states", "other")
                .with("channel.states", Map.of("cleanup.policy", "compact", "segment.ms", "604800000"))
                .with("other", wanted);

        new TopicCreator(cluster.admin(), 4)
                .hold(Map.of("channel.states", wanted, "other", wanted, "not-there-yet", wanted));

        assertThat(cluster.altered()).isEqualTo(Map.of("channel.states", Map.of("segment.ms", "3600000")));
    }

    @Test
    void aClusterThatDoesNotLetSettingsBeChangedStopsNothing() {
        FakeAdmin cluster = new FakeAdmin(1, "channel.states")
                .refuse(Map.of("channel.states", new TopicAuthorizationException("no")));

        new TopicCreator(cluster.admin(), 4).hold(Map.of("channel.states", Map.of("segment.ms", "3600000")));

        assertThat(cluster.altered()).isEmpty();
    }

    @Test
    void aRefusalIsTheCallersToHear() {
        FakeAdmin cluster = new FakeAdmin(1).refuse(Map.of("twitter.webhooks", new PolicyViolationException("no")));
        TopicCreator creator = new TopicCreator(cluster.admin(), 4);

        assertThatThrownBy(() -> creator.ensure(List.of(Topics.WEBHOOKS)))
                .isInstanceOf(KafkaException.class)
                .hasMessage("no");
    }
}

package io.channeladapter.egress.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.channeladapter.common.secret.Sealer;
import io.channeladapter.egress.gate.ChannelCredentials;
import io.channeladapter.egress.gate.ChannelGate;
import io.channeladapter.egress.observe.EgressMetrics;
import io.channeladapter.egress.settle.Backlog;
import io.channeladapter.egress.task.Parts;
import io.channeladapter.egress.throttle.Allowances;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Fails whenever the topology changes: names in it are names of topics and of the state that running instances hold. */
class GoldenTopologyTest {
    @Test
    void topologyIsTheOneThatRuns() {
        Parts parts = new Parts(
                FakeCalls::new,
                new ChannelGate(
                        id -> Optional.empty(), () -> true, new ChannelCredentials(Sealer.with(Sealer.newKeyset()))),
                partition -> CompletableFuture.completedFuture(Backlog.Ends.NONE),
                EgressDriver.RULES,
                () -> 0,
                new EgressMetrics(new SimpleMeterRegistry()),
                streamId -> Optional.empty(),
                Allowances.twitter(),
                InstantSource.fixed(EgressDriver.START));

        assertThat(EgressTopology.APPLICATION_ID).isEqualTo("adapter-egress");
        assertThat(EgressTopology.of(parts, topic -> true)
                        .describe()
                        .toString()
                        .replaceAll("extractor class: [^)]*\\)", "extractor class: by record)"))
                .isEqualToNormalizingWhitespace("""
                        Topologies:
                           Sub-topology: 0
                            Source: commands-in (topics: [outbox.commands])
                              --> outbox-processor
                            Source: echoes-in (topics: [twitter.echoes])
                              --> outbox-processor
                            Source: received-in (topics: [twitter.received])
                              --> outbox-processor
                            Source: replies-in (topics: [twitter.outbound])
                              --> outbox-processor
                            Processor: outbox-processor (stores: [outbox-index, outbox])
                              --> records-out
                              <-- replies-in, echoes-in, commands-in, received-in
                            Sink: records-out (extractor class: by record)
                              <-- outbox-processor
                        """);
    }
}

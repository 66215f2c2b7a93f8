package io.channeladapter.common.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MetricsTableTest {
    private enum Sample implements Metric {
        REQUESTS("ingress.verify.requests", Type.COUNTER, "outcome,bot"),
        AGE("router.config-age", Type.GAUGE, ""),
        LATENCY("ingress.publish.latency", Type.TIMER, "outcome");

        private final String dotted;
        private final Type type;
        private final String tags;

        Sample(String dotted, Type type, String tags) {
            this.dotted = dotted;
            this.type = type;
            this.tags = tags;
        }

        @Override
        public String metricName() {
            return dotted;
        }

        @Override
        public String description() {
            return "What it is.";
        }

        @Override
        public Type type() {
            return type;
        }

        @Override
        public List<String> tags() {
            return tags.isEmpty() ? List.of() : List.of(tags.split(",", -1));
        }
    }

    @Test
    void theTableHasOneRowAMetric() {
        assertThat(MetricsTable.of(List.of(Sample.values()))).isEqualTo("""
                        | metric | at `/metrics` | type | tags | what it is |
                        |---|---|---|---|---|
                        | `ingress.verify.requests` | `ingress_verify_requests_total` | counter | `outcome`, `bot` | What it is. |
                        | `router.config-age` | `router_config_age` | gauge |  | What it is. |
                        | `ingress.publish.latency` | `ingress_publish_latency_seconds` | timer | `outcome` | What it is. |
                        """);
    }
}

package io.channeladapter.sandbox;

import io.channeladapter.sandbox.data.DataFolder;
import io.channeladapter.sandbox.ports.Ports;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** The settings of the four services in a sandbox, named as in the environment. */
final class SandboxSettings {
    static final String HOST = "127.0.0.1";
    static final int PARTITIONS = 4;

    private SandboxSettings() {}

    /** One set for all four, as one environment would be. */
    static Map<String, String> of(SandboxConfig config, DataFolder data) throws IOException {
        Ports ports = config.ports();
        Map<String, String> settings = new HashMap<>();
        settings.put("ADAPTER_KAFKA_BOOTSTRAP_SERVERS", config.bootstrapServers());
        settings.put("ADAPTER_TOPICS_PARTITIONS", String.valueOf(PARTITIONS));
        settings.put("ADAPTER_SECRETS_KEYSET_FILE", data.keysetFile().toString());
        settings.put("ADAPTER_TWITTER_API_URL", "http://" + HOST + ":" + ports.simulator());
        settings.put("ADAPTER_TWITTER_UPLOAD_URL", "http://" + HOST + ":" + ports.simulator());
        settings.put("ADAPTER_EGRESS_FETCH_FROM", "internal-too");
        settings.put("ADAPTER_INGRESS_HOST", HOST);
        settings.put("ADAPTER_INGRESS_PORT", String.valueOf(ports.ingress()));
        settings.put("ADAPTER_CONFIG_HOST", HOST);
        settings.put("ADAPTER_CONFIG_PORT", String.valueOf(ports.config()));
        settings.put("ADAPTER_CONFIG_CALLBACK_URL", "http://" + HOST + ":" + ports.ingress());
        settings.put("ADAPTER_CONFIG_ADMIN_TOKEN", data.adminToken().reveal());
        settings.put("ADAPTER_ROUTER_BOT_DISCOVERY", "1s");
        settings.put("ADAPTER_MEDIA_KEY", data.mediaKey().reveal());
        settings.put("ADAPTER_MEDIA_URL", "http://" + HOST + ":" + ports.media());
        settings.put("ADAPTER_MEDIA_SIGNED_HOSTS", "http://" + HOST + ":" + ports.simulator() + "/1.1/ton/");
        settings.put("ADAPTER_MEDIA_OPEN_HOSTS", "http://" + HOST + ":" + ports.simulator() + "/video/");
        settings.put("ADAPTER_EGRESS_MEDIA_HOST", HOST);
        settings.put("ADAPTER_EGRESS_MEDIA_PORT", String.valueOf(ports.media()));
        for (String service : new String[] {"INGRESS", "ROUTER", "EGRESS", "CONFIG"}) {
            settings.put("ADAPTER_" + service + "_MANAGEMENT_HOST", HOST);
            settings.put("ADAPTER_" + service + "_MANAGEMENT_PORT", "0");
        }
        for (String service : new String[] {"ROUTER", "EGRESS", "CONFIG"}) {
            settings.put(
                    "ADAPTER_" + service + "_STATE_DIR",
                    data.folder("state")
                            .resolve(service.toLowerCase(java.util.Locale.ROOT))
                            .toString());
        }
        settings.put("ADAPTER_ROUTER_THREADS", "1");
        settings.put("ADAPTER_EGRESS_THREADS", "1");
        settings.putAll(config.overrides());
        return settings;
    }
}

package io.channeladapter.system.bots;

import io.channeladapter.sandbox.kafka.EmbeddedKafka;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AclBinding;

/** A broker with an authorizer: clients sign in by SASL/PLAIN, and may do what ACLs let them and nothing else. */
final class GuardedKafka implements AutoCloseable {
    private static final String ADMIN = "admin";

    private final EmbeddedKafka kafka;

    private GuardedKafka(EmbeddedKafka kafka) {
        this.kafka = kafka;
    }

    /** Starts it for these users, whose passwords are their names. */
    static GuardedKafka start(Path folder, Collection<String> users) {
        StringBuilder accounts = new StringBuilder(login(ADMIN)).append(" user_admin=\"admin\"");
        users.forEach(user -> accounts.append(" user_%s=\"%s\"".formatted(user, user)));
        Map<String, String> settings = new HashMap<>();
        settings.put("listener.security.protocol.map", "PLAINTEXT:SASL_PLAINTEXT,CONTROLLER:PLAINTEXT");
        settings.put("sasl.enabled.mechanisms", "PLAIN");
        settings.put("sasl.mechanism.inter.broker.protocol", "PLAIN");
        settings.put("listener.name.plaintext.plain.sasl.jaas.config", accounts + ";");
        settings.put("authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer");
        settings.put("super.users", "User:admin;User:ANONYMOUS"); // the controller's own listener is ANONYMOUS
        return new GuardedKafka(EmbeddedKafka.start(folder, EmbeddedKafka.freePort(), settings));
    }

    /** What a client of this user needs. */
    Map<String, Object> client(String user) {
        return Map.of(
                "bootstrap.servers",
                kafka.bootstrapServers(),
                "security.protocol",
                "SASL_PLAINTEXT",
                "sasl.mechanism",
                "PLAIN",
                "sasl.jaas.config",
                login(user) + ";");
    }

    /** The same as settings of a service. */
    Map<String, String> service(String user) {
        return Map.of(
                "ADAPTER_KAFKA_BOOTSTRAP_SERVERS",
                kafka.bootstrapServers(),
                "ADAPTER_KAFKA_SECURITY_PROTOCOL",
                "SASL_PLAINTEXT",
                "ADAPTER_KAFKA_SASL_MECHANISM",
                "PLAIN",
                "ADAPTER_KAFKA_SASL_JAAS_CONFIG",
                login(user) + ";");
    }

    /** Allows what these say. */
    void allow(List<AclBinding> rights) throws Exception {
        try (Admin admin = Admin.create(client(ADMIN))) {
            admin.createAcls(rights).all().get();
        }
    }

    private static String login(String user) {
        return "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"%s\" password=\"%s\""
                .formatted(user, user);
    }

    @Override
    public void close() {
        kafka.close();
    }
}

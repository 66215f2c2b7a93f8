package io.channeladapter.system.bots;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/** The table of docs/operations.md that says what each service must be allowed at Kafka. */
final class DocumentedRights {
    private static final Pattern ROW = Pattern.compile(
            "^\\| ([a-z-]+) \\| (topic|group|transactional id|cluster) \\| (.*?) \\| ([A-Za-z, ]+) \\|$",
            Pattern.MULTILINE);
    private static final Pattern NAME = Pattern.compile("`([^`]+)`");

    private DocumentedRights() {}

    /** The rights of a service, for a user of this name. */
    static List<AclBinding> of(String service) throws IOException {
        List<AclBinding> rights = new ArrayList<>();
        String operations = Files.readString(Path.of("..", "docs", "operations.md"));
        for (MatchResult row : ROW.matcher(operations).results().toList()) {
            if (row.group(1).equals(service)) {
                ResourceType type = ResourceType.valueOf(
                        row.group(2).toUpperCase(Locale.ROOT).replace(' ', '_'));
                names(type, row.group(3))
                        .forEach(pattern -> Arrays.stream(row.group(4).split(", ", -1))
                                .map(DocumentedRights::operation)
                                .forEach(operation -> rights.add(new AclBinding(
                                        pattern,
                                        new AccessControlEntry(
                                                "User:" + service, "*", operation, AclPermissionType.ALLOW)))));
            }
        }
        return rights;
    }

    private static AclOperation operation(String name) {
        return AclOperation.valueOf(name.replaceAll("(?<=[a-z])(?=[A-Z])", "_").toUpperCase(Locale.ROOT));
    }

    private static List<ResourcePattern> names(ResourceType type, String cell) {
        if (type == ResourceType.CLUSTER) {
            return List.of(new ResourcePattern(type, "kafka-cluster", PatternType.LITERAL));
        }
        return NAME.matcher(cell)
                .results()
                .map(name -> name.group(1))
                .map(name -> name.endsWith("*") && name.length() > 1
                        ? new ResourcePattern(type, name.substring(0, name.length() - 1), PatternType.PREFIXED)
                        : new ResourcePattern(type, name, PatternType.LITERAL))
                .toList();
    }
}

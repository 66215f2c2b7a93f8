package io.channeladapter.config.page;

import io.channeladapter.common.channel.ApiGeneration;
import io.channeladapter.common.channel.Channel;
import io.channeladapter.common.channel.Connection;
import io.channeladapter.common.channel.PreviousSecret;
import io.channeladapter.config.change.Configuration;
import io.channeladapter.config.change.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What the form of a channel's connection shows. Keys and tokens are not among it: they never go back to a browser.
 *
 * @param generation API generation
 * @param environmentLabel label of the dev environment; empty where there is none
 * @param afterUnclear what becomes of unclear replies
 * @param afterFailure what becomes of what waits behind a failed reply
 * @param keepOldSecretHours how long a replaced API secret key stays valid
 * @param previousSecretUntil until when the one that was replaced last is valid; empty where there is none
 * @param wrong what each field must be that is not as it must be
 * @param elsewhere what stands in the channel and not in the form, where someone else has changed it meanwhile
 */
public record ConfigurationForm(
        String generation,
        String environmentLabel,
        String afterUnclear,
        String afterFailure,
        String keepOldSecretHours,
        String previousSecretUntil,
        Map<String, String> wrong,
        List<String> elsewhere) {
    public ConfigurationForm {
        wrong = Map.copyOf(wrong);
        elsewhere = List.copyOf(elsewhere);
    }

    /** As the channel is. */
    static ConfigurationForm of(Channel channel) {
        Connection entered = channel.entered();
        PreviousSecret previous = channel.previousSecret();
        return new ConfigurationForm(
                entered == null
                        ? ApiGeneration.ACCOUNT_ACTIVITY_V1.wire()
                        : entered.generation().wire(),
                entered == null ? "" : Objects.requireNonNullElse(entered.environmentLabel(), ""),
                channel.afterUnclear().wire(),
                channel.whenFailed().wire(),
                String.valueOf(Configuration.KEEP_OLD_SECRET.toHours()),
                previous == null ? "" : Words.time(previous.validUntil()),
                Map.of(),
                List.of());
    }

    /**
     * As it was sent, without keys and tokens, and with what is wrong with it.
     *
     * @param channel as it is now
     */
    static ConfigurationForm sent(Channel channel, Function<String, @Nullable String> fields, Problem problem) {
        ConfigurationForm stored = of(channel);
        Map<String, String> wrong = new HashMap<>();
        problem.errors().forEach(error -> wrong.put(error.field(), error.detail()));
        ConfigurationForm sent = new ConfigurationForm(
                text(fields, "generation", stored.generation()),
                text(fields, "environmentLabel", stored.environmentLabel()),
                text(fields, "afterUnclear", stored.afterUnclear()),
                text(fields, "afterFailure", stored.afterFailure()),
                text(fields, "keepOldSecretHours", stored.keepOldSecretHours()),
                stored.previousSecretUntil(),
                wrong,
                List.of());
        return problem.status() == 412 ? sent.besides(stored) : sent;
    }

    /** What a field must be; empty where it is as it must be. */
    public String wrong(String field) {
        return wrong.getOrDefault(field, "");
    }

    /** Whether the generation without dev environments is chosen. */
    public boolean isV2() {
        return generation.equals(ApiGeneration.ACCOUNT_ACTIVITY_V2.wire());
    }

    private ConfigurationForm besides(ConfigurationForm stored) {
        List<String> differences = new ArrayList<>();
        if (!stored.generation.equals(generation)) {
            differences.add("API generation: Account Activity API " + (stored.isV2() ? "v2" : "v1.1"));
        }
        if (!stored.environmentLabel.equals(environmentLabel)) {
            differences.add(
                    "Dev environment label: " + (stored.environmentLabel.isEmpty() ? "none" : stored.environmentLabel));
        }
        if (!stored.afterUnclear.equals(afterUnclear)) {
            differences.add(
                    "Unclear replies: " + (stored.afterUnclear.equals("report") ? "reported as failed" : "sent again"));
        }
        if (!stored.afterFailure.equals(afterFailure)) {
            differences.add("What waits behind a failed reply: "
                    + (stored.afterFailure.equals("stop") ? "fails too" : "is sent all the same"));
        }
        return new ConfigurationForm(
                generation,
                environmentLabel,
                afterUnclear,
                afterFailure,
                keepOldSecretHours,
                previousSecretUntil,
                wrong,
                differences);
    }

    private static String text(Function<String, @Nullable String> fields, String name, String otherwise) {
        return Objects.requireNonNullElse(fields.apply(name), otherwise).strip();
    }
}

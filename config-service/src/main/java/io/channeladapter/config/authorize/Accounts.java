package io.channeladapter.config.authorize;

import io.channeladapter.common.channel.TwitterAccount;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What is known of accounts before an attempt. An account speaks for one bot, by one channel.
 *
 * @param present as which account the channel is connected; null where it never was
 * @param elsewhere by what an account is connected besides, such as "bot demo, by its channel st-…"; empty where by
 *     nothing
 */
public record Accounts(@Nullable TwitterAccount present, Function<TwitterAccount, Optional<String>> elsewhere) {
    /** Where nothing is connected yet. */
    static final Accounts NONE = new Accounts(null, account -> Optional.empty());

    /** Whether the channel would change to this account. */
    boolean changesTo(TwitterAccount account) {
        return present != null && !present.id().equals(account.id());
    }
}

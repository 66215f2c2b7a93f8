package io.channeladapter.config.authorize;

import io.channeladapter.common.twitter.Credentials;
import io.channeladapter.config.authorize.Report.Connected;
import org.jspecify.annotations.Nullable;

/**
 * What a channel may have at Twitter in one place, authorized to the end or not.
 *
 * @param target the place, with the keys to reach it by
 * @param spare other keys of the same app, for where Twitter refuses the first; null where there are none
 * @param recorded what authorizing recorded of this place; null where it never came so far
 */
public record Left(
        Target target,
        @Nullable Credentials spare,
        @Nullable Connected recorded) {

    /** Whose keys may have subscribed an account that no one recorded. */
    boolean mayHaveSubscribedMore() {
        return recorded == null || spare != null;
    }
}

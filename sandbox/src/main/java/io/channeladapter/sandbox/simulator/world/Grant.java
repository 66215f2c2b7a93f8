package io.channeladapter.sandbox.simulator.world;

/**
 * A user's permission for an app: one access token.
 *
 * @param token access token
 * @param tokenSecret its secret
 * @param appId the app that may act
 * @param userId for whom it acts
 * @param accessLevel what it may do
 * @param revoked true once the user or the control API took it back
 */
public record Grant(
        String token, String tokenSecret, String appId, String userId, AccessLevel accessLevel, boolean revoked) {
    /** The same token at another level. */
    public Grant withAccessLevel(AccessLevel level) {
        return new Grant(token, tokenSecret, appId, userId, level, revoked);
    }

    /** The same token, revoked or given back. */
    public Grant withRevoked(boolean value) {
        return new Grant(token, tokenSecret, appId, userId, accessLevel, value);
    }

    @Override
    public String toString() {
        return "Grant of " + userId + " to " + appId;
    }
}

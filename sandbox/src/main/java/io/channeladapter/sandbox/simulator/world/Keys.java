package io.channeladapter.sandbox.simulator.world;

import java.util.List;
import java.util.random.RandomGenerator;

/** Makes keys, secrets and tokens that look like Twitter's. As safe for threads as its source of chance. */
public final class Keys {
    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

    private final RandomGenerator random;

    public Keys(RandomGenerator random) {
        this.random = random;
    }

    /** A new app with random keys. */
    public App app(String id, String name, List<String> environments) {
        return new App(id, name, text(25), text(50), "AAAAAAAAAAAAAAAAAAAAA" + text(80), environments);
    }

    /** A new token of a user for an app, allowed to do everything. */
    public Grant grant(String appId, String userId) {
        return new Grant(
                userId + "-" + text(40), text(45), appId, userId, AccessLevel.READ_WRITE_DIRECT_MESSAGES, false);
    }

    /** Random letters and digits. */
    public String text(int length) {
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return text.toString();
    }
}

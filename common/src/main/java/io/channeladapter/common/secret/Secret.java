package io.channeladapter.common.secret;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * A text that must never be seen: prints {@code ***} and has no JSON form. Safe for many threads.
 */
public final class Secret {
    private final String value;

    public Secret(String value) {
        if (value.isEmpty()) {
            throw new IllegalArgumentException("a secret is not empty");
        }
        this.value = value;
    }

    /** The clear text; for the one call that needs it. */
    public String reveal() {
        return value;
    }

    /** The clear text in UTF-8. */
    public byte[] bytes() {
        return value.getBytes(StandardCharsets.UTF_8);
    }

    /** Compared in time that does not depend on where the two differ. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Secret that && MessageDigest.isEqual(bytes(), that.bytes());
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    @Override
    public String toString() {
        return "***";
    }
}

package io.channeladapter.config.access;

import java.util.List;

/** A tokens file that cannot be used. */
public final class InvalidTokensException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient List<String> problems;

    InvalidTokensException(List<String> problems) {
        super(String.join("; ", problems));
        this.problems = List.copyOf(problems);
    }

    /** Everything that is wrong, each with the entry that it is about; never a hash. */
    public List<String> problems() {
        return problems;
    }
}

package io.channeladapter.common.secret;

/** Sealed text that this service's keyset does not open: another keyset, another channel, or damage. */
public final class UnsealableException extends Exception {
    private static final long serialVersionUID = 1L;

    UnsealableException(String context, Throwable cause) {
        super("sealed text of " + context + " cannot be opened with this service's keyset", cause);
    }
}

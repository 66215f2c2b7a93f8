package io.channeladapter.ingress.verify;

/** What a signature says of a request's body. */
public enum Verdict {
    /** Signed with a valid secret of the channel. */
    GENUINE,
    /** There is no signature. */
    UNSIGNED,
    /** The signature is of another body or made with another secret. */
    FORGED
}

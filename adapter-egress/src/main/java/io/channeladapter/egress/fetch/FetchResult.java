package io.channeladapter.egress.fetch;

/** What came of getting a file, in one word for metrics and logs. */
public enum FetchResult {
    READY("ready"),
    /** The address is written in a way that is not taken. */
    BAD_ADDRESS("bad-address"),
    /** The name, or the address itself, leads where bots must not send us. */
    FORBIDDEN_ADDRESS("forbidden-address"),
    BAD_REDIRECT("bad-redirect"),
    BAD_CERTIFICATE("bad-certificate"),
    /** The host answers that it will not give the file. */
    REFUSED_BY_HOST("refused-by-host"),
    NOT_MEDIA("not-media"),
    TOO_LARGE("too-large"),
    /** A video that lasts longer than Twitter takes. */
    TOO_LONG("too-long"),
    UNKNOWN_HOST("unknown-host"),
    UNREACHABLE("unreachable"),
    TIMED_OUT("timed-out"),
    /** The host answers that it cannot give the file now. */
    HOST_IN_TROUBLE("host-in-trouble"),
    /** This machine's disk. */
    DISK("disk"),
    /** This service was stopped. */
    STOPPED("stopped");

    private final String word;

    FetchResult(String word) {
        this.word = word;
    }

    /** As it stands in metrics and logs. */
    public String word() {
        return word;
    }
}

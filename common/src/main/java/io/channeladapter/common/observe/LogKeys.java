package io.channeladapter.common.observe;

/** Names of the key-value pairs in the log. Ids only: never the text of a message, a token, a secret or a signature. */
public final class LogKeys {
    public static final String SERVICE = "service";
    public static final String STREAMID = "streamid";
    public static final String BOT_ID = "botId";
    public static final String CONVERSATION = "conversation";
    public static final String EVENT_ID = "eventId";
    public static final String REPLY_ID = "replyId";
    public static final String COMMAND_ID = "commandId";
    public static final String TOPIC = "topic";
    public static final String PARTITION = "partition";
    public static final String OFFSET = "offset";
    public static final String REASON = "reason";
    public static final String OUTCOME = "outcome";
    public static final String STATUS_CODE = "statusCode";
    public static final String TWITTER_CODE = "twitterCode";
    public static final String ATTEMPT = "attempt";
    public static final String WAIT_MILLIS = "waitMillis";
    public static final String COUNT = "count";
    public static final String STATE = "state";
    public static final String PORT = "port";
    public static final String HOST = "host";
    public static final String BYTES = "bytes";
    public static final String TOOK_MILLIS = "tookMillis";
    public static final String ADDRESS = "address";
    public static final String STEP = "step";
    public static final String ACTOR = "actor";
    public static final String SOURCE = "source";
    public static final String VERSION = "version";
    /** The same from Twitter's webhook to the direct message that answers it. */
    public static final String TRACE_ID = "traceId";

    private LogKeys() {}
}

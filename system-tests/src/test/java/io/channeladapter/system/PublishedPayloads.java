package io.channeladapter.system;

import static java.util.Map.entry;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a bot has to read of each published payload, written by hand from what the platform documents of it. Left out is
 * what is the same in all of them. {@code <received>} is the time at which it was accepted, {@code <account>} the
 * channel's account as its channel knows it, for which Twitter says no more than its id.
 */
final class PublishedPayloads {
    private static final String JORDAN = """
            {"id":"3001969357","screenName":"furiouscamper","name":"Jordan Brinks","verified":false,"followersCount":22,
             "profileImageUrl":"https://pbs.twimg.com/profile_images/851526626785480705/cW4WTi7C_normal.jpg"}""";
    private static final String TWEETINVI = """
            {"id":"1693649419","screenName":"tweetinvitest","name":"tweetinvitest","verified":false,"followersCount":11,
             "profileImageUrl":"https://pbs.twimg.com/profile_images/961033553294356480/j92hWbGY_normal.jpg"}""";
    private static final String TEST42 = """
            {"id":"42","screenName":"test_twit_42","name":"test42","verified":false,"followersCount":0,
             "profileImageUrl":"https://pbs.twimg.com/profile_images/1247261816935383040/BrvKSXnk_normal.png"}""";
    private static final String X_PICTURE =
            "\"profileImageUrl\":\"https://pbs.twimg.com/profile_images/0000000000000000001/example_normal.jpg\"";
    private static final String EXAMPLE = """
            {"id":"1111111111111111111","screenName":"ExampleUser","name":"Example User","verified":true,
             "followersCount":5502,""" + X_PICTURE + "}";
    private static final String OTHER = """
            {"id":"2222222222222222222","screenName":"OtherUser","name":"OtherUser","verified":false,
             "followersCount":97,""" + X_PICTURE + "}";

    /** An event, by its key, its type, its name without the streamid, its time and its data. */
    record Expected(String key, String type, String id, String time, String data) {}

    /** By file, in the order of sending: what ends a subscription comes last. */
    static final Map<String, Expected> ALL = new TreeMap<>(Map.ofEntries(
            entry(
                    "aaa-docs-direct_message_events",
                    new Expected(
                            "3001969357",
                            "message.received",
                            "message/954491830116155396",
                            "2018-01-19T23:12:40.557Z",
                            "{\"from\":" + JORDAN + ",\"message\":" + text("954491830116155396", "Hello World!")
                                    + ",\"sentAt\":\"2018-01-19T23:12:40.557Z\"}")),
            entry(
                    "aaa-docs-direct_message_indicate_typing_events",
                    new Expected(
                            "3284025577",
                            "typing.started",
                            "typing/3284025577-1518127183443",
                            "2018-02-08T21:59:43.443Z",
                            """
                            {"from":{"id":"3284025577","screenName":"bogusbogart","name":"Bogus Bogart","verified":false,
                              "followersCount":1,
                              "profileImageUrl":"https://pbs.twimg.com/profile_images/763383202857779200/ndvZ96mE_normal.jpg"},
                             "at":"2018-02-08T21:59:43.443Z"}""")),
            entry(
                    "aaa-docs-direct_message_mark_read_events",
                    new Expected(
                            "199566737",
                            "message.read",
                            "read/199566737-1518452444662",
                            "2018-02-12T16:20:44.662Z",
                            """
                            {"from":{"id":"199566737","screenName":"LeBraat","name":"Le Braat","verified":false,
                              "followersCount":299,
                              "profileImageUrl":"https://pbs.twimg.com/profile_images/936652894371119105/YHEozVAg_normal.jpg"},
                             "lastReadMessageId":"963085315333238788","readAt":"2018-02-12T16:20:44.662Z"}""")),
            entry(
                    "aaa-docs-tweet_delete_events",
                    new Expected(
                            "", "tweet.deleted", "tweet.deleted/1045405559317569537", "2015-05-21T17:09:15.593Z", """
                            {"from":<account>,"byAccount":true,
                             "tweet":{"id":"1045405559317569537","author":{"id":"930524282358325248"},"media":[],"urls":[]},
                             "at":"2015-05-21T17:09:15.593Z"}""")),
            entry(
                    "aaa-docs-user_event",
                    new Expected("", "account.revoked", "revoke/<digest>", "2018-05-24T09:48:12Z", """
                            {"from":<account>,"appId":"13090192","at":"2018-05-24T09:48:12Z"}""")),
            entry(
                    "tweetinvi-DirectMessageReceived",
                    new Expected(
                            "1693649419",
                            "message.received",
                            "message/1247299084244979717",
                            "2020-04-06T23:04:10.037Z",
                            "{\"from\":" + TWEETINVI + ",\"message\":" + text("1247299084244979717", "Hello World!")
                                    + ",\"sentAt\":\"2020-04-06T23:04:10.037Z\"}")),
            entry(
                    "tweetinvi-DirectMessageSent",
                    new Expected(
                            "1693649419",
                            "message.sent-elsewhere",
                            "message.sent-elsewhere/1247295861006241798",
                            "2020-04-06T22:51:21.557Z",
                            "{\"from\":" + TEST42 + ",\"message\":" + text("1247295861006241798", "hello there")
                                    + ",\"sentAt\":\"2020-04-06T22:51:21.557Z\"}")),
            entry(
                    "tweetinvi-UserBlockedRaised",
                    new Expected(
                            "",
                            "block",
                            "block/42-1693649419-1586215587741",
                            "2020-04-06T23:26:27.741Z",
                            "{\"source\":" + TEST42 + ",\"target\":" + TWEETINVI
                                    + ",\"byAccount\":true,\"at\":\"2020-04-06T23:26:27.741Z\"}")),
            entry(
                    "tweetinvi-UserFollowed",
                    new Expected(
                            "",
                            "follow",
                            "follow/1245855954975051776-1693649419-1586216143967",
                            "2020-04-06T23:35:43.967Z",
                            "{\"source\":" + TEST42.replace("\"42\"", "\"1245855954975051776\"") + ",\"target\":"
                                    + TWEETINVI.replace("\"followersCount\":11", "\"followersCount\":12")
                                    + ",\"byAccount\":true,\"at\":\"2020-04-06T23:35:43.967Z\"}")),
            entry(
                    "xaa-docs-chat.received",
                    new Expected(
                            "2222222222222222222",
                            "message.unreadable",
                            "unreadable/2222222222222222222-2026-07-23",
                            "2026-07-23T21:13:03.370Z",
                            """
                            {"from":{"id":"2222222222222222222"},"sentAt":"2026-07-23T21:13:03.370Z"}""")),
            entry(
                    "xaa-docs-chat.sent",
                    new Expected(
                            "2222222222222222222",
                            "message.sent-elsewhere",
                            "message.sent-elsewhere/8e75466b-56ec-4e88-bddf-b18f7cc6030e",
                            "2026-07-23T21:13:53.939Z",
                            """
                            {"from":<account>,
                             "message":{"id":"8e75466b-56ec-4e88-bddf-b18f7cc6030e","text":"","rawText":"","media":[],
                              "urls":[],"encrypted":true},
                             "sentAt":"2026-07-23T21:13:53.939Z"}""")),
            entry(
                    "xaa-docs-dm.received",
                    new Expected(
                            "2222222222222222222",
                            "message.received",
                            "message/2080765901528535096",
                            "2026-07-24T21:23:44.372Z",
                            "{\"from\":" + OTHER + ",\"message\":" + text("2080765901528535096", "hello!")
                                    + ",\"sentAt\":\"2026-07-24T21:23:44.372Z\"}")),
            entry(
                    "xaa-docs-dm.sent",
                    new Expected(
                            "2244994945",
                            "message.sent-elsewhere",
                            "message.sent-elsewhere/2080763914820927863",
                            "2026-07-24T21:15:50.704Z",
                            "{\"from\":" + EXAMPLE + ",\"message\":"
                                    + text("2080763914820927863", "Thanks for the update!")
                                    + ",\"sentAt\":\"2026-07-24T21:15:50.704Z\"}")),
            entry(
                    "xaa-docs-follow.follow",
                    new Expected(
                            "",
                            "follow",
                            "follow/-7953119945885597316",
                            "<received>",
                            "{\"source\":" + EXAMPLE + ",\"target\":{\"id\":\"4444444444444444444\","
                                    + "\"screenName\":\"AnotherUser\",\"name\":\"AnotherUser\",\"verified\":true,"
                                    + "\"followersCount\":4934564," + X_PICTURE
                                    + "},\"byAccount\":true,\"at\":\"<received>\"}")),
            entry(
                    "xaa-docs-like.create",
                    new Expected(
                            "",
                            "tweet.favorited",
                            "tweet.favorited/87719f50ee17bdfa06a3089098a2b9ed",
                            "2026-07-24T21:12:45.236Z",
                            """
                            {"from":<account>,"byAccount":true,
                             "tweet":{"id":"2079814480427442556",
                              "author":{"id":"3333333333333333333","screenName":"PublicUser","name":"Public User",
                               "verified":true,"followersCount":26972,\
                            """ + X_PICTURE + """
                            },
                              "text":"Great guide on using the X AnotherUser via our new XMCP and Grok Build to build a \
                            structured knowledge system powered by X—unlocking great use cases like agentic research, \
                            realtime monitoring the situation, and an audience flywheel to improve as creators on X. \
                            https://twitter.com/xfreeze/status/2079756440722665849",
                              "rawText":"Great guide on using the X AnotherUser via our new XMCP and Grok Build to build a \
                            structured knowledge system powered by X—unlocking great use cases like agentic research, \
                            realtime monitoring the situation, and an audience flywheel to improve as creators on X. \
                            https://t.co/5DedenNGo9",
                              "createdAt":"2026-07-22T06:23:07Z","quoteOf":"2079756440722665849","media":[],
                              "urls":[{"url":"https://t.co/5DedenNGo9",
                               "expandedUrl":"https://twitter.com/xfreeze/status/2079756440722665849"}]},
                             "at":"2026-07-24T21:12:45.236Z"}""")),
            entry(
                    "xaa-docs-oauth.revoke",
                    new Expected("", "account.revoked", "revoke/5934540941047412905", "2026-07-23T21:44:05Z", """
                            {"from":<account>,"appId":"29820954","at":"2026-07-23T21:44:05Z"}""")),
            entry(
                    "xaa-docs-post.create",
                    new Expected(
                            "",
                            "tweet.created",
                            "tweet/2080761390344937796",
                            "2026-07-24T21:05:48Z",
                            "{\"from\":" + EXAMPLE + ",\"byAccount\":true,\"tweet\":{\"id\":\"2080761390344937796\","
                                    + "\"author\":" + EXAMPLE + ",\"text\":\"Hello from the Activity API\","
                                    + "\"rawText\":\"Hello from the Activity API\","
                                    + "\"createdAt\":\"2026-07-24T21:05:48Z\",\"media\":[],\"urls\":[]},"
                                    + "\"at\":\"2026-07-24T21:05:48Z\"}")),
            entry(
                    "xaa-docs-post.delete",
                    new Expected(
                            "",
                            "tweet.deleted",
                            "tweet.deleted/2080761269309813134",
                            "<received>",
                            "{\"from\":" + EXAMPLE + ",\"byAccount\":true,\"tweet\":{\"id\":\"2080761269309813134\","
                                    + "\"author\":" + EXAMPLE + ",\"media\":[],\"urls\":[]},\"at\":\"<received>\"}")),
            entry(
                    "xaa-docs-post.mention.create",
                    new Expected(
                            "",
                            "mention.received",
                            "tweet/2080765813578191303",
                            "2026-07-24T21:23:23Z",
                            "{\"from\":" + OTHER + ",\"byAccount\":false,\"tweet\":{\"id\":\"2080765813578191303\","
                                    + "\"author\":" + OTHER + ",\"text\":\"hey @ExampleUser\","
                                    + "\"rawText\":\"hey @ExampleUser\",\"createdAt\":\"2026-07-24T21:23:23Z\","
                                    + "\"media\":[],\"urls\":[]},\"at\":\"2026-07-24T21:23:23Z\"}"))));

    /** Whose event it is, where the payload has no {@code for_user_id} and no filter. */
    static final Map<String, String> OF_USER =
            Map.of("aaa-docs-user_event", "63046977", "xaa-docs-oauth.revoke", "1111111111111111111");

    /** No payloads, but in their folder. */
    static final Set<String> OTHERS = Set.of("signature-vectors");

    private PublishedPayloads() {}

    private static String text(String id, String text) {
        return "{\"id\":\"" + id + "\",\"text\":\"" + text + "\",\"rawText\":\"" + text
                + "\",\"media\":[],\"urls\":[]}";
    }
}

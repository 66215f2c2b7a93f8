package io.channeladapter.egress.send;

import io.channeladapter.common.twitter.TwitterAnswer;
import io.channeladapter.common.twitter.TwitterApi.SentMessage;
import java.time.Duration;

/**
 * A call that has ended.
 *
 * @param call the call
 * @param answer what came of it; the id is empty where there was no message in it
 * @param took how long the message's call took
 */
public record Answered(Call call, TwitterAnswer<SentMessage> answer, Duration took) {}

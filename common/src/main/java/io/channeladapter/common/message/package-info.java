/** What crosses Kafka about messages: events to a bot, replies from it, outcomes of them and Twitter's echoes. {@code codec} turns them into records. */
@NullMarked
package io.channeladapter.common.message;

import org.jspecify.annotations.NullMarked;

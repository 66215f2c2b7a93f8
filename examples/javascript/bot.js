// Greets, offers two answers, and keeps silent for an hour where one of your people has answered by hand.
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { Kafka } from 'kafkajs';

const servers = process.env.KAFKA_BOOTSTRAP_SERVERS ?? 'localhost:9092';
const bot = process.env.BOT_ID ?? 'demo';
const kafka = new Kafka({ clientId: `bot-${bot}`, brokers: servers.split(',') });
const consumer = kafka.consumer({ groupId: `bot-${bot}`, sessionTimeout: 10_000 }); // reads committed events alone
const producer = kafka.producer();

// When one of your people wrote last, by conversation. With several instances of a bot this belongs in a database.
const byHand = existsSync('by-hand.json') ? JSON.parse(readFileSync('by-hand.json', 'utf8')) : {};

function stepBack(conversation, sentAt) {
  byHand[conversation] = sentAt;
  writeFileSync('by-hand.json.new', JSON.stringify(byHand));
  renameSync('by-hand.json.new', 'by-hand.json'); // all of it or nothing, whenever the bot is killed
}

function isLeftToPeople(conversation, sentAt) {
  return conversation in byHand && Date.parse(sentAt) - Date.parse(byHand[conversation]) < 3_600_000;
}

function answer({ from, message }) {
  switch (message.quickReply?.metadata) {
    case 'hours':
      return { text: 'We are here from 9 to 17 h, Monday to Friday.' };
    case 'person':
      return { text: 'One of us will answer you here, soon.' };
    default:
      return {
        text: `Hello ${from.name ?? 'there'}, what can I do for you?`,
        quickReplies: [
          { label: 'Opening hours', metadata: 'hours' },
          { label: 'Talk to a person', metadata: 'person' },
        ],
      };
  }
}

async function eachMessage({ message: { key, value, headers } }) {
  const type = headers.ce_type?.toString();
  if (type === 'io.channeladapter.message.sent-elsewhere') {
    stepBack(key.toString(), JSON.parse(value).sentAt);
  } else if (type === 'io.channeladapter.message.received') {
    const event = JSON.parse(value);
    if (isLeftToPeople(event.conversation, event.sentAt)) return;
    const id = headers.ce_id.toString(); // the same if it is read again, so no answer goes out twice
    const reply = JSON.stringify({ id, inReplyTo: id, ...answer(event) });
    const trace = headers.traceparent && { traceparent: headers.traceparent }; // one trace, if you trace
    await producer.send({ topic: `bot.${bot}.replies`, messages: [{ key, value: reply, headers: trace }] });
  }
}

await producer.connect();
await consumer.connect();
await consumer.subscribe({ topic: `bot.${bot}.events`, fromBeginning: true });
await consumer.run({ eachMessage }); // commits what is behind it, never before the answer is acknowledged
console.log(`bot ${bot} listens`);

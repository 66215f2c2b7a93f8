// Reads the first message that a bot received by the SDK of CloudEvents, prints it as one line of JSON, and answers it
// twice by the SDK, in binary and in structured mode. Arguments: brokers, botId.
import { CloudEvent, Kafka as Events } from 'cloudevents';
import { Kafka } from 'kafkajs';

const [servers, bot] = process.argv.slice(2);
const kafka = new Kafka({ brokers: servers.split(','), logLevel: 1 });
const consumer = kafka.consumer({ groupId: `bot-${bot}.sdk` });
const producer = kafka.producer();

const defined = (headers) => Object.fromEntries(Object.entries(headers).filter(([, value]) => value !== undefined));

async function answer(event, key) {
  const reply = (id, text) =>
    new CloudEvent({ id, type: 'com.example.reply', source: '/example', datacontenttype: 'application/json', data: { text } });
  const binary = Events.binary(reply(`${event.id}/binary`, 'binary by JavaScript'));
  const structured = Events.structured(reply(`${event.id}/structured`, 'structured by JavaScript'));
  await producer.send({
    topic: `bot.${bot}.replies`,
    messages: [
      { key, headers: defined(binary.headers), value: JSON.stringify(binary.value) },
      { key, headers: defined(structured.headers), value: structured.value },
    ],
  });
}

await producer.connect();
await consumer.connect();
await consumer.subscribe({ topic: `bot.${bot}.events`, fromBeginning: true });
await consumer.run({
  eachMessage: async ({ message }) => {
    const headers = Object.fromEntries(Object.entries(message.headers).map(([name, value]) => [name, value.toString()]));
    const event = Events.toEvent({ headers, key: message.key.toString(), value: message.value.toString() });
    if (event.type !== 'io.channeladapter.message.received') return;
    await answer(event, message.key);
    console.log(JSON.stringify(event));
    setTimeout(() => process.exit(0), 0);
  },
});

import { Producer, consume } from './kafka.ts';
import { idOf, message, payloadOf } from './message.ts';
import { AGENCIES, TOPICS, settings } from './settings.ts';

// Seven replies beside each other are the composite.

const answers = new Producer(settings.kafka, TOPICS.answer);
const open = new Map<number, Buffer[]>();

await consume(settings.kafka, TOPICS.reply, (value) => {
  const payload = payloadOf(value);
  if (payload.length === 0) return;
  const id = idOf(value);
  const parts = open.get(id) ?? [];
  parts.push(payload);
  if (parts.length < AGENCIES) {
    open.set(id, parts);
    return;
  }
  open.delete(id);
  void answers.send(message(id, Buffer.concat(parts)));
});

import { Poster } from './http.ts';
import { Producer, consume } from './kafka.ts';
import { idOf, message, payloadOf } from './message.ts';
import { TOPICS, settings } from './settings.ts';

// Each question to the agency as it came, the agency's answer to Kafka as it came.

const agency = new Poster(settings.agencies, `/${process.env['FLOOR_KOD'] ?? ''}`);
const replies = new Producer(settings.kafka, TOPICS.reply);

await consume(settings.kafka, TOPICS.inquiry, (value) => {
  const id = idOf(value);
  void agency.post(payloadOf(value)).then((answer) => replies.send(message(id, answer)));
});

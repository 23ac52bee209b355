import { createServer, type ServerResponse } from 'node:http';
import { Producer, consume } from './kafka.ts';
import { idOf, message, payloadOf } from './message.ts';
import { TOPICS, settings } from './settings.ts';

// The question to Kafka, announced beside it; the composite from Kafka; a record to Kafka; then the answer.

const AUDIT_BYTES = 400;
const record = Buffer.alloc(AUDIT_BYTES, 0x20);
const announcement = Buffer.alloc(0);

const inquiries = new Producer(settings.kafka, TOPICS.inquiry);
const announcements = new Producer(settings.kafka, TOPICS.reply);
const records = new Producer(settings.kafka, TOPICS.audit);
const waiting = new Map<number, ServerResponse>();
let asked = 0;

void consume(settings.kafka, TOPICS.answer, (value) => {
  const response = waiting.get(idOf(value));
  waiting.delete(idOf(value));
  if (!response) return;
  const body = payloadOf(value);
  void records.send(record).then(() => {
    response.writeHead(200, { 'content-type': 'text/xml', 'content-length': body.length });
    response.end(body);
  });
});

createServer((question, response) => {
  const chunks: Buffer[] = [];
  question.on('data', (chunk: Buffer) => chunks.push(chunk));
  question.on('end', () => {
    if (question.method === 'GET') return response.end();
    const id = (asked += 1);
    waiting.set(id, response);
    void announcements.send(message(id, announcement));
    void inquiries.send(message(id, Buffer.concat(chunks)));
    return undefined;
  });
}).listen(settings.http, '127.0.0.1');

import produceRequest, { type ProduceWanted } from 'kafkajs/src/protocol/requests/produce/index.js';
import { produceBody } from '@ssbtek/messaging-kafka/driver';
import { encoded } from '../encoded';

/** From this version of the request on records have headers. */
const FIRST_VERSION = 3;

/** Whether it is what the mesh sends: plain batches of a producer without an id, their time left to the broker. */
const isPlain = ({ compression, transactionalId, producerId, topicData }: ProduceWanted): boolean =>
  !compression &&
  transactionalId == null &&
  (producerId === undefined || Number(producerId) === -1) &&
  topicData.every(({ partitions }) =>
    partitions.every(({ messages }) => messages.every(({ timestamp }) => timestamp == null)),
  );

const asKafkajsHasIt = produceRequest.protocol;

/**
 * kafkajs 2.2.4 writes every number of a record into a buffer of its own, and copies each record through eight or nine
 * nested ones. This measures first, and then writes the request in one pass; anything but plain batches is left to kafkajs.
 */
produceRequest.protocol = ({ version }) => {
  const make = asKafkajsHasIt({ version });
  if (version < FIRST_VERSION) return make;
  return (wanted) => {
    const made = make(wanted);
    if (!isPlain(wanted)) return made;
    return {
      ...made,
      request: { ...made.request, encode: () => Promise.resolve(encoded(produceBody(wanted))) },
    };
  };
};

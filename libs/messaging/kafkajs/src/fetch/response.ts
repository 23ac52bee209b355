import Decoder from 'kafkajs/src/protocol/decoder.js';
import fetchRequest, { type FetchWanted } from 'kafkajs/src/protocol/requests/fetch/index.js';
import {
  BATCH_LIMIT,
  readBatches,
  RESPONSE_LIMIT,
  type FetchedMessage,
  type Room,
} from '@ssbtek/messaging-kafka/driver';
import { encoded } from '../encoded';
import { fetchBody, isPlain, WRITTEN_VERSION } from './request-body';

/** From this version of the response on batches may hold headers, and kafkajs asks for no older one of a broker since 2017. */
const FIRST_VERSION = 4;

interface PartitionAnswer {
  readonly partition: number;
  readonly errorCode: number;
  readonly highWatermark: string;
  readonly lastStableOffset: string;
  readonly abortedTransactions: readonly never[];
  readonly preferredReadReplica: number;
  readonly messages: readonly FetchedMessage[];
}

/**
 * Reads a fetch response of version 4 to 11, as kafkajs wants it, without the partitions that have nothing new: for each of
 * them kafkajs would make a batch of nothing, and send it all the way.
 */
export async function readResponse(raw: Buffer, version: number, wanted: FetchWanted) {
  const decoder = new Decoder(raw);
  const throttleTime = decoder.readInt32();
  const [errorCode, sessionId] = version >= 7 ? [decoder.readInt16(), decoder.readInt32()] : [0, 0];
  const room: Room = { left: RESPONSE_LIMIT };
  const responses = await decoder.readArrayAsync(async () => {
    const topicName = decoder.readString();
    const asked = wanted.topics.find(({ topic }) => topic === topicName)?.partitions ?? [];
    return { topicName, partitions: await readPartitions(decoder, version, asked, room) };
  });
  // Since version 8 it is the client that waits.
  const throttled =
    version >= 8 ? { throttleTime: 0, clientSideThrottleTime: throttleTime } : { throttleTime };
  return { ...throttled, errorCode, sessionId, responses };
}

type AskedPartitions = FetchWanted['topics'][number]['partitions'];

/** Those with news. Most have none, and nothing is waited for or made of them: a dozen come with every response. */
async function readPartitions(
  decoder: Decoder,
  version: number,
  asked: AskedPartitions,
  room: Room,
): Promise<readonly PartitionAnswer[]> {
  const news: PartitionAnswer[] = [];
  for (let left = decoder.readInt32(); left > 0; left -= 1) {
    const partition = decoder.readInt32();
    const errorCode = decoder.readInt16();
    const high = decoder.readInt64();
    const stable = decoder.readInt64();
    if (version >= 5) decoder.readInt64();
    // Of transactions that were given up; nobody in the mesh makes any.
    decoder.readArray(() => [decoder.readInt64(), decoder.readInt64()]);
    const preferredReadReplica = version >= 11 ? decoder.readInt32() : -1;
    const bytes = decoder.readBytes();
    const messages = bytes && bytes.length > 0 ? await readBatches(bytes, high, BATCH_LIMIT, room) : [];
    const highWatermark = String(high);
    const from = asked.find((one) => one.partition === partition)?.fetchOffset;
    // An end that is elsewhere than where reading stands, or somebody else to ask, is news as well.
    const quiet = errorCode === 0 && messages.length === 0 && preferredReadReplica === -1;
    if (quiet && highWatermark === String(from)) continue;
    news.push({
      ...{ partition, errorCode, highWatermark, messages, preferredReadReplica },
      lastStableOffset: String(stable),
      abortedTransactions: [],
    });
  }
  return news;
}

const asKafkajsHasIt = fetchRequest.protocol;

/**
 * kafkajs 2.2.4 knows no codec but gzip, unpacks without a limit, copies all headers of a record for each of them, and
 * gives a whole response up, for ever, because of one batch that it cannot read. This reads responses in its place, and
 * writes requests without a buffer for each partition.
 */
fetchRequest.protocol = ({ version }) => {
  const make = asKafkajsHasIt({ version });
  if (version < FIRST_VERSION) return make;
  return (wanted) => {
    const made = make(wanted);
    const { request, response } = made;
    const ours = version === WRITTEN_VERSION && isPlain(wanted);
    return {
      ...made,
      request: ours ? { ...request, encode: () => Promise.resolve(encoded(fetchBody(wanted))) } : request,
      response: {
        parse: (decoded) => response.parse(decoded),
        decode: (raw) => readResponse(raw, version, wanted),
      },
    };
  };
};

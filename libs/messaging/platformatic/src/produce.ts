import { createAPI, Writer, type API, type Reader } from '@platformatic/kafka';
import { produceBody, type ProduceBody } from '@ssbtek/messaging-kafka/driver';

const PRODUCE = 0;
/** Every broker since Kafka 2.1 knows it. */
const VERSION = 7;

/** What became of the records for one partition. */
export interface Produced {
  readonly topic: string;
  readonly partition: number;
  readonly errorCode: number;
  /** In the broker's clock; -1 when the topic's times are the producers'. */
  readonly appendedAt: number;
}

/** The library's own would copy each record through several buffers, and carry what packs and unpacks them. */
export const produce: API<[wanted: ProduceBody], readonly Produced[]> = createAPI(
  PRODUCE,
  VERSION,
  (wanted: ProduceBody) => Writer.create().append(produceBody(wanted)),
  (_correlation, _key, _version, reader) => readAnswer(reader),
  false,
  false,
);

function readAnswer(reader: Reader): readonly Produced[] {
  const byTopic = reader.readArray(
    (ofTopic) => {
      const topic = ofTopic.readString(false);
      return ofTopic.readArray((one) => readPartition(one, topic), false, false);
    },
    false,
    false,
  );
  return byTopic.flat();
}

function readPartition(reader: Reader, topic: string): Produced {
  const partition = reader.readInt32();
  const errorCode = reader.readInt16();
  // Offsets: of the first record, and where the log begins.
  reader.readInt64();
  const appendedAt = Number(reader.readInt64());
  reader.readInt64();
  return { topic, partition, errorCode, appendedAt };
}

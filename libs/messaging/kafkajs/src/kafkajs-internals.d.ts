declare module 'kafkajs/src/protocol/error.js' {
  /** Every error that a broker answers with: its name in the protocol, and kafkajs' sentence for it. */
  export const errorCodes: readonly { readonly type: string; readonly message: string }[];
}

declare module 'kafkajs/src/protocol/decoder.js' {
  /** Reads the protocol's numbers, texts and lists one after the other. */
  export default class Decoder {
    constructor(buffer: Buffer);
    readInt16(): number;
    readInt32(): number;
    readInt64(): bigint;
    readString(): string;
    readBytes(): Buffer | null;
    readArray<T>(read: () => T): T[];
    readArrayAsync<T>(read: () => Promise<T>): Promise<T[]>;
  }
}

declare module 'kafkajs/src/protocol/requests/fetch/index.js' {
  import type Encoder from 'kafkajs/src/protocol/encoder.js';

  /** What kafkajs' broker asks to be fetched. */
  export interface FetchWanted {
    readonly replicaId?: number | undefined;
    readonly isolationLevel?: number | undefined;
    readonly maxWaitTime: number;
    readonly minBytes: number;
    readonly maxBytes: number;
    readonly sessionId?: number;
    readonly sessionEpoch?: number;
    readonly forgottenTopics?: readonly unknown[];
    readonly rackId?: string;
    readonly topics: readonly {
      readonly topic: string;
      readonly partitions: readonly {
        readonly partition: number;
        readonly fetchOffset: unknown;
        readonly maxBytes: number;
      }[];
    }[];
  }
  interface Made {
    readonly request: { encode(): Promise<Encoder> };
    readonly response: {
      decode(raw: Buffer): Promise<unknown>;
      parse(decoded: unknown): Promise<unknown>;
    };
  }
  type Protocol = (of: { readonly version: number }) => (wanted: FetchWanted) => Made;
  /** The part of kafkajs' fetch request that `fetch/response.ts` replaces. */
  const request: { protocol: Protocol };
  export default request;
}

declare module 'kafkajs/src/protocol/requests/fetch/v11/request.js' {
  import type Encoder from 'kafkajs/src/protocol/encoder.js';
  import type { FetchWanted } from 'kafkajs/src/protocol/requests/fetch/index.js';
  /** kafkajs' own way to write a fetch request: what ours is compared with. */
  const request: (wanted: FetchWanted) => { encode(): Promise<Encoder> };
  export default request;
}

declare module 'kafkajs/src/protocol/encoder.js' {
  /** Bytes of a request, and how many of them are written. */
  export default class Encoder {
    constructor(initialSize?: number);
    buf: Buffer;
    offset: number;
    readonly buffer: Buffer;
  }
}

declare module 'kafkajs/src/protocol/requests/produce/index.js' {
  import type Encoder from 'kafkajs/src/protocol/encoder.js';

  /** What a record is made of; text is written as UTF-8. */
  export type Bytes = Buffer | string | null | undefined;
  /** A record as kafkajs has it when a request is made. */
  export interface OutgoingRecord {
    readonly key?: Bytes;
    readonly value: Bytes;
    readonly headers?: Readonly<Record<string, Bytes | readonly Bytes[]>>;
    readonly timestamp?: string | undefined;
  }
  /** What kafkajs' broker asks to be sent. */
  export interface ProduceWanted {
    readonly acks: number;
    readonly timeout: number;
    readonly compression?: number | undefined;
    readonly transactionalId?: string | null | undefined;
    readonly producerId?: unknown;
    readonly topicData: readonly {
      readonly topic: string;
      readonly partitions: readonly {
        readonly partition: number;
        readonly messages: readonly OutgoingRecord[];
      }[];
    }[];
  }
  interface Made {
    readonly request: { encode(): Promise<Encoder> };
    readonly response: object;
  }
  type Protocol = (of: { readonly version: number }) => (wanted: ProduceWanted) => Made;
  /** The part of kafkajs' produce request that `produce/request.ts` replaces. */
  const request: { protocol: Protocol };
  export default request;
}

declare module 'kafkajs/src/protocol/requests/produce/v7/request.js' {
  import type Encoder from 'kafkajs/src/protocol/encoder.js';
  import type { ProduceWanted } from 'kafkajs/src/protocol/requests/produce/index.js';
  /** kafkajs' own way to write a produce request: what ours is compared with. */
  const request: (wanted: ProduceWanted) => { encode(): Promise<Encoder> };
  export default request;
}

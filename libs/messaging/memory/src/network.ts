import type { Outgoing } from '@ssbtek/messaging';

/** What comes to a client from its broker. */
export type Delivery =
  /** What it asked for has been read, or there is something to ask for. */
  | 'fetched'
  /** Its group is about to deal its partitions out anew. */
  | 'rebalance'
  /** Its share of them. */
  | 'assigned'
  /** Its topic has more partitions: it learns that when it looks the next time. */
  | 'grown';

/** A client of the broker: one process. */
export interface NetworkClient {
  connected(): boolean;
  /** Fault: nothing is heard of it any more. */
  vanish(): void;
  comeBack(): void;
}

/** A group, as far as it is spread over clients. */
export interface NetworkGroup {
  /** Those that are pinned to a partition share it with nobody. */
  readonly members: readonly { readonly client: NetworkClient; readonly pinned: number | undefined }[];
}

/**
 * What lies between a broker in memory and its clients: how long things are under way, and what gets lost. Whoever
 * implements it decides how unkind the broker is; what stands in the logs is the broker's.
 */
export interface Network {
  /** Lets something happen at a client once it has got there; never, when it does not get there. */
  toClient(client: NetworkClient, what: Delivery, then: () => void): void;
  /**
   * Carries a write to the broker. Settles as the client hears of it, which need not be what has happened: what was
   * appended may be told as a failure.
   * @param append appends these messages, all or none, and throws as the broker refuses them
   */
  publish(
    client: NetworkClient,
    messages: readonly Outgoing[],
    timeoutMs: number,
    append: (messages: readonly Outgoing[]) => void,
  ): Promise<void>;
  /** Carries a commit to the broker; `write` throws when the broker does not take it. */
  commit(client: NetworkClient, write: () => void): Promise<void>;
  /** A group's members have been told of a rebalance: calls `deal` once, when they have come together. */
  gather(group: NetworkGroup, deal: () => void): void;
}

/** Everything arrives, in the next turn of the event loop at the latest. */
export const DIRECT: Network = {
  toClient(_client, what, then) {
    if (what === 'fetched') setImmediate(then);
    else then();
  },
  async publish(_client, messages, _timeoutMs, append) {
    // As over a network: the caller goes on before the acknowledgement.
    await Promise.resolve();
    append(messages);
  },
  commit(_client, write) {
    return new Promise((resolve) => {
      write();
      resolve();
    });
  },
  gather: (_group, deal) => void setImmediate(deal),
};

import { BusUnavailable, type Outgoing } from '@ssbtek/messaging';
import type { Delivery, Network, NetworkClient, NetworkGroup } from '@ssbtek/messaging-memory';
import type { Chance } from './chance.ts';
import { RANK, type Due, type Host, type VirtualTime } from './time.ts';

/** How unkind broker and network are at the moment; all probabilities. Faults turn it. */
export interface Weather {
  /** Half of what is under way arrives sooner, ms. */
  latencyMs: number;
  /** Of the logarithm: how much later things overtake each other. */
  spread: number;
  /** A write is appended and nobody hears of it. */
  ackLost: number;
  /** A part of a write is appended, and all of it is told as failed. */
  partial: number;
  /** A write is appended twice: its client has sent it again. */
  duplicate: number;
  /** A write never arrives. */
  writeLost: number;
  commitRefused: number;
  /** A commit is under way for seconds. */
  commitLate: number;
}

export const CALM: Readonly<Weather> = {
  latencyMs: 1,
  spread: 0.6,
  ackLost: 0,
  partial: 0,
  duplicate: 0,
  writeLost: 0,
  commitRefused: 0,
  commitLate: 0,
};

/** What the network tells the history. */
export interface NetworkEvents {
  readonly appended: (host: Host, messages: readonly Outgoing[]) => void;
  readonly hurt: (what: 'ack-lost' | 'partial' | 'duplicate' | 'write-lost', host: Host) => void;
  /** A commit was refused, or was under way for so long that others may have read before it. */
  readonly uncommitted: (host: Host) => void;
  /** A commit has arrived. */
  readonly committed: () => void;
  /** A client was given up by its groups. */
  readonly expelled: (host: Host) => void;
}

/** As Kafka's clients have it, ms. */
const SESSION_MS = 10_000;
const COMMIT_TIMEOUT_MS = 5000;
const METADATA_MS = 3000;
/** How often a group looks whether its members have come together, ms. */
const LOOK_MS = 2;
const MOST_LOOK_MS = 100;

/** What is known of one client. */
interface Client {
  readonly host: Host;
  /** Told of a rebalance, and not heard of it. */
  untold: number;
  commits: number;
  /** What its coordinator tells comes in order, and so do its commits to it. */
  toldUntil: number;
  committedUntil: number;
  /** Nothing gets through either way before this. */
  cutUntil: number;
}

/** The network between a broker in memory and the processes of a simulation. */
export class SimulatedNetwork implements Network {
  readonly weather: Weather = { ...CALM };
  private readonly clients = new Map<NetworkClient, Client>();

  constructor(
    private readonly time: VirtualTime,
    private readonly chance: Chance,
    private readonly events: NetworkEvents,
  ) {}

  /** A client of this process. */
  know(client: NetworkClient, host: Host): void {
    this.clients.set(client, { host, untold: 0, commits: 0, toldUntil: 0, committedUntil: 0, cutUntil: 0 });
  }

  /** Nothing gets through between this client and the broker for a while. Kafka gives it up after its session. */
  cut(client: NetworkClient, ms: number): void {
    const known = this.of(client);
    known.cutUntil = this.time.now + ms;
    this.silent(client, ms);
  }

  /** Nothing will be heard of a client for so long, for ever when it is Infinity: its groups give it up. */
  silent(client: NetworkClient, ms: number): void {
    const { host } = this.of(client);
    if (ms <= SESSION_MS) return;
    this.time.after(SESSION_MS, undefined, () => {
      this.events.expelled(host);
      client.vanish();
    });
    if (ms < Infinity)
      this.time.after(ms + this.trip(), undefined, () => {
        if (host.alive) client.comeBack();
      });
  }

  toClient(client: NetworkClient, what: Delivery, then: () => void): void {
    const known = this.of(client);
    // What a topic has is looked up every so often.
    if (what === 'grown')
      return void this.arrive(known, this.time.now + this.chance.between(0, METADATA_MS), then);
    if (what === 'fetched') return void this.arrive(known, this.time.now + this.trip(), then);
    const at = Math.max(this.time.now + this.trip(), known.toldUntil);
    known.toldUntil = at;
    if (what === 'rebalance') known.untold += 1;
    this.arrive(known, at, () => {
      if (what === 'rebalance') known.untold -= 1;
      then();
    });
  }

  publish(
    client: NetworkClient,
    messages: readonly Outgoing[],
    timeoutMs: number,
    append: (messages: readonly Outgoing[]) => void,
  ): Promise<void> {
    const known = this.of(client);
    return new Promise((resolve, reject) => {
      const over = this.answering(known, timeoutMs, resolve, reject);
      if (!client.connected()) return over(new BusUnavailable('broker is down'), 0.01);
      this.reach(known, () => this.write(known, messages, append, over));
    });
  }

  commit(client: NetworkClient, write: () => void): Promise<void> {
    const known = this.of(client);
    const { host } = known;
    known.commits += 1;
    return new Promise<void>((resolve, reject) => {
      const over = this.answering(known, COMMIT_TIMEOUT_MS, resolve, (error) => {
        this.events.uncommitted(host);
        reject(error);
      });
      const late = this.chance.happens(this.weather.commitLate) ? this.chance.between(500, 8000) : 0;
      const refused = this.chance.happens(this.weather.commitRefused);
      if (known.cutUntil > this.time.now) return;
      const at = Math.max(this.time.now + this.trip() + late, known.committedUntil);
      known.committedUntil = at;
      this.time.enter(at, RANK.arrival, undefined, () => {
        if (late > 0) this.events.uncommitted(host);
        if (refused) return over(new BusUnavailable('no commit', 'REBALANCE_IN_PROGRESS'));
        const error = thrownBy(write);
        this.events.committed();
        over(error);
      });
    }).finally(() => (known.commits -= 1));
  }

  gather(group: NetworkGroup, deal: () => void): void {
    const until = this.time.now + SESSION_MS;
    const missing = () =>
      group.members.filter(({ client, pinned }) => {
        const { untold, commits } = this.of(client);
        return pinned === undefined && (untold > 0 || commits > 0);
      });
    const look = (waitMs: number): void => {
      this.time.after(waitMs, undefined, () => {
        const absent = missing();
        if (absent.length > 0 && this.time.now < until) return look(Math.min(2 * waitMs, MOST_LOOK_MS));
        for (const { client } of absent) {
          this.events.expelled(this.of(client).host);
          client.vanish();
          // It learns by its next heartbeat.
          this.arrive(this.of(client), this.time.now + this.trip() + 1000, () => client.comeBack());
        }
        deal();
      });
    };
    look(LOOK_MS);
  }

  private of(client: NetworkClient): Client {
    const known = this.clients.get(client);
    if (!known) throw new Error('a client that the network does not know');
    return known;
  }

  private trip(): number {
    return this.chance.delay(this.weather.latencyMs, this.weather.spread);
  }

  /** At the client, as soon as something gets through to it. */
  private arrive(known: Client, at: number, then: () => void): Due {
    const { host } = known;
    return this.time.enter(Math.max(at, known.cutUntil), RANK.arrival, host, then);
  }

  /** At the broker; never while the client is cut off. */
  private reach(known: Client, then: () => void): void {
    if (known.cutUntil > this.time.now) return;
    this.time.after(this.trip(), undefined, then);
  }

  /** What the client hears, once: what is said first, or that time is up. */
  private answering(
    known: Client,
    timeoutMs: number,
    resolve: () => void,
    reject: (error: Error) => void,
  ): (error: Error | undefined, inMs?: number) => void {
    let heard = false;
    const hear = (error?: Error): void => {
      if (heard) return;
      heard = true;
      limit.run = undefined;
      if (error) reject(error);
      else resolve();
    };
    const limit = this.time.enter(this.time.now + timeoutMs, RANK.timer, known.host, () =>
      hear(new BusUnavailable('time is up')),
    );
    return (error, inMs = this.trip()) => void this.arrive(known, this.time.now + inMs, () => hear(error));
  }

  private write(
    known: Client,
    messages: readonly Outgoing[],
    append: (messages: readonly Outgoing[]) => void,
    over: (error: Error | undefined) => void,
  ): void {
    const { host } = known;
    const { weather, chance, events } = this;
    const [ackLost, partial, duplicate, writeLost] = [
      chance.happens(weather.ackLost),
      chance.happens(weather.partial) && messages.length > 1,
      chance.happens(weather.duplicate),
      chance.happens(weather.writeLost),
    ];
    if (writeLost) return events.hurt('write-lost', host);
    const taken = partial ? messages.slice(0, 1 + chance.below(messages.length - 1)) : messages;
    const error = thrownBy(() => append(taken));
    if (error) return over(error);
    events.appended(host, taken);
    if (partial) events.hurt('partial', host);
    if (duplicate)
      this.time.after(this.trip() * 20, undefined, () => {
        if (thrownBy(() => append(taken))) return;
        events.hurt('duplicate', host);
        events.appended(host, taken);
      });
    if (ackLost) return events.hurt('ack-lost', host);
    over(partial ? new BusUnavailable('not acknowledged', 'NOT_LEADER_OR_FOLLOWER') : undefined);
  }
}

function thrownBy(act: () => void): Error | undefined {
  try {
    act();
    return undefined;
  } catch (error) {
    return error as Error;
  }
}

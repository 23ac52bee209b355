import {
  callVerdict,
  isStatusChange,
  STATUS_EVERY_MS,
  StatusRecord,
  type AgencyStatus,
  type Kod,
} from '@ssbtek/core';
import { statusMessage, type MessageBus } from '@ssbtek/messaging';
import type { EndedCall } from './agency-caller';
import type { Service } from './services';

/** A change is told so soon, ms: what follows close upon it goes along. */
const SOON_MS = 500;
/** A broker that is away is looked for so often, ms. */
const LOOK_MS = 1000;
const PUBLISH_MS = 2000;
const LEAVE_MS = 1000;
/** Where it was not taken, a topic that is missing or forbidden among the reasons, it is tried again after this, ms. */
const REST_MS = 60_000;

/** What a teller needs from outside. */
export interface TellerDeps {
  readonly kod: Kod;
  readonly instance: string;
  readonly maintenance: boolean;
  /** Not the one that says whether the worker can do its work: nobody waits for what is told here. */
  readonly bus: Pick<MessageBus, 'publish' | 'connected' | 'clock'>;
}

/**
 * Says how the agency is: on change, every 15 s, and once at the end. It never holds a question back: nothing waits for
 * it, and what cannot be told now is told at the next turn.
 */
export class StatusTeller {
  private record: StatusRecord | undefined;
  private services: ReadonlyMap<string, Pick<Service, 'guard'>> = new Map();
  private told: AgencyStatus | undefined;
  private said = 0;
  private restUntil = -Infinity;
  private due: NodeJS.Timeout | undefined;
  private every: NodeJS.Timeout | undefined;
  private over = false;

  constructor(private readonly deps: TellerDeps) {}

  /** From now on there is something to tell. */
  begin(services: ReadonlyMap<string, Pick<Service, 'guard'>>): void {
    const { kod, instance, maintenance } = this.deps;
    this.services = services;
    this.record = new StatusRecord({ kod, instance, maintenance, services: [...services.keys()] });
    this.every = setInterval(() => this.tell(), STATUS_EVERY_MS);
    this.every.unref();
    this.soon();
  }

  /** A call has ended, or could not be made. */
  ended({ protocol, outcome, seconds }: Pick<EndedCall, 'protocol' | 'outcome' | 'seconds'>): void {
    const verdict = callVerdict(outcome);
    if (verdict === undefined) return;
    this.record?.ended(protocol, verdict, seconds * 1000, this.deps.bus.clock.now());
    this.soon();
  }

  /** Something may have changed: looked at in a moment, once for all that changes until then. */
  soon(inMs = SOON_MS): void {
    if (this.due || this.over) return;
    this.due = setTimeout(() => {
      this.due = undefined;
      const status = this.now();
      if (status && isStatusChange(this.told, status)) this.tell(status);
    }, inMs);
    this.due.unref();
  }

  /** Says that this worker ends, if that can be said at once. Never rejects. */
  async leave(): Promise<void> {
    if (this.over) return;
    this.over = true;
    clearTimeout(this.due);
    clearInterval(this.every);
    const status = this.now();
    if (status && this.told) await this.publish({ ...status, leaving: true }, LEAVE_MS);
  }

  private now(): AgencyStatus | undefined {
    const breakerOf = (name: string) => this.services.get(name)?.guard.state() ?? 'closed';
    return this.record?.at(this.deps.bus.clock.now(), breakerOf);
  }

  private tell(status = this.now()): void {
    if (!status || performance.now() < this.restUntil) return;
    this.told = status;
    void this.publish(status, PUBLISH_MS);
  }

  private async publish(status: AgencyStatus, timeoutMs: number): Promise<void> {
    const { bus } = this.deps;
    if (!bus.connected()) {
      this.failed();
      return this.soon(LOOK_MS);
    }
    try {
      await bus.publish([statusMessage(status, (this.said += 1))], timeoutMs);
    } catch {
      // A broker that went away in between comes back, and one that does not want this is not asked all the time.
      if (bus.connected()) this.restUntil = performance.now() + REST_MS;
      this.failed();
    }
  }

  /** The next look finds it news, whatever it is. */
  private failed(): void {
    this.told = undefined;
  }
}

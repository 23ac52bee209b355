import { BEGINNING } from '../world/globals.ts';
import type { Bastjanst } from '@ssbtek/bastjanst-kit';
import type { ContractVersion } from '@ssbtek/contract-version';
import { AUDIT_TOPIC, auditLines, HEADER, INQUIRY_TOPIC, type Outgoing } from '@ssbtek/messaging';
import { MemoryBroker, type MemoryBus } from '@ssbtek/messaging-memory';
import type { Register } from '@ssbtek/parties';
import type { Happening, HostChange } from '../history.ts';
import type { Plan } from '../plan.ts';
import { Chance } from '../world/chance.ts';
import { SimulatedNetwork } from '../world/network.ts';
import { Host, hostNow, VirtualTime } from '../world/time.ts';
import { Agencies, type Mood, type Respond } from './agencies.ts';
import { KEY_IDS, PAYLOAD_KEYS } from './keys.ts';
import type { Mistakes, Surroundings } from './mistakes.ts';
import {
  aggregatorProcess,
  ingressProcess,
  workerProcess,
  type IngressProcess,
  type Process,
} from './processes.ts';
import { CountingTelemetry } from './telemetry.ts';

/** One process of the mesh, as it is seen from outside. */
export interface Running {
  readonly host: Host;
  readonly client: MemoryBus;
  readonly telemetry: CountingTelemetry;
  process: Process | undefined;
  stopping: boolean;
}

/** What documents are: contract versions, agencies, and what agencies answer. */
export interface Documents {
  readonly versions: readonly ContractVersion[];
  readonly bastjanster: readonly Bastjanst[];
  readonly respond: Respond;
}

const DIGITS = /(?<!\d)\d{12}(?!\d)/g;

/** The whole mesh in one process: broker, network, agencies, and processes that come and go. */
export class SimulatedMesh {
  readonly time = new VirtualTime();
  readonly history: Happening[] = [];
  readonly chance: Chance;
  readonly network: SimulatedNetwork;
  readonly broker: MemoryBroker;
  readonly agencies: Agencies;
  /** Every process that there was, in the order of their starts. */
  readonly processes: Running[] = [];
  register: Register;
  activeKey = 0;
  /** How far the broker's clock is off, ms. */
  brokerErrorMs = 0;
  private starts = 0;
  private readonly persons: ReadonlySet<string>;

  constructor(
    readonly plan: Plan,
    readonly documents: Documents,
    readonly fullRegister: Register,
    readonly mistakes: Mistakes = {},
  ) {
    this.chance = new Chance(plan.seed, 'run');
    this.register = fullRegister;
    this.persons = new Set(plan.asks.map(({ person }) => person));
    this.network = new SimulatedNetwork(this.time, this.chance.fork('network'), {
      appended: (host, messages) => this.appended(host, messages),
      hurt: (what, host) => this.note({ k: 'hurt', t: this.t, what, host: host.name }),
      uncommitted: (host) => this.changed(host, 'uncommitted'),
      expelled: (host) => this.changed(host, 'expelled'),
      committed: () => this.mistakes.committed?.(this.broker),
    });
    this.broker = new MemoryBroker(undefined, () => BEGINNING + this.brokerClock(), this.network);
    this.agencies = new Agencies(
      this.chance.fork('agencies'),
      plan.numbers.deadlineMs * 0.8,
      plan.agencyMedianMs,
      documents.respond,
      {
        called: (host, call) =>
          this.note({ k: 'call', t: this.t, b: this.brokerTrue(), ...call, host: host.name }),
        met: (mood: Mood, kod) => this.fault(`agency-${mood}`, kod),
      },
    );
  }

  /** Now, to the microsecond. */
  get t(): number {
    return Math.round(this.time.now * 1000) / 1000;
  }

  note(happening: Happening): void {
    this.history.push(happening);
  }

  /** A fault has really happened. */
  fault(kind: string, at: string): void {
    this.note({ k: 'fault', t: this.t, kind, at });
  }

  /** A fault that lasted is over. */
  over(kind: string, at: string): void {
    this.note({ k: 'over', t: this.t, kind, at });
  }

  changed(host: Host, what: HostChange, ms?: number): void {
    const { name, role } = host;
    this.note({ k: 'host', t: this.t, host: name, role, what, ...(ms !== undefined && { ms }) });
  }

  failed(error: unknown, host: Host | undefined): void {
    const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    this.note({ k: 'crash', t: this.t, host: host?.name ?? 'outside', error: text });
  }

  /** The processes of a role that are there and have not been told to go. */
  of(role: string): readonly Running[] {
    return this.processes.filter(({ host, stopping }) => host.alive && !stopping && host.role === role);
  }

  get roles(): readonly string[] {
    return Object.keys(this.plan.replicas);
  }

  /** Starts one more process of a role. */
  start(role: string): Running {
    const host = new Host(`${role}.${(this.starts += 1)}`, role, this.time);
    const client = host.run(() => this.broker.bus());
    this.network.know(client, host);
    const telemetry = new CountingTelemetry(
      (level, message, fields) => this.told(host, level, message, fields),
      this.mistakes.counting,
    );
    const running: Running = { host, client, telemetry, process: undefined, stopping: false };
    this.processes.push(running);
    this.changed(host, 'up');
    const around = this.surroundings(running);
    this.time.after(0, host, () => {
      this.made(role, around).then(
        (process) => (running.process = process),
        (error: unknown) => this.failed(error, host),
      );
    });
    return running;
  }

  /** Ends a process as a crash does: nothing of it happens any more. */
  kill({ host, client }: Running): void {
    host.alive = false;
    this.changed(host, 'dead');
    this.network.silent(client, Infinity);
  }

  /** Ends a process in good order. */
  stop(running: Running): void {
    const { host, process } = running;
    running.stopping = true;
    this.changed(host, 'stopping');
    this.time.after(0, host, () => {
      void process?.stop().then(
        () => {
          this.left(running);
          this.counted(running);
          this.changed(host, 'stopped');
          host.alive = false;
        },
        (error: unknown) => this.failed(error, host),
      );
    });
  }

  /** Nothing happens in a process for a while. */
  hold({ host, client }: Running, ms: number): void {
    host.heldUntil = Math.max(host.heldUntil, this.time.now + ms);
    this.changed(host, 'held', ms);
    this.network.silent(client, ms);
  }

  /** Something stands in a topic that no process has written. */
  foreign({ topic, headers }: Pick<Outgoing, 'topic' | 'headers'>): void {
    const id = headers[HEADER.inquiryId] ?? '';
    const [type = '', kod = ''] = [headers[HEADER.type], headers[HEADER.agency]];
    this.note({ k: 'append', t: this.t, b: this.brokerTrue(), topic, id, type, kod, host: 'nobody' });
  }

  /** What a process still holds, at the end of its time. */
  left({ host, process }: Running): void {
    if (!process) return;
    const figures = host.run(() => process.held());
    this.note({ k: 'left', t: this.t, host: host.name, figures });
  }

  counted({ host, telemetry }: Running): void {
    const counters = Object.fromEntries(Object.entries(telemetry.counters).filter(([, count]) => count > 0));
    this.note({ k: 'counted', t: this.t, host: host.name, role: host.role, counters });
  }

  /** The broker's clock, as whoever asks sees it, ms since the beginning. */
  private brokerClock(): number {
    return this.time.now + this.brokerErrorMs + (hostNow()?.clockErrorMs ?? 0);
  }

  private brokerTrue(): number {
    return this.t + this.brokerErrorMs;
  }

  private surroundings({ host, client, telemetry }: Running): Surroundings {
    return {
      ...{ host, client, telemetry, numbers: this.plan.numbers, mistakes: this.mistakes },
      chance: this.chance.fork(host.name),
      keys: { active: KEY_IDS[this.activeKey % KEY_IDS.length] ?? KEY_IDS[0], keys: PAYLOAD_KEYS },
    };
  }

  private made(role: string, around: Surroundings): Promise<Process | IngressProcess> {
    const { mistakes } = this;
    const versions = this.documents.versions.map(mistakes.version ?? ((right) => right));
    const bastjanster = this.documents.bastjanster.map(mistakes.bastjanst ?? ((right) => right));
    if (role === 'ingress') return ingressProcess(around, versions, () => this.register);
    if (role === 'aggregator') return aggregatorProcess(around);
    const bastjanst = bastjanster.find(({ descriptor }) => role === `worker-${descriptor.kod}`);
    if (!bastjanst) throw new Error(`no role ${role}`);
    return workerProcess(around, bastjanst, this.agencies);
  }

  private appended(host: Host, messages: readonly Outgoing[]): void {
    for (const message of messages) {
      const { topic, headers, key } = message;
      if (this.isPersonal(`${key} ${Object.values(headers).join(' ')}`))
        this.note({ k: 'outside', t: this.t, where: `headers of ${topic}` });
      if (topic === AUDIT_TOPIC) {
        this.recorded(host, message);
        continue;
      }
      const asked = topic === INQUIRY_TOPIC;
      this.note({
        k: 'append',
        t: this.t,
        b: this.brokerTrue(),
        topic,
        id: headers[HEADER.inquiryId] ?? key,
        type: headers[HEADER.type] ?? '',
        kod: headers[HEADER.agency] ?? '',
        host: host.name,
        ...(asked && {
          askedAt: Number(headers[HEADER.askedAt]) - BEGINNING,
          budgetMs: Number(headers[HEADER.budgetMs]),
        }),
      });
    }
  }

  private recorded(host: Host, { value }: Outgoing): void {
    for (const line of auditLines(value)) {
      if (this.isPersonal(line)) this.note({ k: 'outside', t: this.t, where: 'audit trail' });
      const record = JSON.parse(line) as { kind: string; inquiryId?: string; outcome?: string };
      if (record.kind !== 'answer') continue;
      const { inquiryId: id = '', outcome = '' } = record;
      this.note({ k: 'audit', t: this.t, id, outcome, host: host.name });
    }
  }

  private told(host: Host, level: string, message: string, fields: object): void {
    let text = message;
    for (const value of Object.values(fields) as unknown[])
      if (typeof value === 'string') text += ` ${value}`;
    if (this.isPersonal(text)) this.note({ k: 'outside', t: this.t, where: `log: ${message}` });
    if (level !== 'error') return;
    const { inquiryId: id = '' } = fields as { inquiryId?: string };
    this.note({ k: 'log', t: this.t, host: host.name, message, id });
  }

  private isPersonal(text: string): boolean {
    return text.match(DIGITS)?.some((digits) => this.persons.has(digits)) ?? false;
  }
}

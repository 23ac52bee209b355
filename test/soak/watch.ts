import { setTimeout as sleep } from 'node:timers/promises';
import { Asker } from '../load/load/asker.ts';
import type { Service } from '../support/service';
import type { RealHistory } from './real-history';

const EVERY_MS = 200;
/** So many complete answers one after the other, and all is well again. */
const WELL = 10;

/** What an answer may be while brokers are ill: a fault, or an agency's part, that says so. */
const HONEST = /^HTTP 50[03], fault 100[02]$|is an error: SSBT 200[01]$/;

/** What became of the questions of a while. */
export interface Seen {
  readonly asked: number;
  /** Complete, and right. */
  readonly complete: number;
  /** What the others were, and how often. */
  readonly otherwise: Readonly<Record<string, number>>;
  /** From the begin of the fault until answers were complete for good, s. */
  readonly recoveredAfter: number;
}

interface Answer {
  readonly askedAt: number;
  readonly ok: boolean;
}

/** Asks all the time, at a steady rate, and checks every answer. */
export class Watch {
  private readonly asker: Asker;
  private readonly answers: Answer[] = [];
  private readonly open = new Set<Promise<void>>();
  private over = false;
  private loop: Promise<void> | undefined;
  asked = 0;

  private refused = 0;

  constructor(
    private readonly service: Pick<Service, 'origin' | 'refused'>,
    private readonly history: RealHistory,
  ) {
    this.asker = new Asker(service.origin);
  }

  start(): void {
    this.loop = this.run();
  }

  /** Lets something happen; resolves when it is over and answers are complete again. */
  async during(act: () => Promise<void>): Promise<Seen> {
    const [from, askedBefore] = [performance.now(), this.asked];
    const before = new Map(this.asker.violations);
    await act();
    const over = performance.now();
    while (!this.isWellSince(over)) await sleep(EVERY_MS);
    const these = this.answers
      .filter(({ askedAt }) => askedAt > from)
      .toSorted((a, b) => a.askedAt - b.askedAt);
    const lastBad = these.findLast(({ ok }) => !ok)?.askedAt ?? from;
    return {
      asked: this.asked - askedBefore,
      complete: these.filter(({ ok }) => ok).length,
      otherwise: increase(before, this.asker.violations),
      recoveredAfter: Math.round((lastBad - from) / 100) / 10,
    };
  }

  /** Answers that came, right or wrong. */
  get answered(): number {
    return this.asker.answered;
  }

  /** What no fault of a broker excuses, and how often. */
  get violations(): Readonly<Record<string, number>> {
    return Object.fromEntries([...this.asker.violations].filter(([what]) => !HONEST.test(what)));
  }

  /** What was incomplete, and said so. */
  get honest(): Readonly<Record<string, number>> {
    return Object.fromEntries([...this.asker.violations].filter(([what]) => HONEST.test(what)));
  }

  /** Resolves when the last question has its answer. */
  async stop(): Promise<void> {
    this.over = true;
    await this.loop;
    await Promise.all(this.open);
    await this.asker.close();
  }

  /** All that were complete, and right. */
  get complete(): number {
    return this.answers.filter(({ ok }) => ok).length;
  }

  private isWellSince(time: number): boolean {
    const last = this.answers.filter(({ askedAt }) => askedAt > time).slice(-WELL);
    return last.length === WELL && last.every(({ ok }) => ok);
  }

  private async run(): Promise<void> {
    while (!this.over) {
      const one = this.ask();
      this.open.add(one);
      void one.then(() => this.open.delete(one));
      await sleep(EVERY_MS);
    }
  }

  private async ask(): Promise<void> {
    this.asked += 1;
    const [askedAt, from] = [performance.now(), this.history.t];
    const { ok, expected, reply } = await this.asker.ask();
    const to = this.history.t;
    this.answers.push({ askedAt, ok });
    // As many as the service had nobody for; who was cut off by a process that had taken the question is another thing.
    const refused = !reply && this.refused < this.service.refused;
    if (refused) this.refused += 1;
    this.history.asked(from, to, expected, reply, refused);
  }
}

const increase = (
  before: ReadonlyMap<string, number>,
  now: ReadonlyMap<string, number>,
): Readonly<Record<string, number>> =>
  Object.fromEntries(
    [...now]
      .map(([what, count]) => [what, count - (before.get(what) ?? 0)] as const)
      .filter(([, count]) => count > 0),
  );

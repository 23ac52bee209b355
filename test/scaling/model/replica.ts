import type { Agenda } from './agenda.ts';
import { answerTime, Breaker, type AgencyMood } from './agency.ts';
import type { Fetched, Message, Partition } from './partition.ts';

/** What became of a question at one agency. */
export type Fate = 'data' | 'timeout' | 'breaker-open' | 'expired';

/** Numbers of a worker process; times in ms. */
export interface WorkerNumbers {
  /** Calls at the same time (`SSBTEK_AGENCY_<KOD>_MAX_IN_FLIGHT`). */
  readonly maxInFlight: number;
  /** CPU of one call: a process does one thing at a time. */
  readonly cpuMs: number;
  /** CPU of a message that does not ask this agency. */
  readonly skipMs: number;
  /** Budget of a call. */
  readonly agencyMs: number;
  /** From the append of a question to the end of its join. */
  readonly deadlineMs: number;
}

/** What a replica needs from its group. */
export interface Surroundings {
  readonly agenda: Agenda;
  readonly random: () => number;
  readonly mood: () => AgencyMood;
  /** A question to the agency is over; `waitedMs` until it was begun. */
  readonly over: (fate: Fate, waitedMs: number) => void;
}

/** A reply needs this much of the time for its way back, ms. */
const RETURN_MS = 200;

/** One worker process: fetches what there is, begins up to the cap, fetches again when half of it is free. */
export class Replica {
  inFlight = 0;
  private partitions: readonly Partition[] = [];
  private waiting: readonly Fetched[] = [];
  private at = 0;
  private isFull = false;
  private busyUntil = 0;
  private readonly breaker = new Breaker();

  constructor(
    private readonly numbers: WorkerNumbers,
    private readonly around: Surroundings,
  ) {}

  /** Its partitions are these from now on; what it has fetched and not begun is forgotten. */
  assign(partitions: readonly Partition[]): void {
    this.partitions = partitions;
    this.waiting = [];
    this.at = 0;
    this.isFull = false;
    this.pump();
  }

  /** Begins what may be begun. */
  pump(): void {
    for (;;) {
      while (this.at < this.waiting.length && this.inFlight < this.numbers.maxInFlight) this.begin();
      if (this.inFlight >= this.numbers.maxInFlight) this.isFull = true;
      else if (this.inFlight <= this.numbers.maxInFlight / 2) this.isFull = false;
      if (this.isFull || this.at < this.waiting.length) return;
      this.waiting = this.partitions.flatMap((partition) => partition.fetch());
      this.at = 0;
      if (this.waiting.length === 0) return;
    }
  }

  private begin(): void {
    const { agenda } = this.around;
    const { message, begin, done } = this.waiting[this.at] as Fetched;
    this.at += 1;
    begin();
    this.inFlight += 1;
    const cpuMs = message.asks ? this.numbers.cpuMs : this.numbers.skipMs;
    this.busyUntil = Math.max(agenda.now, this.busyUntil) + cpuMs;
    agenda.at(this.busyUntil, () => (message.asks ? this.call(message, done) : this.end(done)));
  }

  private call(message: Message, done: () => void): void {
    const { agenda, random, mood, over } = this.around;
    const waited = agenda.now - message.appendedAt;
    const left = this.numbers.deadlineMs - waited - RETURN_MS;
    const budget = Math.min(this.numbers.agencyMs, left);
    const finish = (fate: Fate): void => {
      over(fate, waited);
      this.end(done);
    };
    if (budget <= 0) return finish('expired');
    if (!this.breaker.admits(agenda.now)) return finish('breaker-open');
    const takes = answerTime(random, mood());
    agenda.after(Math.min(takes, budget), () => {
      this.breaker.ended(agenda.now, takes > budget);
      finish(takes > budget ? 'timeout' : 'data');
    });
  }

  private end(done: () => void): void {
    done();
    this.inFlight -= 1;
    this.pump();
  }
}

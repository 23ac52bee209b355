import { nonceOf } from '../load/agencies/question.ts';
import { ELEMENT_BY_KOD, type Expectation, type Reply } from '../load/load/check.ts';
import { check, FROM_OUTSIDE } from '../simulation/checker/check.ts';
import type { Violation } from '../simulation/checker/violation.ts';
import type { Happening } from '../simulation/history.ts';
import type { CallersDocuments } from '../simulation/mesh/callers.ts';
import { realDocuments } from '../simulation/mesh/real-documents.ts';

const VERSION = 'v10';
/** All replicas are one from outside. */
const HOST = 'mesh';
const MUNICIPALITY = 'municipality';
/** What stands in the audit trail, as far as it matters here. */
export interface Recorded {
  readonly kind: string;
  /** ISO 8601. */
  readonly time: string;
  readonly inquiryId?: string;
  readonly outcome?: string;
}

/**
 * The history of a run over real processes, in the words of the simulation and for the same checker. It holds what can be
 * seen from outside: questions, answers, records, faults; no calls, no messages, nothing from inside of processes.
 */
export class RealHistory {
  private readonly happenings: Happening[] = [];

  /** @param documents reads what comes */
  constructor(
    private readonly deadlineMs: number,
    /** Ms since 1970; all times count from it. */
    private readonly begunAt = Date.now(),
    private readonly documents: Pick<CallersDocuments, 'read'> = realDocuments().callers,
  ) {
    const nothing = { agencyMedianMs: 0, ample: false, maintenance: [], connected: [MUNICIPALITY] };
    this.happenings.push({ k: 'begin', t: 0, deadlineMs, ...nothing });
  }

  /** Now, ms since the beginning. */
  get t(): number {
    return Date.now() - this.begunAt;
  }

  /** A question that has ended, and what came. @param refused no process was there to be asked */
  asked(from: number, to: number, expected: Expectation, reply: Reply | undefined, refused: boolean): void {
    const { personidentitet: person, korrelationsid, inkludera } = expected;
    const id = reply?.inquiryId || korrelationsid;
    if (refused) return void this.happenings.push({ k: 'refused', t: to, id });
    const kods = Object.keys(ELEMENT_BY_KOD).filter((kod) => inkludera.includes(ELEMENT_BY_KOD[kod] ?? ''));
    this.happenings.push({
      ...{ k: 'ask', t: from, id, host: HOST, version: VERSION, typ: 'fraga', organisation: MUNICIPALITY },
      ...{ person, korrelationsid, deadlineMs: this.deadlineMs },
      koder: kods,
      nonces: kods.map((kod) => nonceOf(kod, person)),
    });
    if (!reply) return void this.happenings.push({ k: 'reset', t: to, id });
    const { status, xml } = reply;
    this.happenings.push({ k: 'answer', t: to, id, host: HOST, status, ...this.read(status, xml) });
  }

  /** A fault has begun. */
  fault(kind: string, at: string): void {
    this.happenings.push({ k: 'fault', t: this.t, kind, at });
  }

  over(kind: string, at: string): void {
    this.happenings.push({ k: 'over', t: this.t, kind, at });
  }

  recorded({ kind, time, inquiryId: id = '', outcome = '' }: Recorded): void {
    if (kind === 'answer')
      this.happenings.push({ k: 'audit', t: Date.parse(time) - this.begunAt, id, outcome, host: HOST });
  }

  /** Held against those rules of the simulation that can be judged from outside. */
  violations(): readonly Violation[] {
    return check(this.happenings, FROM_OUTSIDE);
  }

  private read(status: number, xml: string) {
    try {
      return this.documents.read(VERSION, status, Buffer.from(xml));
    } catch (error) {
      return { mistake: `cannot be read: ${error instanceof Error ? error.message : 'unknown'}` };
    }
  }
}

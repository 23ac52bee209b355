import { Pool } from 'undici';
import { ELEMENTS, question } from '../../support/question.ts';
import { violations } from './check.ts';
import { personsInTurn } from './persons.ts';

/** One question. All agencies and the next person in turn, unless said. */
export interface Ask {
  readonly personidentitet?: string;
  readonly inkludera?: readonly string[];
  readonly hangs?: string;
}

/** What became of a question. */
export interface Asked {
  /** From the sending of the question to the last byte of the answer, ms. */
  readonly latencyMs: number;
  readonly ok: boolean;
}

const PERSON_MARK = '000000000000';
const KORRELATIONSID_MARK = 'KORRELATIONSID';
const PATH = '/ssbtek/v1';
const HEADERS = { 'content-type': 'text/xml; charset=utf-8' };
const ANSWER_TIMEOUT_MS = 40_000;

/** Asks questions over kept connections and checks every answer. */
export class Asker {
  private readonly pool: Pool;
  private readonly nextPerson = personsInTurn();
  private readonly templates = new Map<string, readonly string[]>();
  private sent = 0;
  private bytes = 0;
  /** Answers that came, right or wrong. */
  answered = 0;
  /** What was wrong with answers, and how often. */
  readonly violations = new Map<string, number>();

  constructor(origin: string) {
    this.pool = new Pool(origin, {
      pipelining: 1,
      headersTimeout: ANSWER_TIMEOUT_MS,
      bodyTimeout: ANSWER_TIMEOUT_MS,
    });
  }

  /** Mean size of an answer, bytes. */
  get meanBytes(): number {
    return this.answered === 0 ? 0 : Math.round(this.bytes / this.answered);
  }

  /** Asks one question. Never rejects: what goes wrong is a violation. */
  async ask({ personidentitet = this.nextPerson(), inkludera = ELEMENTS, hangs }: Ask = {}): Promise<Asked> {
    this.sent += 1;
    const korrelationsid = `BENCH-${this.sent}`;
    const body = this.body(personidentitet, korrelationsid, inkludera);
    const startedAt = performance.now();
    try {
      const response = await this.pool.request({ path: PATH, method: 'POST', headers: HEADERS, body });
      const xml = await response.body.text();
      const latencyMs = performance.now() - startedAt;
      const expected = { personidentitet, korrelationsid, inkludera, ...(hangs !== undefined && { hangs }) };
      const wrong = violations({ status: response.statusCode, xml }, expected);
      for (const what of wrong) this.count(what);
      this.answered += 1;
      this.bytes += Number(response.headers['content-length'] ?? xml.length);
      return { latencyMs, ok: wrong.length === 0 };
    } catch (error) {
      this.count(`no answer: ${error instanceof Error ? error.name : 'unknown'}`);
      return { latencyMs: performance.now() - startedAt, ok: false };
    }
  }

  close(): Promise<void> {
    return this.pool.destroy();
  }

  private body(personidentitet: string, korrelationsid: string, inkludera: readonly string[]): string {
    const key = inkludera.join();
    const parts = this.templates.get(key) ?? template(inkludera);
    this.templates.set(key, parts);
    const [start = '', middle = '', end = ''] = parts;
    return start + korrelationsid + middle + personidentitet + end;
  }

  private count(what: string): void {
    this.violations.set(what, (this.violations.get(what) ?? 0) + 1);
  }
}

/** The question cut at korrelationsid and personidentitet. */
function template(inkludera: readonly string[]): readonly string[] {
  const text = question({ personidentitet: PERSON_MARK, korrelationsid: KORRELATIONSID_MARK, inkludera });
  return text.split(new RegExp(`${PERSON_MARK}|${KORRELATIONSID_MARK}`));
}

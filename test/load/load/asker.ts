import { Pool } from 'undici';
import { violations, type Expectation, type Reply } from './check.ts';
import { personsInTurn } from './persons.ts';
import { ELEMENTS, Question } from './question.ts';

/** One question. All agencies and the next person in turn, unless said. */
export interface Ask {
  readonly personidentitet?: string;
  readonly inkludera?: readonly string[];
  readonly hangs?: string;
}

/** Everything that is wrong with an answer, in fixed words. */
export type Check = (reply: Reply, expected: Expectation) => readonly string[];

/** What became of a question. */
export interface Asked {
  /** From the sending of the question to the last byte of the answer, ms. */
  readonly latencyMs: number;
  readonly ok: boolean;
  readonly expected: Expectation;
  /** What came; absent when nothing did. */
  readonly reply?: Reply;
}

const PATH = '/ssbtek/v10';
const HEADERS = { 'content-type': 'text/xml; charset=utf-8' };
const ANSWER_TIMEOUT_MS = 40_000;

/** Asks questions over kept connections and checks every answer. */
export class Asker {
  private readonly pool: Pool;
  private readonly nextPerson = personsInTurn();
  private readonly questions = new Map<string, Question>();
  private readonly check: Check;
  private sent = 0;
  private bytes = 0;
  /** Answers that came, right or wrong. */
  answered = 0;
  /** What was wrong with answers, and how often. */
  readonly violations = new Map<string, number>();

  constructor(origin: string, check: Check = violations) {
    this.check = check;
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
    const expected = { personidentitet, korrelationsid, inkludera, ...(hangs !== undefined && { hangs }) };
    const startedAt = performance.now();
    try {
      const response = await this.pool.request({ path: PATH, method: 'POST', headers: HEADERS, body });
      const xml = await response.body.text();
      const latencyMs = performance.now() - startedAt;
      const inquiryId = String(response.headers['x-ssbtek-inquiry-id'] ?? '');
      const reply = { status: response.statusCode, xml, inquiryId };
      const wrong = this.check(reply, expected);
      for (const what of wrong) this.count(what);
      this.answered += 1;
      this.bytes += Number(response.headers['content-length'] ?? xml.length);
      return { latencyMs, ok: wrong.length === 0, expected, reply };
    } catch (error) {
      this.count(`no answer: ${error instanceof Error ? error.name : 'unknown'}`);
      return { latencyMs: performance.now() - startedAt, ok: false, expected };
    }
  }

  close(): Promise<void> {
    return this.pool.destroy();
  }

  private body(personidentitet: string, korrelationsid: string, inkludera: readonly string[]): string {
    const key = inkludera.join();
    const question = this.questions.get(key) ?? new Question(inkludera);
    this.questions.set(key, question);
    return question.about(personidentitet, korrelationsid);
  }

  private count(what: string): void {
    this.violations.set(what, (this.violations.get(what) ?? 0) + 1);
  }
}

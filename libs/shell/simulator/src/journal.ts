import type { AgencyResponse, BrokenLimit, SimulatedFault, SimulatedRequest } from '@ssbtek/bastjanst-kit';

/** How many calls are kept of each agency. */
export const MOST_ENTRIES = 50;
/** How much is kept of one body. */
export const MOST_BODY_BYTES = 64 * 1024;
/** How much is kept of one agency, about; the newest call is kept in any case. */
export const MOST_BYTES = 1024 * 1024;

/** A call as it was answered. */
export interface JournalCall {
  readonly at: Date;
  readonly request: SimulatedRequest;
  readonly answer: AgencyResponse;
  /** Before the answer, ms; Infinity never answers. */
  readonly delayMs: number;
  readonly strict: boolean;
  readonly broken?: BrokenLimit;
  readonly fault?: SimulatedFault;
}

/** A body as the journal tells it: as text where it is UTF-8, else in base64. */
export interface JournalBody {
  /** Of the whole body. */
  readonly bytes: number;
  /** Whether only its beginning is kept. */
  readonly cut: boolean;
  readonly text?: string;
  readonly base64?: string;
}

/** A call as the journal tells it. */
export interface JournalEntry {
  /** Counts the agency's calls since the simulator started. */
  readonly number: number;
  readonly at: string;
  readonly request: {
    readonly method: string;
    readonly path: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: JournalBody;
  };
  /** What the agency had to say; {@link fault} says what became of it on the way. */
  readonly answer: {
    readonly status: number;
    readonly reason: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: JournalBody;
  };
  /** Before the answer, ms; -1: it was never sent. */
  readonly delayMs: number;
  readonly strict: boolean;
  /** The limit that the question broke. */
  readonly limit?: BrokenLimit;
  readonly fault?: SimulatedFault;
}

interface Kept extends JournalCall {
  readonly number: number;
  readonly requestBytes: number;
  readonly answerBytes: number;
  /** What it takes, about. */
  readonly size: number;
}

/**
 * The last calls of one simulated agency, in memory only. It is the one place where the persons asked about may be seen:
 * they are fictive. Nothing of it is logged.
 */
export class Journal {
  private kept: Kept[] = [];
  private size = 0;

  /** Keeps a call, and forgets the oldest where there are too many or they are too large. */
  add(number: number, { request, answer, ...call }: JournalCall): void {
    const [asked, said] = [beginningOf(request.body), beginningOf(answer.body)];
    const size = asked.length + said.length + lengthOf(request) + lengthOf(answer);
    this.kept.push({
      ...call,
      number,
      request: { ...request, body: asked },
      answer: { ...answer, body: said },
      requestBytes: request.body.length,
      answerBytes: answer.body.length,
      size,
    });
    this.size += size;
    while (this.kept.length > MOST_ENTRIES || (this.size > MOST_BYTES && this.kept.length > 1))
      this.size -= this.kept.shift()?.size ?? 0;
  }

  /** The newest first. */
  get entries(): readonly JournalEntry[] {
    return this.kept.toReversed().map(told);
  }

  clear(): void {
    this.kept = [];
    this.size = 0;
  }
}

/** A copy where something is left out: a part of a large body would keep all of it in memory. */
const beginningOf = (body: Uint8Array): Uint8Array =>
  body.length > MOST_BODY_BYTES ? Uint8Array.from(body.subarray(0, MOST_BODY_BYTES)) : body;

const lengthOf = ({ headers, path = '' }: Pick<SimulatedRequest, 'headers'> & { path?: string }): number =>
  Object.entries(headers).reduce((sum, [name, value]) => sum + name.length + value.length, path.length);

function told({ number, at, request, answer, ...call }: Kept): JournalEntry {
  const { method, path, headers, body } = request;
  const { delayMs, strict, broken, fault, requestBytes, answerBytes } = call;
  return {
    number,
    at: at.toISOString(),
    request: { method, path, headers, body: toldBody(body, requestBytes) },
    answer: {
      status: answer.status,
      reason: answer.reason,
      headers: answer.headers,
      body: toldBody(answer.body, answerBytes),
    },
    delayMs: delayMs === Number.POSITIVE_INFINITY ? -1 : delayMs,
    strict,
    ...(broken && { limit: broken }),
    ...(fault !== undefined && { fault }),
  };
}

function toldBody(kept: Uint8Array, bytes: number): JournalBody {
  const cut = kept.length < bytes;
  try {
    // A letter that was cut through is left out.
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(kept, { stream: cut });
    return { bytes, cut, text };
  } catch {
    return { bytes, cut, base64: Buffer.from(kept).toString('base64') };
  }
}

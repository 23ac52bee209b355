import type { DelOutcome, Failure, Kod, NamespaceDeclaration, Outcome, Timed } from '@ssbtek/core';
import { UnreadableMessage } from './sealer';

/** Outcomes of one or more agencies. */
export type Outcomes = ReadonlyArray<{ readonly kod: Kod; readonly outcome: Outcome }>;

/** How one outcome stands in the frame's head; the data's bytes follow behind the head in the same order. */
type Entry = Timed & EntryOf;

type EntryOf =
  | { kod: Kod; type: 'failure'; failure: Failure }
  | { kod: Kod; type: 'xml'; declarations: readonly NamespaceDeclaration[]; length: number }
  | { kod: Kod; type: 'binary'; length: number }
  | { kod: Kod; type: 'delar'; delar: readonly DelEntry[] }
  | { kod: Kod; type: 'test'; anropad: boolean };

type DelEntry = { namn: string; failure: Failure } | { namn: string; length: number };

const LENGTH_BYTES = 4;

/**
 * A frame: length of the head (32 bits, big endian), the head as JSON, then the data's bytes. Agency data is
 * neither escaped nor parsed on its way, only copied.
 */
export function writeOutcomes(outcomes: Outcomes): Uint8Array {
  const contents: Uint8Array[] = [];
  const take = (content: Uint8Array): number => contents.push(content) && content.length;
  const head = Buffer.from(
    JSON.stringify(
      outcomes.map(({ kod, outcome }) => ({ ...entryOf(kod, outcome, take), ...timeOf(outcome) })),
    ),
    'utf8',
  );
  const length = Buffer.alloc(LENGTH_BYTES);
  length.writeUInt32BE(head.length);
  return Buffer.concat([length, head, ...contents]);
}

const timeOf = ({ durationMs }: Timed): Timed => (durationMs === undefined ? {} : { durationMs });

function entryOf(kod: Kod, outcome: Outcome, take: (content: Uint8Array) => number): EntryOf {
  if (outcome.type === 'failure') return { kod, type: 'failure', failure: outcome.failure };
  const { data } = outcome;
  switch (data.form) {
    case 'xml':
      return { kod, type: 'xml', declarations: data.declarations, length: take(data.content) };
    case 'binary':
      return { kod, type: 'binary', length: take(data.content) };
    case 'test':
      return { kod, type: 'test', anropad: data.anropad };
    case 'delar':
      return {
        kod,
        type: 'delar',
        delar: data.delar.map(({ namn, outcome: del }) =>
          del.type === 'data' ? { namn, length: take(del.content) } : { namn, failure: del.failure },
        ),
      };
  }
}

/** @throws UnreadableMessage when the frame does not add up */
export function readOutcomes(frame: Uint8Array): Outcomes {
  const bytes = Buffer.from(frame.buffer, frame.byteOffset, frame.byteLength);
  if (bytes.length < LENGTH_BYTES) throw new UnreadableMessage('frame');
  const headEnd = LENGTH_BYTES + bytes.readUInt32BE(0);
  let at = headEnd;
  const next = (length: number): Uint8Array => bytes.subarray(at, (at += length));
  const outcomes = readHead(bytes.subarray(LENGTH_BYTES, headEnd)).map((entry) => ({
    kod: entry.kod,
    outcome: { ...outcomeOf(entry, next), ...timeOf(entry) },
  }));
  if (at !== bytes.length) throw new UnreadableMessage('frame');
  return outcomes;
}

function outcomeOf(entry: Entry, next: (length: number) => Uint8Array): Outcome {
  switch (entry.type) {
    case 'failure':
      return { type: 'failure', failure: entry.failure };
    case 'xml':
      return {
        type: 'data',
        data: { form: 'xml', declarations: entry.declarations, content: next(entry.length) },
      };
    case 'binary':
      return { type: 'data', data: { form: 'binary', content: next(entry.length) } };
    case 'test':
      return { type: 'data', data: { form: 'test', anropad: entry.anropad } };
    case 'delar':
      return {
        type: 'data',
        data: {
          form: 'delar',
          delar: entry.delar.map((del) => ({ namn: del.namn, outcome: delOf(del, next) })),
        },
      };
  }
}

const delOf = (del: DelEntry, next: (length: number) => Uint8Array): DelOutcome =>
  'failure' in del ? { type: 'failure', failure: del.failure } : { type: 'data', content: next(del.length) };

function readHead(bytes: Buffer): readonly Entry[] {
  try {
    const head: unknown = JSON.parse(bytes.toString('utf8'));
    if (Array.isArray(head)) return head as Entry[];
  } catch {
    throw new UnreadableMessage('frame');
  }
  throw new UnreadableMessage('frame');
}

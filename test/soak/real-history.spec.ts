import { describe, expect, it } from 'vitest';
import { nonceOf } from '../load/agencies/question.ts';
import { persons } from '../load/load/persons.ts';
import { FAULT_KINDS } from '../simulation/faults/kinds.ts';
import type { PlannedFault } from '../simulation/plan.ts';
import { faultsOf, PROCESS_FAULTS } from './process-faults';
import { RealHistory } from './real-history';

const [PERSON = '', SOMEBODY_ELSE = ''] = persons();
const expected = { personidentitet: PERSON, korrelationsid: 'K-1', inkludera: ['AF', 'CSN'] };
const id = '01a21225-e352-7732-8893-921d8282d221';
const part = (kod: string, person = PERSON) => ({ kod, forms: 1, nonces: [nonceOf(kod, person)] });
const answer = (...parts: object[]) => ({
  status: 200,
  inquiryId: id,
  xml: JSON.stringify({ korrelationsid: 'K-1', parts }),
});
const GOOD = answer(part('af'), part('csn'));
const TO = 300;

/** Which rules are broken by a question that was asked at once and answered so. */
function broken(
  reply: typeof GOOD | undefined,
  { recordedAt = TO - 5, refused = false, outcome = 'complete' } = {},
): readonly string[] {
  const read = (_version: string, _status: number, body: Uint8Array) =>
    JSON.parse(Buffer.from(body).toString('utf8')) as object;
  const history = new RealHistory(10_000, 1_000_000, { read });
  history.fault('broker-killed', 'node 1');
  history.asked(0, TO, expected, reply, refused);
  history.over('broker-killed', 'node 1');
  const time = new Date(1_000_000 + recordedAt).toISOString();
  history.recorded({ kind: 'answer', time, inquiryId: id, outcome });
  return history.violations().map(({ invariant }) => invariant);
}

describe('the history of real processes', () => {
  it.each<[string, readonly string[], ...Parameters<typeof broken>]>([
    ['an answer that is right', [], GOOD],
    ['one about somebody else', ['I3'], answer(part('af'), part('csn', SOMEBODY_ELSE))],
    ['one to another question', ['I3'], { ...GOOD, xml: GOOD.xml.replace('K-1', 'K-2') }],
    ['one that lacks an agency', ['I4'], answer(part('af'))],
    ['one that has neither data nor error', ['I5'], answer(part('af'), { kod: 'csn', forms: 0 })],
    ['one that cannot be read', ['I6', 'I6'], { ...GOOD, xml: '<' }],
    ['one whose record was written after it', ['I10'], GOOD, { recordedAt: TO + 5 }],
    ['one whose record tells of a failure', ['I10'], GOOD, { outcome: 'server_fault' }],
    ['a fault that says so', [], { ...GOOD, status: 500, xml: '{"felkod":"1002"}' }],
    ['none, though a process had taken it', ['I1'], undefined],
    ['none, because no process was there', [], undefined, { refused: true }],
  ])('is judged as that of the simulation: %s', (_, rules, reply, more) => {
    expect(broken(reply, more)).toEqual(rules);
  });
});

describe('what happens to real processes', () => {
  it('has the names of the simulation', () => {
    expect(FAULT_KINDS).toEqual(expect.arrayContaining(Object.keys(PROCESS_FAULTS)));
  });

  it('is the same for the same seed, and comes to all kinds', () => {
    const first = (seed: number): readonly PlannedFault[] => {
      const faults = faultsOf(seed);
      return Array.from({ length: 300 }, () => faults.next().value);
    };
    expect(first(7)).toEqual(first(7));
    expect(first(7)).not.toEqual(first(8));
    expect(new Set(first(7).map(({ kind }) => kind))).toEqual(new Set(Object.keys(PROCESS_FAULTS)));
  });
});

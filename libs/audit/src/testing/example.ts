import { auditKeys, type AuditKeys } from '../keys';
import { Chain } from '../chain';
import { NONCE_BYTES, protect, type AnswerFacts } from '../protect';
import type { AnswerContent } from '../record';

/** Keys `old` and `new`, made of one byte each. */
export const exampleKeys = (active: 'old' | 'new' = 'new'): AuditKeys =>
  auditKeys({ active, keys: new Map([...KEY_BYTES]) });
const KEY_BYTES = new Map([
  ['old', new Uint8Array(32).fill(1)],
  ['new', new Uint8Array(32).fill(2)],
]);

/** An answer with everything that a record can hold. */
export const EXAMPLE_FACTS: AnswerFacts = {
  inquiryId: '01900000-0000-7000-8000-000000000001',
  traceId: '0123456789abcdef0123456789abcdef',
  contract: 'v10',
  way: 'soap',
  asked: 'fraga',
  outcome: 'partial',
  caller: '165565866996',
  sender: '2120002411',
  ingivare: '162120002411',
  handlaggare: 'HL123456',
  personidentitet: '191212121212',
  ground: { syfte: 'Ekonomiskt bistånd för Tolvan', lagtext: '11 kap. 11 a § SoL' },
  agencies: { af: 'data', 'skv/skattekonto': 'timeout' },
};

export const exampleAnswer = (facts: Partial<AnswerFacts> = {}, keys = exampleKeys()): AnswerContent =>
  protect({ ...EXAMPLE_FACTS, ...facts }, keys.active, new Uint8Array(NONCE_BYTES).fill(7));

export const CHAIN_ID = 'c'.repeat(32);
export const STARTED = new Date('2026-11-27T09:00:00.000Z');

/** The lines of a closed chain with so many answers, a second apart. */
export function exampleChain(answers: number, id = CHAIN_ID, keys = exampleKeys()): string[] {
  const chain = new Chain(id, keys.active);
  const at = (second: number): Date => new Date(STARTED.getTime() + 1000 * second);
  return [
    chain.append({ kind: 'opened', instance: 'ingress-1' }, at(0)),
    ...Array.from({ length: answers }, (_, i) => chain.append(exampleAnswer(), at(i + 1))),
    chain.append({ kind: 'closed' }, at(answers + 1)),
  ];
}

import { describe, expect, it } from 'vitest';
import { canonical } from './canonical';
import { Chain } from './chain';
import { groundOf } from './protect';
import { auditKeys } from './keys';
import { finder } from './find';
import type { AuditRecord } from './record';
import { CHAIN_ID, EXAMPLE_FACTS, exampleAnswer, exampleKeys, STARTED } from './testing/example';

const recordOf = (facts = {}, keys = exampleKeys()): AuditRecord =>
  JSON.parse(new Chain(CHAIN_ID, keys.active).append(exampleAnswer(facts, keys), STARTED)) as AuditRecord;

describe('the record of an answer', () => {
  it('says in clear which organisations, which contract, which agencies and what came of it', () => {
    expect(recordOf()).toMatchObject({
      kind: 'answer',
      inquiryId: EXAMPLE_FACTS.inquiryId,
      traceId: EXAMPLE_FACTS.traceId,
      contract: 'v10',
      way: 'soap',
      asked: 'fraga',
      outcome: 'partial',
      caller: '165565866996',
      sender: '2120002411',
      ingivare: '162120002411',
      agencies: { af: 'data', 'skv/skattekonto': 'timeout' },
      time: '2026-11-27T09:00:00.000Z',
    });
  });

  it('holds neither person nor handläggare nor legal ground in clear', () => {
    const line = JSON.stringify(recordOf());
    for (const secret of ['191212121212', '1212121212', 'HL123456', 'Tolvan', 'bistånd', 'SoL'])
      for (const text of [
        secret,
        Buffer.from(secret).toString('base64'),
        Buffer.from(secret).toString('hex'),
      ])
        expect(line).not.toContain(text.replace(/=+$/, ''));
  });

  it('holds a number of a person in the place of an organisation as a pseudonym', () => {
    for (const number of ['191212121212', '161212121212', '1212121212']) {
      const record = recordOf({ ingivare: number, sender: number });
      expect(JSON.stringify(record)).toMatch(/"ingivare":"hmac:.*"sender":"hmac:/);
      expect(JSON.stringify(record)).not.toContain('1212121212');
    }
  });

  it('leaves out what is not known', () => {
    const absent = {
      handlaggare: undefined,
      personidentitet: undefined,
      ground: undefined,
      caller: undefined,
    };
    for (const name of ['handlaggare', 'person', 'ground', 'caller'])
      expect(recordOf(absent)).not.toHaveProperty(name);
  });
});

describe('the legal ground', () => {
  it('opens with the key', () => {
    expect(groundOf(recordOf(), exampleKeys())).toEqual(EXAMPLE_FACTS.ground);
  });

  it('opens neither with another key, nor in the record of another inquiry', () => {
    const other = auditKeys({ active: 'new', keys: new Map([['new', new Uint8Array(32).fill(9)]]) });
    expect(groundOf(recordOf(), other)).toBeUndefined();
    const moved = { ...recordOf(), inquiryId: 'another' } as AuditRecord;
    expect(groundOf(moved, exampleKeys())).toBeUndefined();
    expect(groundOf({ ...recordOf(), ground: 'aGVq' } as AuditRecord, exampleKeys())).toBeUndefined();
  });
});

describe('looking for a person', () => {
  it('finds records under every key, and nobody else', () => {
    const isTheirs = finder(exampleKeys(), 'person', '191212121212');
    expect(isTheirs(recordOf())).toBe(true);
    expect(isTheirs(recordOf({}, exampleKeys('old')))).toBe(true);
    expect(isTheirs(recordOf({ personidentitet: '189001019802' }))).toBe(false);
  });

  it('takes a handläggare for nobody else, not even for a person of the same name', () => {
    expect(finder(exampleKeys(), 'handlaggare', ' HL123456 ')(recordOf())).toBe(true);
    expect(finder(exampleKeys(), 'handlaggare', '191212121212')(recordOf())).toBe(false);
    expect(recordOf({ handlaggare: 'X', personidentitet: 'X' })).not.toMatchObject({
      person: (recordOf({ handlaggare: 'X' }) as { handlaggare?: string }).handlaggare,
    });
  });
});

describe('the canonical form', () => {
  it('sorts members, leaves out what is undefined, and escapes as JSON does', () => {
    expect(canonical({ b: [1, { d: 'å"\n', c: undefined }], a: 'x' })).toBe(
      '{"a":"x","b":[1,{"d":"å\\"\\n"}]}',
    );
  });
});

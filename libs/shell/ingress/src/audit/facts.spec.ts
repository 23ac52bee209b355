import { describe, expect, it } from 'vitest';
import type { ContractVersion, Question } from '@ssbtek/contract-version';
import { failed, type Composite } from '@ssbtek/core';
import { factsOf } from './facts';

const version = { name: 'v11', koder: ['af', 'csn'] } as Partial<ContractVersion> as ContractVersion;
const fraga = {
  tidsperiod: { fromDatum: '2026-01-01', tomDatum: '2026-02-01' },
  specifikt: { typ: 'ingen' },
} as const;
const question: Question = {
  typ: 'fraga',
  namespace: 'urn:x',
  iipAddress: '2120002411',
  general: {
    ingivare: { organisationsnummer: '162120002411', namn: 'Kommunen', handlaggare: 'HL1' },
    personidentitet: '191212121212',
    arendeidentitet: 'AID1',
    syfte: 'syftet',
    lagtext: 'lagen',
  },
  fragor: { af: fraga, skv: fraga },
};
const soap = { inquiryId: 'i', caller: { kind: 'unknown' }, way: 'soap' } as const;
const content = new Uint8Array();

describe('what the trail keeps of an answer', () => {
  it('is who asked about whom, why, and what became of each agency and part', () => {
    const composite: Composite = {
      inquiryId: 'i',
      outcomes: [
        { kod: 'af', outcome: failed({ kind: 'breaker-open' }) },
        { kod: 'csn', outcome: { type: 'data', data: { form: 'binary', content } } },
        {
          kod: 'skv',
          outcome: {
            type: 'data',
            data: {
              form: 'delar',
              delar: [
                { namn: 'skattekonto', outcome: { type: 'data', content } },
                { namn: 'individuppgifter', outcome: { type: 'failure', failure: { kind: 'timeout' } } },
              ],
            },
          },
        },
      ],
    };
    const caller = { kind: 'organisation', organisationsnummer: '165565866996' } as const;
    const facts = factsOf(
      version,
      { inquiryId: 'i', caller, way: 'soap' },
      { outcome: 'partial', question, composite },
    );
    expect(facts).toMatchObject({
      inquiryId: 'i',
      contract: 'v11',
      way: 'soap',
      asked: 'fraga',
      outcome: 'partial',
      caller: '165565866996',
      sender: '2120002411',
      ingivare: '162120002411',
      handlaggare: 'HL1',
      personidentitet: '191212121212',
      ground: { syfte: 'syftet', lagtext: 'lagen' },
      agencies: {
        af: 'breaker-open',
        csn: 'data',
        'skv/skattekonto': 'data',
        'skv/individuppgifter': 'timeout',
      },
    });
  });

  it('says of a refused question that nobody was asked, of a failed one that nobody here knows', () => {
    const agencies = (outcome: 'auth_fault' | 'server_fault') =>
      factsOf(version, soap, { outcome, question }).agencies;
    expect(agencies('auth_fault')).toEqual({ af: 'not-asked', skv: 'not-asked' });
    expect(agencies('server_fault')).toEqual({ af: 'unknown', skv: 'unknown' });
  });

  it.each([
    [true, 'unknown'],
    [false, 'not-asked'],
  ])('says of a caller that went whether agencies had been asked: %s', (wasAsked, wanted) => {
    const facts = factsOf(version, soap, { outcome: 'caller_gone', question, wasAsked });
    expect(facts).toMatchObject({ outcome: 'caller_gone', agencies: { af: wanted, skv: wanted } });
  });

  it('has nobody in it when the question was not read, or was about nobody', () => {
    const unread = factsOf(
      version,
      { ...soap, way: 'shs', customer: '2120002411' },
      { outcome: 'client_fault', felkod: '1001' },
    );
    expect(unread).toMatchObject({
      asked: 'unread',
      way: 'shs',
      sender: '2120002411',
      felkod: '1001',
      agencies: {},
    });
    const test = factsOf(version, soap, {
      outcome: 'server_fault',
      question: { typ: 'test', namespace: 'urn:x' },
    });
    expect(test).toMatchObject({ asked: 'test', agencies: { af: 'unknown', csn: 'unknown' } });
    for (const facts of [unread, test]) expect(facts).not.toHaveProperty('personidentitet');
  });
});

import { describe, expect, it } from 'vitest';
import { element } from '@ssbtek/xml';
import {
  LARGE_BYTES,
  NO_ADVICE,
  dayFrom,
  documented,
  entriesOf,
  personaAt,
  personaOf,
  protocolFor,
  simulate,
  type AgencyProtocol,
  type Bastjanst,
  type SimulatedCase,
  type SimulatedRequest,
  type SimulationSettings,
} from './index';
import { exampleContext, exampleInquiry, textIn, withBody } from './testing';

const seen: SimulatedCase[] = [];
const said = (text: string) =>
  withBody({ status: 200, reason: 'OK', headers: {}, body: new Uint8Array() }, text);
const agency: Bastjanst = {
  descriptor: {
    kod: 'csn',
    namn: 'X',
    element: 'X',
    settings: [],
    guide: { asked: { sv: 'Ett.', en: 'One.' }, limits: [], answer: [] },
    koder: [{ kod: '7', text: 'Sju', becomes: 'data', advice: NO_ADVICE }],
  },
  protocols: [],
  simulator: {
    personOf: (request) => textIn(request) || undefined,
    answer: (_, simulated) => {
      seen.push(simulated);
      return said('answer');
    },
    misunderstood: () => said('misunderstood'),
  },
};
const request = (body: string): SimulatedRequest =>
  withBody({ ...said(''), method: 'POST', path: '' } as never, body) as never;

describe('simulate', () => {
  it('says misunderstood when nobody is asked about', () => {
    expect(textIn(simulate(agency, request(''), exampleContext()).response)).toBe('misunderstood');
  });

  it.each([
    ["the persona's code", '202201612393', {}, { kod: '-1004' }],
    ["the control's code before the persona's", '202201612393', { kod: '-2' }, { kod: '-2' }],
    ['no code for a persona without one', '191212121212', {}, {}],
    ['the nonce', '191212121212', { nonce: 'n' }, { nonce: 'n' }],
  ])('hands over %s', (_, number, wishes, expected) => {
    const { persona } = simulate(agency, request(number), { ...exampleContext(), ...wishes });
    expect(persona).toMatchObject({ personidentitet: number, efternamn: personaOf(number).efternamn });
    const handedOver = seen.at(-1) ?? ({} as SimulatedCase);
    const { persona: handed, now: _now, newId: _newId, newToken: _newToken, ...rest } = handedOver;
    expect(handed).toBe(persona);
    expect(rest).toEqual(expected);
  });
});

it.each([
  ['as large as wanted', '191212121212', { data: 'large', bytes: 5000 }],
  ['empty as it is', '199001012385', { data: 'nothing' }],
])('simulate makes the answer %s', (_, number, expected) => {
  const { persona } = simulate(agency, request(number), { ...exampleContext(), bytes: 5000 });
  expect(persona).toMatchObject(expected);
});

describe('simulate, for an agency with several protocols and a test operation', () => {
  const several: Bastjanst = {
    ...agency,
    simulator: {
      ...agency.simulator,
      targetOf: ({ path }) => ({ protokoll: 'rest', del: path.slice(1) }),
      test: ({ method }, { kod = 'none' }) => (method === 'GET' ? said(`tested ${kod}`) : undefined),
    },
  };
  const to = (path: string, method = 'POST') => ({ ...request('202201612393'), path, method });

  it('hands over the persona as the part knows it', () => {
    const koder = { 'csn/rest/a': '7', csn: '-1004' };
    const persona = { ...personaOf('202201612393'), koder };
    const at = (del: string) => personaAt(persona, agency.descriptor, { protokoll: 'rest', del });
    expect([at('a').koder, at('b').koder]).toEqual([{ csn: '7' }, { csn: '-1004' }]);
    expect(simulate(several, to('/a'), exampleContext()).persona?.koder).toEqual({ csn: '-1004' });
  });

  it.each([
    ['without a person', {}, 'tested none'],
    ['with the code of the control', { kod: '500' }, 'tested 500'],
  ])('lets the test operation answer %s', (_, wishes, expected) => {
    const { response, persona } = simulate(several, to('', 'GET'), { ...exampleContext(), ...wishes });
    expect([textIn(response), persona]).toEqual([expected, undefined]);
  });
});

describe('simulate, for an agency with limits', () => {
  const days: string[] = [];
  const limited: Bastjanst = {
    ...agency,
    simulator: {
      ...agency.simulator,
      judge: (_, today) => {
        days.push(today);
        return { kod: '-1006', text: 'För tidigt' };
      },
    },
  };
  const answered = (wishes: Partial<SimulationSettings>) => {
    const { broken } = simulate(limited, request('202201612393'), { ...exampleContext(), ...wishes });
    const { kod, text } = seen.at(-1) ?? ({} as SimulatedCase);
    return { broken, kod, text };
  };
  const BROKEN = { kod: '-1006', text: 'För tidigt' };

  it.each([
    ["the limit before the persona's code", {}, { broken: BROKEN, ...BROKEN }],
    ['the limit where it is strict', { strict: true }, { broken: BROKEN, ...BROKEN }],
    ["the persona's code where it is not", { strict: false }, { kod: '-1004' }],
    ["the control's code before the limit", { kod: '-2' }, { kod: '-2' }],
  ])('hands over %s', (_, wishes, expected) => {
    expect(answered(wishes)).toEqual({ broken: undefined, text: undefined, ...expected });
  });

  it('judges by the day in Sweden, and only who is strict and asked about somebody', () => {
    days.length = 0;
    answered({ now: new Date('2026-12-31T23:00:00Z') });
    answered({ strict: false });
    simulate(limited, request(''), exampleContext());
    expect(days).toEqual(['2027-01-01']);
  });
});

it('an undocumented code is an error', () => {
  expect(documented(agency.descriptor, '7').becomes).toBe('data');
  expect(documented(agency.descriptor, '8')).toMatchObject({ kod: '8', becomes: 'error' });
});

it.each([
  [0, '2026-09-22'],
  [-22, '2026-08-31'],
  [101, '2027-01-01'],
])('dayFrom counts %i days', (days, expected) => {
  expect(dayFrom(new Date('2026-09-22T23:59:59Z'), days)).toBe(expected);
});

it('entriesOf makes a few, or enough for a large answer', () => {
  const make = (index: number) => element('a', String(index).padStart(993, '0'));
  expect(entriesOf(personaOf('191212121212'), 3, make).map((e) => Number(e.children[0]))).toEqual([0, 1, 2]);
  expect(entriesOf(personaOf('202402292383'), 3, make)).toHaveLength(LARGE_BYTES / 1000);
});

it('protocolFor takes the first protocol that speaks the question', () => {
  const protocol = (name: string, speaks: boolean) =>
    ({ name, speaks: () => speaks }) as unknown as AgencyProtocol;
  const protocols = [protocol('a', false), protocol('b', true), protocol('c', true)];
  expect(protocolFor({ ...agency, protocols }, exampleInquiry())?.name).toBe('b');
  expect(protocolFor(agency, exampleInquiry())).toBeUndefined();
});

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  DEFAULT_PERSONA,
  NO_ADVICE,
  PERSONAS,
  SOCKET_FAULTS,
  SPOILED_ANSWERS,
  forKod,
  personaAt,
  personaOf,
  type Descriptor,
  type Persona,
} from './index';

const checkDigitIsRight = (number: string): boolean =>
  [...number.slice(2)].reduce((sum, digit, i) => {
    const product = Number(digit) * (i % 2 === 0 ? 2 : 1);
    return sum + (product > 9 ? product - 9 : product);
  }, 0) %
    10 ===
  0;

describe('personas', () => {
  it.each(PERSONAS)('$name has a published test number with a right check digit', ({ personidentitet }) => {
    expect(personidentitet).toMatch(/^(191212121212|\d{8}(98\d|238|239)\d)$/);
    expect(checkDigitIsRight(personidentitet)).toBe(true);
  });

  it('are at least fourteen, each with its own number, name and purpose', () => {
    expect(PERSONAS.length).toBeGreaterThanOrEqual(14);
    const told = [({ name }: Persona) => name, (p: Persona) => p.personidentitet];
    for (const key of [...told, (p: Persona) => p.shows.sv, (p: Persona) => p.shows.en])
      expect(new Set(PERSONAS.map(key)).size).toBe(PERSONAS.length);
  });

  it('are all in the README, in order, with what they show', () => {
    const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
    const rows = [...readme.matchAll(/^\| `([\w-]+)` +\| (\d{12}) \| (.*?) *\|$/gm)];
    expect(rows.map(([, ...cells]) => cells)).toEqual(
      PERSONAS.map(({ name, personidentitet, shows }) => [name, personidentitet, shows.en]),
    );
  });

  it('every fault is one the simulator knows', () => {
    const known: readonly string[] = [...SPOILED_ANSWERS, ...SOCKET_FAULTS];
    for (const { faults } of PERSONAS)
      for (const fault of Object.values(faults)) expect(known).toContain(fault);
  });

  it('a known number gives its persona', () => {
    expect(personaOf('191212121212')).toMatchObject({
      name: 'well',
      fornamn: 'Tolvan',
      efternamn: 'Tolvansson',
    });
  });

  it.each(['199001022383', '', 'constructor'])(
    'the unknown number %j is all well, with the number and no other trait',
    (number) => {
      expect(personaOf(number)).toEqual({ ...DEFAULT_PERSONA, personidentitet: number });
      expect(personaOf(number)).toMatchObject({ data: 'full', koder: {}, faults: {}, delayMs: {} });
    },
  );

  it.each([
    ['its own value', { af: 1, '*': 2 }, 'af', 1],
    ['the value for all', { af: 1, '*': 2 }, 'so', 2],
    ['nothing', { af: 1 }, 'so', undefined],
    ['nothing that records inherit', {}, 'constructor', undefined],
  ])('forKod gives %s', (_, values, kod, expected) => {
    expect(forKod<number>(values, kod)).toBe(expected);
  });

  it.each([
    ['a part', { 'skv/b/x': 1, 'skv/b': 2, skv: 3, '*': 4 }, 1],
    ['a protocol before the agency', { 'skv/b/y': 1, 'skv/b': 2, skv: 3, '*': 4 }, 2],
    ['the agency before all', { 'skv/c': 1, 'skv/c/x': 2, skv: 3, '*': 4 }, 3],
    ['all', { 'af/b/x': 1, '*': 4 }, 4],
  ])('forKod takes the most particular key: %s', (_, values, expected) => {
    expect(forKod<number>(values, 'skv', { protokoll: 'b', del: 'x' })).toBe(expected);
  });

  describe('as a protocol knows them', () => {
    const descriptor: Descriptor = {
      kod: 'skv',
      namn: 'X',
      element: 'X',
      settings: [],
      guide: { asked: { sv: 'Ett.', en: 'One.' }, limits: [], answer: [] },
      koder: [
        { kod: '7', text: 'Sju', becomes: 'error', advice: NO_ADVICE, protokoll: 'soap' },
        { kod: '8', text: 'Åtta', becomes: 'error', advice: NO_ADVICE },
      ],
    };
    const persona = (more: Partial<Persona>): Persona => ({ ...DEFAULT_PERSONA, ...more });

    it.each([
      ['its own code', { skv: '7' }, 'soap', { skv: '7' }],
      ['no code that only another protocol has', { skv: '7' }, 'rest', {}],
      ['a code that every protocol has', { skv: '8' }, 'rest', { skv: '8' }],
      ['a code nobody documents', { skv: 'base64' }, 'rest', { skv: 'base64' }],
      ['the code for it alone', { skv: '7', 'skv/rest': '8' }, 'rest', { skv: '8' }],
      ['no code for another protocol', { 'skv/soap': '7' }, 'rest', {}],
      ['no code for another agency', { af: '8', 'af/rest': '8' }, 'rest', {}],
    ])('have %s', (_, koder, protokoll, expected) => {
      expect(personaAt(persona({ koder }), descriptor, { protokoll }).koder).toEqual(expected);
    });

    it('have the delay and the fault of one part, under the code of the agency', () => {
      const delayMs = { 'skv/rest/x': 5, skv: 1 };
      const faults = { 'skv/rest/x': 'half', '*': 'reset' } as const;
      const at = (del: string) =>
        personaAt(persona({ delayMs, faults }), descriptor, { protokoll: 'rest', del });
      expect(at('x')).toMatchObject({ delayMs: { skv: 5 }, faults: { skv: 'half' } });
      expect(at('y')).toMatchObject({ delayMs: { skv: 1 }, faults: { skv: 'reset' } });
    });
  });
});

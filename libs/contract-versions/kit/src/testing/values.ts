import { canonical } from '@ssbtek/xml/testing';
import { describe, expect, it } from 'vitest';
import type { Bench } from './bench';
import { inside, swap, withText, without, type Edit } from './edit';

/** [what is shown, the change, what the general part then holds] */
const GENERAL: ReadonlyArray<readonly [title: string, edit: Edit, general: object]> = [
  [
    'personidentitet keeps leading zeros',
    withText('personidentitet', '001212121212'),
    { personidentitet: '001212121212' },
  ],
  [
    'a samordningsnummer is let in',
    withText('personidentitet', '202201612393'),
    { personidentitet: '202201612393' },
  ],
  [
    'white space around a token goes',
    withText('personidentitet', '\n\t 191212121212\r\n '),
    { personidentitet: '191212121212' },
  ],
  [
    'a comment does not cut a number off',
    withText('personidentitet', '1912<!-- x -->12121212'),
    { personidentitet: '191212121212' },
  ],
  [
    'nor does CDATA',
    withText('personidentitet', '1912<![CDATA[12121212]]>'),
    { personidentitet: '191212121212' },
  ],
  [
    'nor a character reference',
    withText('personidentitet', '&#49;91212121212'),
    { personidentitet: '191212121212' },
  ],
  [
    'no check digit is looked at',
    withText('personidentitet', '191212121213'),
    { personidentitet: '191212121213' },
  ],
  ['strings keep their white space', withText('arendeidentitet', ' A  1 '), { arendeidentitet: ' A  1 ' }],
  [
    'arendeidentitet has no longest length (sources.md 5 #27)',
    withText('arendeidentitet', 'A'.repeat(500)),
    { arendeidentitet: 'A'.repeat(500) },
  ],
  ['entities are resolved', withText('syfte', 'A &amp; B &lt;c&gt;'), { syfte: 'A & B <c>' }],
  ['syfte may be empty', withText('syfte', ''), { syfte: '' }],
  ['lagtext may be empty', withText('lagtext', ''), { lagtext: '' }],
  ['korrelationsid may be empty', withText('korrelationsid', ''), { korrelationsid: '' }],
  [
    'frageTidpunkt loses white space around it',
    withText('frageTidpunkt', '\n 2014-01-07T09:30:47 '),
    { frageTidpunkt: '2014-01-07T09:30:47' },
  ],
  [
    'frageTidpunkt keeps its time zone',
    withText('frageTidpunkt', '2014-01-07T09:30:47+01:00'),
    { frageTidpunkt: '2014-01-07T09:30:47+01:00' },
  ],
  [
    'of a biträde, whom no agency is told, organisationsnummer need not start with 16',
    inside('personuppgiftsbitrade', withText('organisationsnummer', '998020069582')),
    {},
  ],
  [
    'its check digit is not looked at (sources.md 3.3)',
    withText('organisationsnummer', '165565866996'),
    { ingivare: { organisationsnummer: '165565866996' } },
  ],
];

/**
 * What the values of the general part become, and the flags and periods that agencies have in common. The bench's
 * example must not include FK: whose question it is may be checked there against the person.
 */
export function describeValues(bench: Bench): void {
  describeGeneral(bench);
  describePeriods(bench);
  describeFlags(bench);
}

function describeGeneral({ exempel, fraga, read }: Bench): void {
  describe('values of the general part (sources.md 1.3)', () => {
    it.each(GENERAL)('%s', (_title, edit, general) => {
      expect(read(fraga(edit)).general).toMatchObject(general);
    });

    it.each(['frageTidpunkt', 'korrelationsid'])('%s is not invented when it is left out', (name) => {
      expect(read(fraga(without(name))).general).not.toHaveProperty(name);
    });

    it.each([0, 1, 3])('there may be %i personuppgiftsbitraden', (count) => {
      const [bitrade = ''] = /<personuppgiftsbitrade>[^]*<\/personuppgiftsbitrade>/.exec(exempel) ?? [];
      expect(bitrade).not.toBe('');
      expect(read(exempel.replace(bitrade, bitrade.repeat(count))).general.personidentitet).toBe(
        '191212121212',
      );
    });

    it('a personuppgiftsbitrade needs no ordningsnummer', () => {
      expect(() => read(fraga(without('ordningsnummer')))).not.toThrow();
    });
  });
}

const PERIOD = '<tidsperiod><fromDatum>2014-01-02</fromDatum><tomDatum>2014-01-03</tomDatum></tidsperiod>';

function describePeriods({ fraga, read, asking }: Bench): void {
  describe('tidsperiod', () => {
    it.each([
      ['2013-11-01', '2013-11-01'],
      [' 2013-11-01\n', '2013-11-01'],
      ['\t2013-11-01Z\r\n', '2013-11-01'],
      ['2013<!-- x -->-11-01', '2013-11-01'],
      ['2013-11-01Z', '2013-11-01'],
      ['2013-11-01+01:00', '2013-11-01'],
      ['2012-02-29', '2012-02-29'],
    ])('fromDatum %j is the day %s (sources.md 1.3)', (written, day) => {
      expect(read(fraga(withText('fromDatum', written))).fragor['af']?.tidsperiod.fromDatum).toBe(day);
    });

    it('may end before it starts: the agencies’ codes are the contract (sources.md 5 #24)', () => {
      expect(read(fraga(withText('tomDatum', '2000-01-01'))).fragor['af']?.tidsperiod.tomDatum).toBe(
        '2000-01-01',
      );
    });

    it.each(['12013-11-01', '-2013-11-01'])(
      'of one agency may have the day %s: what comes of it is that agency’s alone (ADR 30)',
      (day) => {
        const own = PERIOD.replace('2014-01-02', day);
        const question = swap(
          /<AF inkludera="true" ?\/>/,
          `<AF inkludera="true">${own}</AF>`,
        )(asking('af', 'so'));
        const { fragor } = read(question);
        expect(fragor['af']?.tidsperiod).toEqual({ fromDatum: day, tomDatum: '2014-01-03' });
        expect(fragor['so']?.tidsperiod.fromDatum).toMatch(/^20/);
      },
    );

    it.each(['AF', 'SO', 'TNS'])(
      'of %s replaces the general one for that agency alone (seed 3.2)',
      (name) => {
        const question = asking('af', 'so', 'tns', 'miv');
        const tag = new RegExp(`<${name} inkludera="true" ?/>`);
        const { fragor } = read(swap(tag, `<${name} inkludera="true">${PERIOD}</${name}>`)(question));
        const own = Object.keys(fragor).filter((kod) => fragor[kod]?.tidsperiod.fromDatum === '2014-01-02');
        expect(own).toEqual([name.toLowerCase()]);
        expect(Object.keys(fragor)).toEqual(['af', 'so', 'tns', 'miv']);
      },
    );
  });
}

function describeFlags({ fraga, read, asking }: Bench): void {
  describe('inkludera (seed 3.2)', () => {
    it.each([
      ['1', true],
      ['true', true],
      [' true ', true],
      ['0', false],
      ['false', false],
    ])('%j means %s', (written, asked) => {
      const question = swap(/<SO inkludera="\w+"/, `<SO inkludera="${written}"`)(asking('af'));
      expect('so' in read(question).fragor).toBe(asked);
    });

    it('may be false for all: nobody is asked (architecture 11)', () => {
      expect(read(asking()).fragor).toEqual({});
    });
  });

  describe('fraganSkallInkluderasISvaret (sources.md 1.3, 1.5)', () => {
    it.each([
      ['0', false],
      ['false', false],
      ['', false],
      ['1', true],
      [' true ', true],
    ])('%j means %s', (written, wanted) => {
      expect('fraga' in read(fraga(withText('fraganSkallInkluderasISvaret', written)))).toBe(wanted);
    });

    it('keeps the question as it stood', () => {
      const text = fraga(withText('fraganSkallInkluderasISvaret', '1'));
      const kept = read(text).fraga;
      const scope = (kept?.declarations ?? [])
        .map(([p, uri]) => ` ${p ? `xmlns:${p}` : 'xmlns'}="${uri}"`)
        .join('');
      const [, asked] =
        /<hamtaBastjanstInformation [^>]*>([^]*)<\/hamtaBastjanstInformation>/.exec(text) ?? [];
      const rebuilt = `<a${scope}>${new TextDecoder().decode(kept?.content)}</a>`;
      expect(canonical(rebuilt)).toBe(canonical(`<a${scope}>${asked ?? ''}</a>`));
    });
  });
}

import { describe, expect, it } from 'vitest';
import type { Bench } from './bench';
import { inside, moved, swap, withText, type Edit } from './edit';

const XSI = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"';

/** [the element that the hint names, what is wrong, the change] */
const WRONG: ReadonlyArray<readonly [named: string, title: string, edit: Edit]> = [
  ...texts('organisationsnummer', {
    'too short': '68020069582',
    'too long': '1680200695820',
    'with a dash': '16802006-9582',
    'with a fifth digit below 2': '161212121212',
    'in other digits than ASCII': '16٨020069582',
    'with a space inside': '16802006 9582',
    'with 99 in front of the ten digits': '998020069582',
    'with 00 in front of the ten digits': '008020069582',
    'with a century in front of the ten digits': '198020069582',
  }),
  ...texts('namn', { empty: '' }),
  ...texts('handlaggare', { empty: '' }),
  ...texts('personidentitet', {
    'of ten digits': '1212121212',
    'too long': '1912121212120',
    'with a dash': '19121212-1212',
    'with letters': '19121212TF12',
    'in other digits than ASCII': '19121212121２',
    empty: '',
  }),
  ...texts('arendeidentitet', { empty: '' }),
  ...texts('frageTidpunkt', {
    'without time': '2014-01-07',
    empty: '',
    'in year 10000': '10000-01-01T00:00:00',
  }),
  ...texts('fraganSkallInkluderasISvaret', { 'in Swedish': 'nej', 'in capitals': 'TRUE', twice: '0 0' }),
  ...texts('fromDatum', {
    'without dashes': '20131101',
    'with a time': '2013-11-01T00:00:00',
    'that is no day': '2013-02-30',
    'before year 0': '-2013-11-01',
  }),
  ...texts('tomDatum', { 'in year 10000': '10000-01-01', empty: '' }),
  ...texts('ordningsnummer', { 'that is no number': 'ett', 'above xs:short': '32768' }),
  [
    'organisationsnummer',
    'of a biträde in ten digits',
    inside('personuppgiftsbitrade', withText('organisationsnummer', '2120002411')),
  ],
  ['AF', 'with inkludera in Swedish', swap(/<AF inkludera="\w+"/, '<AF inkludera="ja"')],
  ['SO', 'with inkludera empty', swap(/<SO inkludera="\w+"/, '<SO inkludera=""')],
  ['SO', 'in front of SKV', moved('SO', 'SKV')],
  [
    'personidentitet',
    'nil instead of a value',
    swap(/<personidentitet>\d+</, `<personidentitet ${XSI} xsi:nil="true"><`),
  ],
  [
    'MIV',
    'of a type that takes parameters',
    swap(/<MIV inkludera="(\w+)"/, `<MIV ${XSI} xsi:type="Tidsperiod" inkludera="true"`),
  ],
  [
    'ingivare',
    'with an attribute named after the person',
    swap('<ingivare>', '<ingivare p191212121212="1">'),
  ],
];

function texts(
  name: string,
  values: Readonly<Record<string, string>>,
): ReadonlyArray<readonly [string, string, Edit]> {
  return Object.entries(values).map(([title, value]) => [name, title, withText(name, value)]);
}

/** Values that the schema refuses (sources.md 1.3): the hint names the element and holds nothing of what was sent. */
export function describeWrongValues({ exempel, fraga, refusal, namespace }: Bench): void {
  const values = [...exempel.matchAll(/>([^<>\n]{2,})</g)].map(([, value = '']) => value);

  describe('a wrong value (sources.md 1.3)', () => {
    it.each(WRONG)('%s %s', (named, _title, edit) => {
      const text = fraga(edit);
      const sent = [...text.matchAll(/>([^<>\n]{2,})</g)].map(([, value = '']) => value);
      const { hint, ...refused } = refusal(text);
      expect(hint).toMatch(new RegExp(`^${named}: [a-zåäö]`));
      expect(hint).not.toMatch(/\d{6}/);
      expect([...values, ...sent].filter((value) => hint.includes(value))).toEqual([]);
      expect(refused).toMatchObject({ namespace, typ: 'fraga' });
    });

    it('would be seen in a hint', () => {
      expect(values).toEqual(expect.arrayContaining(['191212121212', 'Kommun A', 'HL123456']));
    });

    it('is never told by the name of an element', () => {
      const { hint } = refusal(fraga(swap('<ingivare>', '<p191212121212/><ingivare>')));
      expect(hint).toMatch(/^ett element som schemat inte har: /);
      expect(hint).not.toMatch(/\d{6}/);
    });
  });
}

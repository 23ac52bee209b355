import { FORMANER } from '@ssbtek/contract';
import { describe, expect, it } from 'vitest';
import { doubled, inside, moved, swap, withText, without, type Edit } from '@ssbtek/contract-version/testing';
import { bench } from './testing/bench';

/** [what is wrong, the change, the element or place that the hint names] */
type Case = readonly [title: string, edit: Edit, named: RegExp];

const UNKNOWN = /^ett element som schemat inte har: /;

function refuses(title: string, cases: readonly Case[]): void {
  describe(title, () => {
    it.each(cases)('%s', (_title, edit, named) => {
      const { hint } = bench.refusal(bench.fraga(edit));
      expect(hint).toMatch(named);
      expect(hint).toMatch(/: [a-z]/);
      expect(hint).not.toMatch(/\d{6}|Kommun A|HL123456/);
    });
  });
}

const named = (name: string): RegExp => new RegExp(`^${name}: `);

refuses('formansforteckning (seed 3.2.3)', [
  ['left out although FK is included', inside('FK', without('formansforteckning')), named('FK')],
  [
    'empty',
    swap(/<formansforteckning>[^]*<\/formansforteckning>/, '<formansforteckning/>'),
    named('formansforteckning'),
  ],
  ['left in the caller’s namespace', (text) => text.replaceAll(/(<\/?)fk:/g, '$1'), named('alderspension')],
  ['with a flag twice', doubled('fk:prognos'), named('prognos')],
  ['with two flags swapped', moved('fk:utbetalning', 'fk:underhallsstod'), named('utbetalning')],
  ['with a misprint of the document (sources.md 5 #8)', misprinted, UNKNOWN],
  ['with a flag that is no boolean', withText('fk:prognos', 'ja'), named('prognos')],
  ['with an empty flag', withText('fk:prognos', ''), named('prognos')],
  [
    'with a 28th flag',
    inside('FK', swap('</formansforteckning>', '<fk:bil>1</fk:bil></formansforteckning>')),
    UNKNOWN,
  ],
  [
    'before the period',
    inside('FK', swap('</formansforteckning>', `</formansforteckning>${PERIOD()}`)),
    named('tidsperiod'),
  ],
  ...FORMANER.map((forman): Case => [`without ${forman}`, without(`fk:${forman}`), /^\w+: /]),
]);

refuses('an agency where it does not belong (sources.md 5 #6)', [
  [
    'MIV before TNS',
    swap(
      '</specifikaFrageparametrar>',
      '<MIV inkludera="1"/><TNS inkludera="1"/></specifikaFrageparametrar>',
    ),
    named('TNS'),
  ],
  ['TNS before SO', swap(/<SO /, '<TNS inkludera="1"/><SO '), named('TNS')],
  [
    'an unknown agency',
    swap('</specifikaFrageparametrar>', '<PM inkludera="1"/></specifikaFrageparametrar>'),
    UNKNOWN,
  ],
  [
    'a period for SKV',
    swap('<SKV inkludera="1" />', `<SKV inkludera="1">${PERIOD()}</SKV>`),
    named('SKV|tidsperiod'),
  ],
  [
    'a period for MIV',
    swap('</specifikaFrageparametrar>', `<MIV inkludera="1">${PERIOD()}</MIV></specifikaFrageparametrar>`),
    named('MIV|tidsperiod'),
  ],
  [
    'a question as of version 10',
    inside(
      'FK',
      swap(/<formansforteckning>[^]*<\/formansforteckning>/, '<fraga><aktorsid>026-51</aktorsid></fraga>'),
    ),
    named('fraga'),
  ],
]);

function PERIOD(): string {
  return '<tidsperiod><fromDatum>2013-12-01</fromDatum><tomDatum>2014-01-31</tomDatum></tidsperiod>';
}

function misprinted(text: string): string {
  return text.replaceAll('fk:arbetsskadelivranta', 'fk:arbetskadeliivranta');
}

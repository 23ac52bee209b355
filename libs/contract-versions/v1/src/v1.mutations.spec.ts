import { FORMANER } from '@ssbtek/contract';
import { benchOf, describeMutations, edited, swap } from '@ssbtek/contract-version/testing';
import { benchAlla } from './testing/bench';
import { v1 } from './v1';

const PERIOD = '<tidsperiod><fromDatum>2013-11-02</fromDatum><tomDatum>2014-01-30</tomDatum></tidsperiod>';
const exempel = edited(
  benchAlla.exempel,
  ...['AF', 'SO', 'TNS'].map((name) =>
    swap(new RegExp(`<${name} inkludera="1" ?/>`), `<${name} inkludera="1">${PERIOD}</${name}>`),
  ),
  swap('<FK inkludera="1">', `<FK inkludera="1">${PERIOD}`),
);

describeMutations(benchOf({ version: v1, exempel }), {
  optional: [...['AF', 'CSN', 'FK', 'SO', 'TNS'].map((name) => `${name}/tidsperiod`), 'TNS', 'MIV'],
  wrongTexts: Object.fromEntries(FORMANER.map((forman) => [forman, ['', 'ja', 'TRUE']])),
  atLeast: 300,
});

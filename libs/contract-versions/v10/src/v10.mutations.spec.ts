import { benchOf, describeMutations, edited, swap } from '@ssbtek/contract-version/testing';
import { EXEMPEL } from './testing/bench';
import { v10 } from './v10';

const PERIOD = '<tidsperiod><fromDatum>2026-10-02</fromDatum><tomDatum>2026-11-23</tomDatum></tidsperiod>';
const exempel = edited(
  EXEMPEL,
  ...['AF', 'SO', 'TNS'].map((name) =>
    swap(`<${name} inkludera="true"/>`, `<${name} inkludera="true">${PERIOD}</${name}>`),
  ),
);

describeMutations(benchOf({ version: v10, exempel }), {
  optional: [...['AF', 'CSN', 'SO', 'TNS'].map((name) => `${name}/tidsperiod`), 'FK/fraga/version'],
  wrongTexts: {
    version: ['', 'v 9', '..', 'v9/aktorer', `v${'9'.repeat(20)}`],
    aktorsid: ['', '..', '.', 'a/b', 'a\\b', 'a\nb', 'a'.repeat(201)],
    lefiJsonFraga: ['', 'e30', 'e30=', 'inte base64', 'e3_9'],
  },
  atLeast: 300,
});

import { benchOf, describeMutations, edited, swap } from '@ssbtek/contract-version/testing';
import { DELAR } from './delar';
import { EXEMPEL } from './testing/bench';
import { v11 } from './v11';

const PERIOD = '<tidsperiod><fromDatum>2026-10-02</fromDatum><tomDatum>2026-11-23</tomDatum></tidsperiod>';
const exempel = edited(
  EXEMPEL,
  ...['AF', 'SO', 'TNS'].map((name) =>
    swap(`<${name} inkludera="true"/>`, `<${name} inkludera="true">${PERIOD}</${name}>`),
  ),
);

describeMutations(benchOf({ version: v11, exempel }), {
  optional: [...['AF', 'CSN', 'SO', 'TNS'].map((name) => `${name}/tidsperiod`), 'FK/fraga/version'],
  repeatable: ['SKV/fraga/ar'],
  wrongTexts: {
    ar: ['', 'tjugofem', '2025.0', '2147483648', '2025-01'],
    ...Object.fromEntries(DELAR.map((del) => [del, ['', 'ja', 'TRUE', '2']])),
    version: ['', 'v 9', '..', 'v9/aktorer', `v${'9'.repeat(20)}`],
    aktorsid: ['', '..', '.', 'a/b', 'a\\b', 'a\nb', 'a'.repeat(201)],
    lefiJsonFraga: ['', 'e30', 'e30=', 'inte base64', 'e3_9'],
  },
  atLeast: 300,
});

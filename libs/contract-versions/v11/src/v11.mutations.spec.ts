import { describeMutations } from '@ssbtek/contract-version/testing';
import { DELAR } from '@ssbtek/contract';
import { benchMedAllt } from './testing/bench';

describeMutations(benchMedAllt, {
  optional: [...['AF', 'CSN', 'SO', 'TNS'].map((name) => `${name}/tidsperiod`), 'FK/fraga/version'],
  repeatable: ['SKV/fraga/ar'],
  wrongTexts: {
    ar: ['', 'tjugofem', '2025.0', '2147483648', '2025-01'],
    ...Object.fromEntries(DELAR.map((del) => [del, ['', 'ja', 'TRUE', '2']])),
    lefiJsonFraga: ['', 'e30', 'e30=', 'inte base64', 'e3_9'],
  },
  atLeast: 300,
});

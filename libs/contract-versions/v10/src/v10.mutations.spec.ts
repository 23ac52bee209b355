import { describeMutations } from '@ssbtek/contract-version/testing';
import { benchMedAllt } from './testing/bench';

describeMutations(benchMedAllt, {
  optional: [...['AF', 'CSN', 'SO', 'TNS'].map((name) => `${name}/tidsperiod`), 'FK/fraga/version'],
  wrongTexts: {
    lefiJsonFraga: ['', 'e30', 'e30=', 'inte base64', 'e3_9'],
  },
  atLeast: 300,
});

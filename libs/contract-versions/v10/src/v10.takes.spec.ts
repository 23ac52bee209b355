import { describeTakes } from '@ssbtek/contract-version/testing';
import { benchMedAllt } from './testing/bench';

describeTakes(benchMedAllt, {
  texts: {
    version: 'string',
    aktorsid: 'string',
    lefiJsonFraga: 'base64Binary',
  },
  types: {
    AF: 'Arbetsformedlingen',
    CSN: 'Csn',
    FK: 'Forsakringskassan',
    SKV: 'Skatteverket',
    SO: 'AkassornasSamorganisation',
    TNS: 'Transportstyrelsen',
    MIV: 'Migrationsverket',
    fraga: 'ForsakringskassanFraga',
  },
});

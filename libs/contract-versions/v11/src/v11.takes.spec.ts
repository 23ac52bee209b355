import { describeTakes } from '@ssbtek/contract-version/testing';
import { DELAR } from '@ssbtek/contract';
import { benchMedAllt } from './testing/bench';

describeTakes(benchMedAllt, {
  texts: {
    version: 'string',
    aktorsid: 'string',
    lefiJsonFraga: 'base64Binary',
    ar: 'int',
    ...Object.fromEntries(DELAR.map((del) => [del, 'boolean' as const])),
  },
  types: {
    AF: 'Arbetsformedlingen',
    CSN: 'Csn',
    FK: 'Forsakringskassan',
    SKV: 'Skatteverket',
    SO: 'AkassornasSamorganisation',
    TNS: 'Transportstyrelsen',
    MIV: 'Migrationsverket',
  },
});

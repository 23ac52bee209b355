import type { AgencyKod, Descriptor } from '@ssbtek/bastjanst-kit';
import { LEFI_ONLINE } from './lefi-online/names';
import { LEFI_REST } from './lefi-rest/paths';

type Entry = readonly [kod: string, text: string, advice: string];

const koder = (protokoll: string, becomes: AgencyKod['becomes'], entries: readonly Entry[]) =>
  entries.map(([kod, text, advice]): AgencyKod => ({ kod, text, becomes, advice, protokoll }));

const LATER = 'Ask again later; if it stays, contact Försäkringskassan.';

/**
 * Codes and texts of sources.md 2.3 (seed 7.3.3). They equal SSBTEK's own fault codes, but arrive as an error
 * with kalla BT inside an answer (sources.md 5 #13).
 */
const ONLINE = koder(LEFI_ONLINE, 'error', [
  ['1000', 'Förfrågan tog för lång tid. Timeout har uppstått.', 'Ask again later.'],
  [
    '1001',
    'Förfrågan kunde inte tolkas. Fel har uppstått i validering av förfrågan.',
    'Correct the question and ask again: FK could not read its part of it.',
  ],
  ['1002', 'Internt Tekniskt fel.', LATER],
]);

/** HTTP statuses of LEFI REST (sources.md 2.3). FK's own text is delivered; the 404 is a guess. */
const STATUSES = koder(LEFI_REST, 'error', [
  [
    '400',
    'Felaktiga indata.',
    'Correct lefiJsonFraga: name a group or type of information, and a period of at most two years.',
  ],
  [
    '403',
    'Ej behörig.',
    'The aktorsid is unknown, or not one that SSBTEK may ask for: check it with its supplier.',
  ],
  ['404', 'Angiven version stöds inte', 'Ask with a version of LEFI that Försäkringskassan has: v9.'],
  ['500', 'Internt fel.', LATER],
]);

/** Codes inside an answer of LEFI REST: what is missing, and why (sources.md 2.3). The rest of the answer is there. */
const INSIDE = koder(LEFI_REST, 'data', [
  [
    'INTERNT_FEL',
    'A group or type of information could not be fetched.',
    'Read avvikelser: what is named there is missing, not empty. Ask again later.',
  ],
  [
    'OBEHORIG',
    'The asking party is not entitled to a group or type of information.',
    'Read avvikelser: what is named there is missing, not empty. Leave it out, or extend the agreement.',
  ],
  [
    'FELANDE',
    'An utlamnare is in error.',
    'Read utlamnare: all of its information is missing. Ask again later.',
  ],
  [
    'OTILLGANGLIG',
    'An utlamnare is not available.',
    'Read utlamnare: all of its information is missing. Ask again later.',
  ],
]);

/** What there is to know about FK, which also answers for Pensionsmyndigheten. */
export const descriptor: Descriptor = {
  kod: 'fk',
  namn: 'Försäkringskassan',
  element: 'FK',
  settings: [
    {
      key: 'ANVANDARE_ID',
      description: "System id of FK's service bus, sent as anvandareId. The default is made up.",
      default: 'WESB',
      form: { pattern: /^[\w.-]{1,64}$/, rule: '1 to 64 letters, digits, points, hyphens or underscores' },
    },
    {
      key: 'TEST_AKTORSID',
      description:
        'The aktorsid that the test operation asks for. The default is made up: a real one comes with the agreement.',
      default: 'SSBTEK-TEST',
      form: {
        pattern: /^\w[\w.:-]{0,99}$/,
        rule: '1 to 100 letters, digits, points, colons, hyphens or underscores, a letter or digit first',
      },
    },
  ],
  koder: [...ONLINE, ...STATUSES, ...INSIDE],
};

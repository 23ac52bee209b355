import type { AgencyKod, Descriptor, Texts } from '@ssbtek/bastjanst-kit';
import { LEFI_ONLINE } from './lefi-online/names';
import { LEFI_REST } from './lefi-rest/paths';

type Entry = readonly [kod: string, text: string, advice: Texts];

const koder = (protokoll: string, becomes: AgencyKod['becomes'], entries: readonly Entry[]) =>
  entries.map(([kod, text, advice]): AgencyKod => ({ kod, text, becomes, advice, protokoll }));

const LATER = {
  sv: 'Fråga igen senare; kontakta Försäkringskassan om felet består.',
  en: 'Ask again later; if it stays, contact Försäkringskassan.',
};

/**
 * Codes and texts of sources.md 2.3 (seed 7.3.3). They equal SSBTEK's own fault codes, but arrive as an error
 * with kalla BT inside an answer (sources.md 5 #13).
 */
const ONLINE = koder(LEFI_ONLINE, 'error', [
  [
    '1000',
    'Förfrågan tog för lång tid. Timeout har uppstått.',
    { sv: 'Fråga igen senare.', en: 'Ask again later.' },
  ],
  [
    '1001',
    'Förfrågan kunde inte tolkas. Fel har uppstått i validering av förfrågan.',
    {
      sv: 'Rätta frågan och fråga igen: FK kunde inte läsa sin del av den.',
      en: 'Correct the question and ask again: FK could not read its part of it.',
    },
  ],
  ['1002', 'Internt Tekniskt fel.', LATER],
]);

/** HTTP statuses of LEFI REST (sources.md 2.3). FK's own text is delivered; the 404 is a guess. */
const STATUSES = koder(LEFI_REST, 'error', [
  [
    '400',
    'Felaktiga indata.',
    {
      sv: 'Rätta lefiJsonFraga: ange en grupp eller typ av uppgifter, och en period på högst två år.',
      en: 'Correct lefiJsonFraga: name a group or type of information, and a period of at most two years.',
    },
  ],
  [
    '403',
    'Ej behörig.',
    {
      sv: 'Aktorsid är okänt, eller inte ett som SSBTEK får fråga för: stäm av det med den som har lämnat det.',
      en: 'The aktorsid is unknown, or not one that SSBTEK may ask for: check it with its supplier.',
    },
  ],
  [
    '404',
    'Angiven version stöds inte',
    {
      sv: 'Fråga med en version av LEFI som Försäkringskassan har: v9.',
      en: 'Ask with a version of LEFI that Försäkringskassan has: v9.',
    },
  ],
  ['500', 'Internt fel.', LATER],
]);

/** Codes inside an answer of LEFI REST: what is missing, and why (sources.md 2.3). The rest of the answer is there. */
const INSIDE = koder(LEFI_REST, 'data', [
  [
    'INTERNT_FEL',
    'En grupp eller typ av uppgifter kunde inte hämtas.',
    {
      sv: 'Läs avvikelser: det som nämns där saknas, det är inte tomt. Fråga igen senare.',
      en: 'Read avvikelser: what is named there is missing, not empty. Ask again later.',
    },
  ],
  [
    'OBEHORIG',
    'Den som frågar är inte behörig till en grupp eller typ av uppgifter.',
    {
      sv: 'Läs avvikelser: det som nämns där saknas, det är inte tomt. Låt bli att fråga om det, eller utöka avtalet.',
      en: 'Read avvikelser: what is named there is missing, not empty. Leave it out, or extend the agreement.',
    },
  ],
  [
    'FELANDE',
    'En utlamnare har fel.',
    {
      sv: 'Läs utlamnare: alla dess uppgifter saknas. Fråga igen senare.',
      en: 'Read utlamnare: all of its information is missing. Ask again later.',
    },
  ],
  [
    'OTILLGANGLIG',
    'En utlamnare är inte tillgänglig.',
    {
      sv: 'Läs utlamnare: alla dess uppgifter saknas. Fråga igen senare.',
      en: 'Read utlamnare: all of its information is missing. Ask again later.',
    },
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
  guide: {
    asked: {
      sv: 'Om personens förmåner hos Försäkringskassan och Pensionsmyndigheten. I v1 skickas formansforteckning med ingivarens organisationsnummer, personidentitet, perioden, frageTidpunkt och korrelationsid. I v10 och v11 skickas lefiJsonFraga byte för byte till den version av LEFI och det aktorsid som frågan anger.',
      en: "About the person's benefits at Försäkringskassan and Pensionsmyndigheten. In v1 formansforteckning is sent with the ingivare's organisationsnummer, personidentitet, the period, frageTidpunkt and korrelationsid. In v10 and v11 lefiJsonFraga is sent byte for byte, to the version of LEFI and the aktorsid that the question names.",
    },
    limits: [
      {
        limit: {
          sv: 'v10, v11: minst en grupp eller typ av uppgifter, och högst två år.',
          en: 'v10, v11: at least one group or type of information, and at most two years.',
        },
        koder: ['400'],
      },
      {
        limit: {
          sv: 'v10, v11: ett aktorsid som LEFI känner till.',
          en: 'v10, v11: an aktorsid that LEFI knows.',
        },
        koder: ['403'],
      },
      {
        limit: {
          sv: 'v10, v11: en version av LEFI som Försäkringskassan har.',
          en: 'v10, v11: a version of LEFI that Försäkringskassan has.',
        },
        koder: ['404'],
      },
      {
        limit: {
          sv: 'v1: olika för varje förmån och för varje organisation som frågar.',
          en: 'v1: differs by benefit and by the organisation that asks.',
        },
        koder: [],
      },
    ],
    answer: [
      {
        sv: 'v1: innehållet i svarspost från LEFI Online, som XML.',
        en: "v1: the content of LEFI Online's svarspost, as XML.",
      },
      {
        sv: 'v10, v11: lefiJsonSvar, LEFI:s JSON i base64, byte för byte. Det som avvikelser nämner, eller en utlamnare som är FELANDE eller OTILLGANGLIG, saknas: det är inte tomt.',
        en: "v10, v11: lefiJsonSvar, base64 of LEFI's JSON, byte for byte. What avvikelser names, or an utlamnare that is FELANDE or OTILLGANGLIG, is missing, not empty.",
      },
    ],
  },
  koder: [...ONLINE, ...STATUSES, ...INSIDE],
};

import { NO_ADVICE, type AgencyKod, type Descriptor, type Texts } from '@ssbtek/bastjanst-kit';
import { SHS_ADDRESS, SHS_PRODUCT } from '@ssbtek/shs';

/** Namespace of the question's document element, and of CSN's answer (sources.md 2.2). */
export const KOMMUNFRAGA_NS = 'http://schema.csn.se/v4.0/kommunfraga';
/**
 * Namespaces of CSN's answer, whichever version it is in: v3.0 and v4.0 are known (sources.md 2.2). Anything else is
 * no answer of CSN's, whatever its elements are called.
 */
export const KOMMUNFRAGA = /^http:\/\/schema\.csn\.se\/v\d+(?:\.\d+)*\/kommunfraga$/;
/** Namespace of everything inside the question (sources.md 2.2). */
export const SAMBRUK_NS = 'http://www.sambruk.se/SBNyttomeddelanden';
/** Document element of the question; which name travels in version 1.0 is a guess of sources.md 2.2. */
export const FRAGA = 'SBNUppgEkBistandBegar';
/** Document element of the answer, in whichever version's namespace (sources.md 2.2). */
export const SVAR = 'CSNSvar';

const LATER = {
  sv: 'Fråga igen senare; kontakta CSN om felet består.',
  en: 'Ask again later; if it stays, contact CSN.',
};

/** The texts of -1006, which is one code for five mistakes. */
export const PERIOD_TEXTS = {
  from: 'Ej giltigt Fromdatum',
  tom: 'Ej giltigt Tomdatum',
  backwards: 'Tomdatum före Fromdatum',
  early: 'Fromdatum mer än 2 månader innan dagens datum',
  late: 'Tomdatum mer än 1 månad efter dagens datum',
} as const;
const ALL_PERIOD_TEXTS = Object.values(PERIOD_TEXTS).join(' / ');

const kod = (
  code: string,
  text: string,
  advice: Texts,
  becomes: AgencyKod['becomes'] = 'error',
): AgencyKod => ({
  kod: code,
  text,
  becomes,
  advice,
});

/** Codes and texts of sources.md 2.2 (seed 7.3.3, where -1007 and -1104 are missing and -1101 has the text of -1102). */
const KODER: readonly AgencyKod[] = [
  kod('0', 'Allt OK, inget att rapportera.', NO_ADVICE, 'data'),
  kod('-2', 'Posten finns inte, sökidentiteten finns inte i systemet', {
    sv: 'CSN känner inte till personen: behandla det som ett svar utan uppgifter, inte som ett fel att fråga om.',
    en: 'CSN knows nothing about the person: treat as an answer without data, not as a fault to repeat.',
  }),
  kod('-1004', 'Ej giltigt personnummer', {
    sv: 'CSN tar inte emot samordningsnummer; rätta annars numret.',
    en: 'CSN takes no samordningsnummer; otherwise correct the number.',
  }),
  kod('-1005', 'Inparametrar bryter mot specifikation/kontrakt, typ formatfel', {
    sv: 'Rätta frågan; handlaggare och arendeidentitet får ha 31 tecken hos CSN.',
    en: 'Correct the question; handlaggare and arendeidentitet may have 31 characters at CSN.',
  }),
  kod('-1006', PERIOD_TEXTS.from, {
    sv: `Rätta perioden. Texten säger hur: ${ALL_PERIOD_TEXTS}.`,
    en: `Correct the period. The text says how: ${ALL_PERIOD_TEXTS}.`,
  }),
  kod('-1007', 'Ej giltig version av schema', {
    sv: 'Kontakta Försäkringskassan: SSBTEK frågar i en version som CSN har stängt.',
    en: 'Contact Försäkringskassan: SSBTEK asks in a version CSN has closed.',
  }),
  kod('-1101', 'HUT svarar inte', LATER),
  kod('-1102', 'SM eller SH svarar inte', LATER),
  kod('-1103', 'Inget av HUT, SM eller SH svarar', LATER),
  kod('-1104', 'OSS svarar inte', LATER),
];

/** What there is to know about CSN. The addresses of CSN's node and product are not public: the defaults are made up. */
export const descriptor: Descriptor = {
  kod: 'csn',
  namn: 'Centrala studiestödsnämnden',
  element: 'CSN',
  settings: [
    {
      key: 'SHS_FROM',
      description: 'Our own SHS address, the sender of the question.',
      default: 'urn:X-shs:2021005521',
      form: SHS_ADDRESS,
    },
    {
      key: 'SHS_TO',
      description: "CSN's SHS address. The default is made up: the real one comes with the agreement.",
      default: 'urn:X-shs:0000000000',
      form: SHS_ADDRESS,
    },
    {
      key: 'SHS_PRODUCT',
      description:
        'SHS product of the question. The default is made up: the real one comes with the agreement.',
      default: 'urn:X-shs:00000000-0000-4000-8000-0000000000c5',
      form: SHS_PRODUCT,
    },
  ],
  guide: {
    asked: {
      sv: 'Om personens studiestöd (Kommunfråga). Skickas: ingivarens organisationsnummer, handläggaren, personidentitet, arendeidentitet och perioden.',
      en: "About the person's student aid (Kommunfråga). Sent: the ingivare's organisationsnummer, the handlaggare, personidentitet, arendeidentitet and the period.",
    },
    limits: [
      {
        limit: {
          sv: 'Högst 31 tecken i arendeidentitet och i handlaggare. Ett UUID har 36: använd något kortare.',
          en: 'At most 31 characters in arendeidentitet and in handlaggare. A UUID has 36: use something shorter.',
        },
        koder: ['-1005'],
      },
      {
        limit: {
          sv: 'Från-datum högst två månader bakåt, till-datum högst en månad framåt. Texten säger vilket.',
          en: 'From at most two months back, tom at most one month ahead. The text says which.',
        },
        koder: ['-1006'],
      },
      {
        limit: { sv: 'Inga samordningsnummer (ett antagande).', en: 'No samordningsnummer (a guess).' },
        koder: ['-1004'],
      },
    ],
    answer: [
      {
        sv: 'svar: CSN:s dokument i base64, byte för byte.',
        en: "svar: base64 of CSN's document, byte for byte.",
      },
    ],
  },
  koder: KODER,
};

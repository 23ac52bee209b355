import type { AgencyKod, Descriptor } from '@ssbtek/bastjanst-kit';
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

const LATER = 'Ask again later; if it stays, contact CSN.';

const kod = (
  code: string,
  text: string,
  advice: string,
  becomes: AgencyKod['becomes'] = 'error',
): AgencyKod => ({
  kod: code,
  text,
  becomes,
  advice,
});

/** Codes and texts of sources.md 2.2 (seed 7.3.3, where -1007 and -1104 are missing and -1101 has the text of -1102). */
const KODER: readonly AgencyKod[] = [
  kod('0', 'Allt OK, inget att rapportera.', 'None.', 'data'),
  kod(
    '-2',
    'Posten finns inte, sökidentiteten finns inte i systemet',
    'CSN knows nothing about the person: treat as an answer without data, not as a fault to repeat.',
  ),
  kod('-1004', 'Ej giltigt personnummer', 'CSN takes no samordningsnummer; otherwise correct the number.'),
  kod(
    '-1005',
    'Inparametrar bryter mot specifikation/kontrakt, typ formatfel',
    'Correct the question; handlaggare and arendeidentitet may have 31 characters at CSN.',
  ),
  kod(
    '-1006',
    'Ej giltigt Fromdatum',
    'Correct the period. The text says how: Ej giltigt Fromdatum / Ej giltigt Tomdatum / Tomdatum före Fromdatum / ' +
      'Fromdatum mer än 2 månader innan dagens datum / Tomdatum mer än 1 månad efter dagens datum.',
  ),
  kod(
    '-1007',
    'Ej giltig version av schema',
    'Contact Försäkringskassan: SSBTEK asks in a version CSN has closed.',
  ),
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
  koder: KODER,
};

import { NO_ADVICE, type AgencyKod, type Descriptor, type Texts } from '@ssbtek/bastjanst-kit';

/** Namespace of AF's question and answer, the same for every contract version (sources.md 2.1, architecture 11). */
export const AF_NS = 'http://api.arbetsformedlingen.se/arbetssokande/ersattningsstod/v2';

/** Codes above this are errors (seed 7.3.2). */
export const HIGHEST_DATA_KOD = 99;

/** The number asked about is no longer valid, so the answer may carry the new one (sources.md 2.1). */
export const KOD_RENUMBERED = '600';

const CORRECT = { sv: 'Rätta frågan och fråga igen.', en: 'Correct the question and ask again.' };
const SUPPORT = {
  sv: 'Fråga igen senare; kontakta Arbetsförmedlingen om felet består.',
  en: 'Ask again later; if it stays, contact Arbetsförmedlingen.',
};
const CONTACT = {
  sv: 'Kontakta Försäkringskassan: ingivarens eller ombudets registrering hos Arbetsförmedlingen är fel.',
  en: "Contact Försäkringskassan: the caller's or the ombud's registration at Arbetsförmedlingen is at fault.",
};

const error = (kod: number, text: string, advice: Texts): AgencyKod => ({
  kod: String(kod),
  text,
  becomes: 'error',
  advice,
});
const data = (kod: number, text: string, advice: Texts): AgencyKod => ({
  ...error(kod, text, advice),
  becomes: 'data',
});

/** Codes and texts of sources.md 2.1 (seed 7.3.3). */
const KODER: readonly AgencyKod[] = [
  data(0, 'Frågan har behandlats normalt och ett giltigt svar har returnerats.', NO_ADVICE),
  data(
    10,
    'Frågan har behandlats normalt och ett giltigt svar har returnerats. Dock saknas information från något av de underliggande systemen på grund av tekniskt oväntat internt fel. Frågan kan ställas om men är detta bestående skall tjänsteleverantören kontaktas.',
    {
      sv: 'Något saknas: visa uppgifterna som ofullständiga och fråga igen senare.',
      en: 'Something is missing: show the data as incomplete and ask again later.',
    },
  ),
  error(
    110,
    'Angiven information är inte korrekt eller kan inte tolkas (sifferfält innehåller felaktiga tecken); "fältnamn:nnn"',
    CORRECT,
  ),
  error(
    111,
    'Angiven information är inte korrekt eller kan inte tolkas (datumfält innehåller inte ett korrekt datumformat); "fältnamn:nnn"',
    CORRECT,
  ),
  error(120, 'Angivet personnummer/samordningsnummer är inte korrekt (kontrollsiffror felaktiga)', CORRECT),
  error(200, 'Frågan saknar obligatorisk inmatad information enligt specifikation/kontrakt.', CORRECT),
  error(210, 'Angiven lagparagraf är inte korrekt, korrigera frågan och ställ om den.', CORRECT),
  error(220, 'Angivet syfte med frågan är inte korrekt, korrigera frågan och ställ om den.', CORRECT),
  error(300, 'Angivet fromdatum är ett datum i framtiden, korrigera frågan och ställ om den.', CORRECT),
  error(301, 'Angivet tomdatum är ett datum i framtiden, korrigera frågan och ställ om den.', CORRECT),
  error(
    302,
    'Angivet from- eller tomdatum är felaktigt, korrigera frågan och ställ om den. Exempelvis att fromdatum är efter tomdatum.',
    CORRECT,
  ),
  error(303, 'Angiven period är större än tre månader, korrigera frågan och ställ om den.', CORRECT),
  error(400, 'Frågan innehåller ett icke godkänt organisationsnummer för ingivaren', CONTACT),
  error(401, 'Frågan innehåller ett icke godkänt organisationsnummer för ombudet', CONTACT),
  error(402, 'Frågan saknar ett godkänt organisationsnummer för ombudet', CONTACT),
  error(403, 'Frågan innehåller ett organisationsnummer för ombud där konsument inte har ett ombud', CONTACT),
  error(410, 'Uppgifterna kan inte lämnas ut på grund av sekretesskäl.', {
    sv: 'Vänd dig till Arbetsförmedlingen på annat sätt; att fråga igen hjälper inte.',
    en: 'Ask Arbetsförmedlingen in another way; asking again does not help.',
  }),
  error(500, 'Det finns inga uppgifter om den efterfrågade personen hos Arbetsförmedlingen.', {
    sv: 'Inget fel: personen är inte känd där.',
    en: 'Not a fault: the person is not known there.',
  }),
  error(
    600,
    'Den använda personidentiteten är inte längre giltig. Kan innebära att personen har ett nytt personnummer etc.',
    {
      sv: 'Ta reda på personens nuvarande nummer och fråga med det.',
      en: "Find the person's present number and ask with that.",
    },
  ),
  error(
    700,
    'Tekniskt oväntat internt fel vid hämtning av information om efterfrågad person. Ett fel har uppstått i tjänsten, frågan kan ställas om men är detta bestående skall tjänsteleverantören kontaktas. Utanför kontorstid kan underliggande system vara stängda',
    SUPPORT,
  ),
];

/** Facts about Arbetsförmedlingen. */
export const descriptor: Descriptor = {
  kod: 'af',
  namn: 'Arbetsförmedlingen',
  element: 'AF',
  settings: [
    {
      key: 'TEST',
      description:
        "`1` when the address is Arbetsförmedlingen's test environment: sets Test in the question (seed 6.1).",
      default: '',
      form: { pattern: /^1?$/, rule: '1, or nothing' },
    },
  ],
  guide: {
    asked: {
      sv: 'Om personens stöd och ersättningar som arbetssökande. Skickas: ingivaren (organisationsnummer, namn, handläggare), personidentitet, arendeidentitet, perioden, syfte och lagtext.',
      en: "About the person's support as a job seeker. Sent: the ingivare (organisationsnummer, namn, handlaggare), personidentitet, arendeidentitet, the period, syfte and lagtext.",
    },
    limits: [
      { limit: { sv: 'Inga datum i framtiden.', en: 'No dates in the future.' }, koder: ['300', '301'] },
      {
        limit: {
          sv: 'Från-datum inte efter till-datum, och högst tre månader.',
          en: 'From not after tom, and at most three months.',
        },
        koder: ['302', '303'],
      },
      {
        limit: {
          sv: 'Lagtext och syfte ska vara de överenskomna.',
          en: 'Lagtext and syfte must be the agreed ones.',
        },
        koder: ['210', '220'],
      },
      {
        limit: {
          sv: 'Kontrollsiffran i personidentitet ska stämma.',
          en: 'The check digit of personidentitet must be right.',
        },
        koder: ['120'],
      },
      {
        limit: {
          sv: 'Bakomliggande system kan vara stängda utanför kontorstid.',
          en: 'Its systems may be closed outside office hours.',
        },
        koder: ['700'],
      },
    ],
    answer: [
      {
        sv: 'Fraga (kan saknas) och Svar, i Arbetsförmedlingens namnrymd. Status 10 i Svar betyder att något saknas.',
        en: "Fraga (may be missing) and Svar, in Arbetsförmedlingen's namespace. Status 10 in Svar means that something is missing.",
      },
    ],
  },
  koder: KODER,
};

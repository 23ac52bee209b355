import { NO_ADVICE, type AgencyKod, type Descriptor, type Texts } from '@ssbtek/bastjanst-kit';

/** Namespace of Migrationsverket's outermost elements, with its trailing slash; all inside is unqualified (sources.md 2.7). */
export const MIV_NS = 'http://schema.migrationsverket.se/ssbtek/1/';

/**
 * Migrationsverket's own SOAP header (seed 6.7). Its schema is not public: the names are our guess after the
 * codes 500-101 and 500-102, and this is the only place that knows them (sources.md 5 #21).
 */
export const MIV_HEADER = {
  uri: 'http://schema.migrationsverket.se/ssbtek/header/1',
  local: 'ssbtekHeader',
  correlationId: 'correlation_id',
  userId: 'anvandar_id',
} as const;

const error = (kod: string, text: string, advice: Texts): AgencyKod => ({
  kod,
  text,
  becomes: 'error',
  advice,
});
const LATER = {
  sv: 'Fråga igen senare; kontakta Migrationsverket om felet består.',
  en: 'Ask again later; if it stays, contact Migrationsverket.',
};

/** Facts about Migrationsverket. */
export const descriptor: Descriptor = {
  kod: 'miv',
  namn: 'Migrationsverket',
  element: 'MIV',
  settings: [],
  guide: {
    asked: {
      sv: 'Om personens uppehålls- och arbetstillstånd. Skickas: ingivaren (organisationsnummer, namn, handläggare), personidentitet och korrelationsid; ingen period.',
      en: "About the person's permits to stay and to work. Sent: the ingivare (organisationsnummer, namn, handlaggare), personidentitet and korrelationsid; no period.",
    },
    limits: [
      {
        limit: { sv: 'Personnumret ska vara riktigt.', en: 'The number must be right.' },
        koder: ['500-103'],
      },
    ],
    answer: [
      {
        sv: 'response, utan namnrymd; inget alls när Migrationsverket inte hittade någon.',
        en: 'response, in no namespace; nothing at all when Migrationsverket found nobody.',
      },
    ],
  },
  koder: [
    { kod: '200', text: 'Ok', becomes: 'data', advice: NO_ADVICE },
    error('500-100', 'Oväntat fel', LATER),
    error('500-101', 'Felaktigt correlation_id', {
      sv: 'Fråga med ett annat korrelationsid, eller utan.',
      en: 'Ask with another korrelationsid, or with none.',
    }),
    error('500-102', 'Felaktigt användar_id', {
      sv: 'Rätta handlaggare och fråga igen.',
      en: 'Correct handlaggare and ask again.',
    }),
    error('500-103', 'Felaktigt personnummer', {
      sv: 'Rätta frågan och fråga igen.',
      en: 'Correct the question and ask again.',
    }),
    error('500-104', 'Serverfel', LATER),
  ],
};

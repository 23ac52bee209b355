import type { AgencyKod, Descriptor } from '@ssbtek/bastjanst-kit';

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

const error = (kod: string, text: string, advice: string): AgencyKod => ({
  kod,
  text,
  becomes: 'error',
  advice,
});
const LATER = 'Ask again later; if it stays, contact Migrationsverket.';

/** Facts about Migrationsverket. */
export const descriptor: Descriptor = {
  kod: 'miv',
  namn: 'Migrationsverket',
  element: 'MIV',
  settings: [],
  koder: [
    { kod: '200', text: 'Ok', becomes: 'data', advice: 'None.' },
    error('500-100', 'Oväntat fel', LATER),
    error('500-101', 'Felaktigt correlation_id', 'Ask with another korrelationsid, or with none.'),
    error('500-102', 'Felaktigt användar_id', 'Correct handlaggare and ask again.'),
    error('500-103', 'Felaktigt personnummer', 'Correct the question and ask again.'),
    error('500-104', 'Serverfel', LATER),
  ],
};

import type { Descriptor } from '@ssbtek/bastjanst-kit';

/** Namespaces of Transportstyrelsen's question, answer and their parts (sources.md 2.6). */
export const TNS_NS = 'http://schema.transportstyrelsen.se/ssbtek/hamtauppgifterresponder/1';
export const FORDON_NS = 'http://schema.transportstyrelsen.se/ssbtek/fordon/1';
export const PERSON_NS = 'http://schema.transportstyrelsen.se/ssbtek/person/1';

/**
 * Transportstyrelsen's own SOAP header (seed 6.6). Its schema is not public: element name and namespace are our
 * guess, and this is the only place that knows them (sources.md 5 #21).
 */
export const TNS_HEADER = {
  uri: 'http://schema.transportstyrelsen.se/ssbtek/header/1',
  local: 'ssbtekHeader',
} as const;

/** Facts about Transportstyrelsen, which the seed also calls TS. */
export const descriptor: Descriptor = {
  kod: 'tns',
  namn: 'Transportstyrelsen',
  element: 'TNS',
  settings: [],
  guide: {
    asked: {
      sv: 'Om personens fordonsinnehav. Skickas: ingivaren (organisationsnummer, namn, handläggare), personidentitet, arendeidentitet och frageTidpunkt; ingen period.',
      en: 'About the vehicles the person holds. Sent: the ingivare (organisationsnummer, namn, handlaggare), personidentitet, arendeidentitet and frageTidpunkt; no period.',
    },
    limits: [
      {
        limit: {
          sv: 'Bara personnummer från 1900- och 2000-talet. Koden är ett antagande.',
          en: 'Only numbers of the centuries 19 and 20. The code is a guess.',
        },
        koder: ['99'],
      },
    ],
    answer: [
      {
        sv: 'resultat och fordonsinnehav, i Transportstyrelsens namnrymder.',
        en: "resultat and fordonsinnehav, in Transportstyrelsen's namespaces.",
      },
    ],
  },
  koder: [
    {
      kod: '99',
      text: 'Oväntat fel',
      becomes: 'error',
      advice: {
        sv: 'Fråga igen senare; kontakta Transportstyrelsen om felet består.',
        en: 'Ask again later; if it stays, contact Transportstyrelsen.',
      },
    },
  ],
};

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
  koder: [
    {
      kod: '99',
      text: 'Oväntat fel',
      becomes: 'error',
      advice: 'Ask again later; if it stays, contact Transportstyrelsen.',
    },
  ],
};

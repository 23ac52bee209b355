import { PERSONAS } from '@ssbtek/bastjanst-kit';
import { BASTJANSTER } from '@ssbtek/bastjanst-registry';
import { CONTRACT_VERSIONS } from '@ssbtek/contract-versions';
import { pagesOf, respond, type Answer, type Facts, type Moment, type Status } from '@ssbtek/portal-pages';
import { productOf } from '../support/shs';

export const LANGUAGES = ['sv', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

const NOON = Date.parse('2026-11-29T11:00:00Z');
const MINUTE = 60_000;

/** One agency is well, one was in trouble and is in maintenance; of the others nothing is known. */
export const STATUS: Status = {
  at: NOON,
  agencies: [
    {
      kod: 'csn',
      word: 'well',
      since: NOON - 50 * MINUTE,
      workers: 2,
      services: [{ name: 'shs', breaker: 'closed', calls: 120, timeouts: 0.025, errors: 0.1, p50Ms: 140 }],
      history: [
        { since: NOON - 60 * MINUTE, word: 'down' },
        { since: NOON - 50 * MINUTE, word: 'well' },
      ],
    },
    {
      kod: 'so',
      word: 'maintenance',
      since: NOON - 5 * MINUTE,
      workers: 1,
      services: [{ name: 'soap', breaker: 'closed', calls: 0, timeouts: 0, errors: 0 }],
      history: [{ since: NOON - 5 * MINUTE, word: 'maintenance' }],
    },
  ],
};

export const MOMENT: Moment = { today: '2026-11-29', portalUrl: 'http://portal.invalid', status: STATUS };

/** What the portal of a trial knows. */
export const facts = (change: Partial<Facts> = {}): Facts => ({
  versions: CONTRACT_VERSIONS,
  agencies: BASTJANSTER.map(({ descriptor }) => descriptor),
  persons: PERSONAS,
  environment: 'simulator',
  serviceUrl: 'http://mesh.invalid',
  closings: new Map(),
  links: {},
  shs: {
    address: 'urn:X-shs:2021005521',
    products: new Map(CONTRACT_VERSIONS.map(({ name }) => [name, productOf(name)])),
  },
  ...change,
});

/** What is answered to an address, its query included. */
export function fetched(address: string, known = facts(), moment = MOMENT): Answer {
  const [path = '', query = ''] = address.split('?');
  return respond(known, { path, query: new URLSearchParams(query) }, moment);
}

/** The paths of all pages below a language. */
export const paths = (known = facts()): readonly string[] => pagesOf(known).map(({ path }) => path);

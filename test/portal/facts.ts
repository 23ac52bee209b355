import { PERSONAS } from '@ssbtek/bastjanst-kit';
import { BASTJANSTER } from '@ssbtek/bastjanst-registry';
import { CONTRACT_VERSIONS } from '@ssbtek/contract-versions';
import { pagesOf, respond, type Answer, type Facts, type Moment } from '@ssbtek/portal-pages';

export const LANGUAGES = ['sv', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

export const MOMENT: Moment = { today: '2026-11-29', portalUrl: 'http://portal.invalid' };

/** What the portal of a trial knows. */
export const facts = (change: Partial<Facts> = {}): Facts => ({
  versions: CONTRACT_VERSIONS,
  agencies: BASTJANSTER.map(({ descriptor }) => descriptor),
  persons: PERSONAS,
  environment: 'simulator',
  serviceUrl: 'http://mesh.invalid',
  closings: new Map(),
  links: {},
  ...change,
});

/** What is answered to an address, its query included. */
export function fetched(address: string, known = facts(), moment = MOMENT): Answer {
  const [path = '', query = ''] = address.split('?');
  return respond(known, { path, query: new URLSearchParams(query) }, moment);
}

/** The paths of all pages below a language. */
export const paths = (known = facts()): readonly string[] => pagesOf(known).map(({ path }) => path);

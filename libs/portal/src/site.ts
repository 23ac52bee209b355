import { dated } from './dated';
import type { Facts, Moment } from './facts';
import { CHAPTERS } from './guide';
import { LANGUAGES, type InBoth, type Language } from './language';
import { layout, type Content, type Place } from './layout';
import { EXAMPLES } from './made/examples';
import { agenciesPage, AGENCIES_NAME, agencyPage } from './pages/agencies';
import { codesPage, MAX_QUERY } from './pages/codes';
import { explainPage } from './pages/explain';
import { chapterPage, connectPage } from './pages/connect';
import { notFoundPage } from './pages/not-found';
import { operationsPage } from './pages/operations';
import { personsPage } from './pages/persons';
import { startPage } from './pages/start';
import { statusPage } from './pages/status';
import { TRIAL_NAME, trialPage } from './pages/trial';
import { versionsPage } from './pages/versions';
import { STATUS_SCRIPT } from './script';
import { statusDocument } from './status-document';
import { ICON, STYLE } from './style';

/** What is asked for: the path and what stands behind its question mark. */
export interface Asked {
  readonly path: string;
  readonly query: URLSearchParams;
}

/** What the portal answers. */
export interface Answer {
  readonly status: number;
  readonly type: string;
  readonly body: string;
  /** Of this moment and nobody else's: it must not be kept on the way. */
  readonly fresh?: true;
  /** Has a script of ours that asks us for what is new. */
  readonly script?: true;
  /** The name under which a browser saves it. */
  readonly fileName?: string;
}

type Maker = (language: Language, facts: Facts, moment: Moment, query: string) => Content;

interface Page {
  readonly path: string;
  /** Its name among the pages; left out for those below another one. */
  readonly name?: InBoth<string>;
  readonly make: Maker;
  /** Follows what happens, by a script where there can be one. */
  readonly live?: true;
  /** What behind the question mark the page depends on. */
  readonly parameter?: 'q' | 'version';
  /** See {@link Answer.fresh}. */
  readonly fresh?: true;
}

/** Every page there is below a language, in the order of the menu. A page that is not here is linked nowhere. */
export function pagesOf({ agencies, environment }: Facts): readonly Page[] {
  const persons: Page = {
    path: '/testpersoner',
    name: { sv: 'Testpersoner', en: 'Test persons' },
    make: personsPage,
  };
  const trial: readonly Page[] = [
    {
      path: '/prova',
      name: TRIAL_NAME,
      parameter: 'version',
      fresh: true,
      make: (language, facts, moment, version) => trialPage(language, facts, moment, version),
    },
    { path: '/prova/forklara', fresh: true, make: explainPage },
  ];
  return [
    { path: '', name: { sv: 'Start', en: 'Home' }, make: startPage },
    { path: '/versioner', name: { sv: 'Versioner', en: 'Versions' }, make: versionsPage },
    { path: '/anslut', name: { sv: 'Anslut', en: 'Connect' }, make: connectPage },
    ...CHAPTERS.map((name) => ({
      path: `/anslut/${name}`,
      make: (language: Language) => chapterPage(language, name),
    })),
    { path: '/bastjanster', name: AGENCIES_NAME, make: agenciesPage },
    ...agencies.map((agency) => ({
      path: `/bastjanster/${agency.kod}`,
      make: (language: Language) => agencyPage(language, agency),
    })),
    {
      path: '/felkoder',
      name: { sv: 'Felkoder', en: 'Codes' },
      parameter: 'q',
      make: (language, facts, _moment, query) => codesPage(language, facts, query),
    },
    {
      path: '/driftstatus',
      name: { sv: 'Driftstatus', en: 'Status' },
      live: true,
      make: statusPage,
    },
    ...(environment === 'production' ? [] : [...trial, persons]),
    { path: '/drift', name: { sv: 'För driften', en: 'For operators' }, make: operationsPage },
  ];
}

const placesOf = (pages: readonly Page[]): readonly Place[] =>
  pages.flatMap(({ path, name }) => (name ? [{ path, name }] : []));

/** What the portal answers to a path. Pure: the day and the address come in. */
export function respond(facts: Facts, asked: Asked, moment: Moment): Answer {
  const path = asked.path.replace(/\/+$/, '') || '/sv';
  const [, first = '', below = ''] = /^\/([^/]*)(.*)$/.exec(path) ?? [];
  const language = LANGUAGES.find((one) => one === first);
  if (!language) return fileAt(facts, path, moment) ?? pageOf('sv', facts, '', {}, notFoundPage('sv'), 404);
  const found = pagesOf(facts).find((one) => one.path === below);
  if (!found) return pageOf(language, facts, '', {}, notFoundPage(language), 404);
  const { parameter } = found;
  const query = parameter ? (asked.query.get(parameter) ?? '').trim().slice(0, MAX_QUERY) : '';
  const content = found.make(language, facts, moment, query);
  const said = parameter && query !== '' ? { [parameter]: query } : {};
  const answer = pageOf(language, facts, below, said, content, 200);
  if (found.live) return { ...answer, fresh: true, script: true };
  return { ...answer, ...(found.fresh && { fresh: true }) };
}

/** A page of HTML; `said` stood behind the question mark, and the other language gets it, too. */
export function pageOf(
  language: Language,
  facts: Facts,
  path: string,
  said: Readonly<Record<string, string>>,
  content: Content,
  status: Answer['status'],
): Answer {
  const query = new URLSearchParams(said).toString();
  const search = query === '' ? '' : `?${query}`;
  const frame = { language, path, query: search, places: placesOf(pagesOf(facts)) };
  return { status, type: 'text/html; charset=utf-8', body: layout(frame, content, facts).text };
}

const file = (type: string, body: string | undefined): Answer | undefined =>
  body === undefined ? undefined : { status: 200, type, body };

const XML = 'text/xml; charset=utf-8';
const own = (record: Readonly<Record<string, string>>, name: string): string | undefined =>
  Object.hasOwn(record, name) ? record[name] : undefined;

function exampleAt(name: string, today: string): Answer | undefined {
  const example = own(EXAMPLES, name);
  const type = name.endsWith('.xml') ? XML : 'text/plain; charset=utf-8';
  return file(type, example === undefined ? undefined : dated(example, today));
}

/** What is no page: the style, descriptions of the versions, examples. */
function fileAt(facts: Facts, path: string, moment: Moment): Answer | undefined {
  const { versions, serviceUrl } = facts;
  if (path === '/status.json') {
    const body = `${JSON.stringify(statusDocument(facts, moment), undefined, 2)}\n`;
    return { status: 200, type: 'application/json; charset=utf-8', body, fresh: true };
  }
  if (path === '/driftstatus.js') return file('text/javascript; charset=utf-8', STATUS_SCRIPT);
  if (path === '/portal.css') return file('text/css; charset=utf-8', STYLE);
  if (path === '/portal.svg') return file('image/svg+xml', ICON);
  const [, folder = '', name = '', below] = /^\/(wsdl|exempel)\/([^/]+)(?:\/([^/]+))?$/.exec(path) ?? [];
  if (folder === 'exempel' && below === undefined) return exampleAt(name, moment.today);
  const version = folder === 'wsdl' ? versions.find((one) => one.name === name) : undefined;
  if (!version) return undefined;
  return file(
    XML,
    below === undefined ? version.wsdl(`${serviceUrl}/ssbtek/${name}`) : own(version.files, below),
  );
}

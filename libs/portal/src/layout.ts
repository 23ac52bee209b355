import { NAME_OF_LANGUAGE, otherThan, type InBoth, type Language } from './language';
import { html, type Html, type Part } from './html';
import type { Facts } from './facts';

/** A page below `/<language>`, and what its link says. */
export interface Place {
  /** Path below the language: empty for the start, else `/versioner`. */
  readonly path: string;
  readonly name: InBoth<string>;
}

/** What stands in a page. */
export interface Content {
  readonly title: string;
  readonly main: Part;
  /** What this page alone has in its head. */
  readonly head?: Part;
}

/** Where a page stands: what its frame needs to know. */
export interface Frame {
  readonly language: Language;
  /** Path below the language. */
  readonly path: string;
  /** What was searched for, `?q=500`, or empty: the page in the other language shows the same. */
  readonly query: string;
  readonly places: readonly Place[];
}

const TEXTS = {
  sv: {
    brand: 'SSBTEK informationsportal',
    skip: 'Hoppa till innehållet',
    pages: 'Sidor',
    languages: 'Språk',
    other: 'This page in English',
    environment: {
      simulator: 'Testmiljö: påhittade personer, och bastjänsterna spelas av en simulator.',
      test: 'Testmiljö: bastjänsternas testmiljöer tillfrågas, eller en simulator i deras ställe.',
      production: 'Produktionsmiljö: bastjänsterna tillfrågas om verkliga personer.',
    },
    privacy: 'Portalen vet inget om någon person, sätter inga kakor och hämtar inget från andra adresser.',
  },
  en: {
    brand: 'SSBTEK information portal',
    skip: 'Skip to the content',
    pages: 'Pages',
    languages: 'Language',
    other: 'Den här sidan på svenska',
    environment: {
      simulator: 'Test environment: made-up people, and the agencies are played by a simulator.',
      test: "Test environment: the agencies' test environments are asked, or a simulator in their place.",
      production: 'Production environment: the agencies are asked about real people.',
    },
    privacy: 'The portal knows nothing of any person, sets no cookies and fetches nothing from elsewhere.',
  },
} satisfies InBoth<object>;

/** A link to another page in the same language. */
export const to = (language: Language, path: string, text: Part): Html =>
  html`<a href="/${language}${path}">${text}</a>`;

/** The whole document around a page's content. */
export function layout(frame: Frame, { title, main, head }: Content, { environment }: Facts): Html {
  const { language, path, query } = frame;
  const t = TEXTS[language];
  const other = otherThan(language);
  return html`<!doctype html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title} – ${t.brand}</title>
        <link rel="stylesheet" href="/portal.css" />
        <link rel="icon" href="/portal.svg" type="image/svg+xml" />
        <link rel="alternate" hreflang="${other}" href="/${other}${path}${query}" />
        ${head}
      </head>
      <body>
        <a class="skip" href="#innehall">${t.skip}</a>
        ${bar(frame)} ${menu(frame)}
        <main id="innehall" class="inner" tabindex="-1">${main}</main>
        <footer>
          <div class="inner">
            <p>${t.environment[environment]}</p>
            <p>${t.privacy}</p>
          </div>
        </footer>
      </body>
    </html> `;
}

/** Whose pages these are, and the same page in the other language. */
function bar({ language, path, query }: Frame): Html {
  const t = TEXTS[language];
  const other = otherThan(language);
  const name = NAME_OF_LANGUAGE[other];
  return html`<header class="top">
    <div class="inner">
      <a class="brand" href="/${language}">${t.brand}</a>
      <nav aria-label="${t.languages}">
        <ul>
          <li>
            <a
              href="/${other}${path}${query}"
              hreflang="${other}"
              lang="${other}"
              aria-label="${name}: ${t.other}"
              >${name}</a
            >
          </li>
        </ul>
      </nav>
    </div>
  </header>`;
}

/** All pages, and which of them the reader is on or below. */
function menu({ language, path, places }: Frame): Html {
  const top = path.replace(/^(\/[^/]*).*$/, '$1');
  const current = html` aria-current="${path === top ? 'page' : 'true'}"`;
  const items = places.map(
    (place) =>
      html`<li>
        <a href="/${language}${place.path}" ${place.path === top && current}>${place.name[language]}</a>
      </li>`,
  );
  return html`<nav class="pages" aria-label="${TEXTS[language].pages}">
    <div class="inner">
      <ul>
        ${items}
      </ul>
    </div>
  </nav>`;
}

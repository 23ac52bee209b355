import { allCodes, search } from '../codes';
import type { Facts } from '../facts';
import { html } from '../html';
import type { InBoth, Language } from '../language';
import { to, type Content } from '../layout';
import { codeTable } from './code-table';

/** Longer questions than this are cut: nobody looks for more. */
export const MAX_QUERY = 100;

const TEXTS = {
  sv: {
    title: 'Felkoder',
    lead: 'Sök på en kod, ett ord ur texten eller en bastjänst, så ser du vad du ska göra.',
    label: 'Kod eller ord',
    button: 'Sök',
    all: 'Visa alla koder',
    caption: 'Koder',
    found: (count: number, query: string) =>
      count === 1 ? `En kod passar ”${query}”.` : `${count} koder passar ”${query}”.`,
    none: (query: string) => `Ingen kod passar ”${query}”.`,
    count: (count: number) => `Alla ${count} koder:`,
    mind: 'En kod betyder inget utan sin avsändare: 500 är ”inga uppgifter” hos en bastjänst och ”internt fel” hos en annan. Ett error betyder aldrig att inget är registrerat, utom där rådet säger det.',
    log: 'Skriv kalla och felkod i loggen, inte felmeddelande: en bastjänsts text kan citera frågan.',
    how: 'Så läses svaret',
  },
  en: {
    title: 'Codes',
    lead: 'Search for a code, a word of its text or an agency, and see what to do.',
    label: 'Code or word',
    button: 'Search',
    all: 'Show all codes',
    caption: 'All that was found',
    found: (count: number, query: string) =>
      count === 1 ? `One code fits “${query}”.` : `${count} codes fit “${query}”.`,
    none: (query: string) => `No code fits “${query}”.`,
    count: (count: number) => `All ${count} codes:`,
    mind: 'A code means nothing without its sender: 500 is “no data” at one agency and “internal error” at another. An error never means that nothing is registered, except where the advice says so.',
    log: "Log kalla and felkod, not felmeddelande: an agency's text may quote the question.",
    how: 'How to read the answer',
  },
} satisfies InBoth<object>;

/** Every code a caller can meet, to be searched without a script. */
export function codesPage(language: Language, { agencies }: Facts, query: string): Content {
  const t = TEXTS[language];
  const all = allCodes(agencies);
  const found = search(all, query, language);
  const said =
    query === '' ? t.count(all.length) : found.length === 0 ? t.none(query) : t.found(found.length, query);
  const main = html`<h1>${t.title}</h1>
    <p class="lead">${t.lead}</p>
    <form class="search" role="search" method="get" action="/${language}/felkoder">
      <div>
        <label for="q">${t.label}</label
        ><input
          id="q"
          name="q"
          type="search"
          value="${query}"
          maxlength="${MAX_QUERY}"
          autocomplete="off"
          spellcheck="false"
        />
      </div>
      <button type="submit">${t.button}</button>
    </form>
    <p role="status">${said}</p>
    ${query !== '' && html`<p>${to(language, '/felkoder', t.all)}</p> `}${found.length > 0 && codeTable(language, t.caption, found)}
    <p>${t.mind}</p>
    <p>${t.log} ${to(language, '/anslut/svaret', t.how)}.</p> `;
  return { title: query === '' ? t.title : `${query} – ${t.title}`, main };
}

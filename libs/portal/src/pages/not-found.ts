import { html } from '../html';
import type { InBoth, Language } from '../language';
import { to, type Content } from '../layout';

const TEXTS = {
  sv: { title: 'Sidan finns inte', lead: 'Adressen leder ingenstans här.', start: 'Till startsidan' },
  en: { title: 'There is no such page', lead: 'The address leads nowhere here.', start: 'To the start' },
} satisfies InBoth<object>;

/** For addresses that lead nowhere. */
export function notFoundPage(language: Language): Content {
  const { title, lead, start } = TEXTS[language];
  const main = html`<h1>${title}</h1>
    <p class="lead">${lead}</p>
    <p>${to(language, '', start)}</p> `;
  return { title, main };
}

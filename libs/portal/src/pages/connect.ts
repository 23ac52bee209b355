import { chapter, CHAPTERS, MOVING, titleOf, type Chapter } from '../guide';
import { html } from '../html';
import type { InBoth, Language } from '../language';
import { to, type Content } from '../layout';

const TEXTS = {
  sv: {
    title: 'Anslut',
    lead: 'Handledningen för dig som bygger eller förvaltar kommunens system. Varje exempel i den är en fil som testerna skickar.',
    chapters: 'Kapitel',
    previous: 'Föregående',
    next: 'Nästa',
    steps: 'Mellan kapitel',
    all: 'Alla kapitel',
  },
  en: {
    title: 'Connect',
    lead: "The guide for those who build or look after the municipality's system. Every example in it is a file that the tests send.",
    chapters: 'Chapters',
    previous: 'Previous',
    next: 'Next',
    steps: 'Between chapters',
    all: 'All chapters',
  },
} satisfies InBoth<object>;

/** The chapters of the guide. */
export function connectPage(language: Language): Content {
  const t = TEXTS[language];
  const main = html`<h1>${t.title}</h1>
    <p class="lead">${t.lead}</p>
    <h2 id="kapitel">${t.chapters}</h2>
    <ol>
      ${CHAPTERS.map((name) => html`<li>${to(language, `/anslut/${name}`, titleOf(language, name))}</li> `)}
      <li>${to(language, '/versioner#byta', titleOf(language, MOVING))}</li>
    </ol> `;
  return { title: t.title, main };
}

/** One chapter, and the way to those beside it. */
export function chapterPage(language: Language, name: Chapter): Content {
  const t = TEXTS[language];
  const at = CHAPTERS.indexOf(name);
  const [before, after] = [CHAPTERS[at - 1], CHAPTERS[at + 1]];
  const step = (said: string, one: Chapter | undefined) =>
    one && html`<li>${said}: ${to(language, `/anslut/${one}`, titleOf(language, one))}</li> `;
  const main = html`<p>${to(language, '/anslut', t.all)}</p>
    ${chapter(language, name)}
    <nav aria-label="${t.steps}">
      <ul>
        ${step(t.previous, before)}${step(t.next, after)}
      </ul>
    </nav> `;
  return { title: titleOf(language, name), main };
}

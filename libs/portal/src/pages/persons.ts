import { DEFAULT_PERSONA } from '@ssbtek/bastjanst-kit';
import type { Facts } from '../facts';
import { html } from '../html';
import type { InBoth, Language } from '../language';
import { to, type Content } from '../layout';
import { swedish, table, word } from '../parts';

const TEXTS = {
  sv: {
    title: 'Testpersoner',
    lead: 'Simulatorns personer är påhittade. Var och en visar något som kan hända, så att ditt system kan prövas mot allt.',
    numbers:
      'Numren är Skatteverkets publicerade testnummer. Byt personidentitet i exempelfrågan; står ett personnummer även i lefiJsonFraga ska det vara samma person.',
    mixed:
      'Personerna finns bara i simulatorn: en bastjänst som svarar från en annan adress känner dem inte.',
    caption: 'Personer',
    heads: ['Personnummer', 'Namn', 'Vad svaret visar'],
    anybody: 'alla andra',
    examples: 'Exempelfrågor',
  },
  en: {
    title: 'Test persons',
    lead: 'The people of the simulator are made up. Each shows something that can happen, so that your system can be tried against all of it.',
    numbers:
      "The numbers are Skatteverket's published test numbers. Change personidentitet in the example; where a personnummer stands in lefiJsonFraga too, it must be the same person.",
    mixed:
      'The people are in the simulator alone: an agency that answers from another address does not know them.',
    caption: 'People',
    heads: ['Number', 'Name', 'What the answer shows'],
    anybody: 'anybody else',
    examples: 'Example questions',
  },
} satisfies InBoth<object>;

/** The people of the simulator. */
export function personsPage(language: Language, { persons }: Facts): Content {
  const t = TEXTS[language];
  const rows = persons.map(({ personidentitet, fornamn, efternamn, shows }) => [
    word(personidentitet),
    swedish(`${fornamn} ${efternamn}`),
    shows[language],
  ]);
  const { fornamn, efternamn, shows } = DEFAULT_PERSONA;
  const anybody = [t.anybody, swedish(`${fornamn} ${efternamn}`), shows[language]];
  const main = html`<h1>${t.title}</h1>
    <p class="lead">${t.lead}</p>
    <p>${t.numbers}</p>
    <p>${t.mixed}</p>
    ${table(t.caption, t.heads, [...rows, anybody])}
    <p>${to(language, '/anslut/exempel', t.examples)}</p> `;
  return { title: t.title, main };
}

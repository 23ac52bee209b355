import type { AgencyLimit, Descriptor } from '@ssbtek/bastjanst-kit';
import { codesOf } from '../codes';
import type { Facts } from '../facts';
import { html, type Html, type Part } from '../html';
import type { InBoth, Language } from '../language';
import { to, type Content } from '../layout';
import { swedish, table, word } from '../parts';
import { codeTable } from './code-table';

const TEXTS = {
  sv: {
    title: 'Bastjänster',
    lead: 'En bastjänst är en myndighets tjänst som SSBTEK frågar. Bara de som frågan inkluderar tillfrågas, och bara de finns i svaret.',
    unchecked:
      'SSBTEK kontrollerar inga av gränserna: bastjänstens egen kod är svaret, som error med kalla BT för den bastjänsten ensam. En och samma tidsperiod kan gå bra hos en bastjänst och fel hos en annan; ge då bastjänsten en egen tidsperiod.',
    untouched:
      'Det en bastjänst lämnar går vidare orört: inget filtreras, rättas eller prövas mot dess schema. Räkna med att element saknas som schemat kallar obligatoriska.',
    element: (element: string) => `Elementet ${element} i frågan och svaret`,
    asked: 'Vad den får veta',
    limits: 'Gränser',
    limitHeads: ['Gräns', 'Annars kommer'],
    noLimits: 'Inga gränser är kända.',
    own: 'bastjänstens egen kod',
    answer: 'Var uppgifterna står i svaret',
    codes: 'Dess koder',
    in: 'Kod',
    back: 'Alla bastjänster',
  },
  en: {
    title: 'Agencies',
    lead: 'A bastjänst is the service of an agency that SSBTEK asks. Only those that the question includes are asked, and only they are in the answer.',
    unchecked:
      "SSBTEK checks none of the limits: the agency's own code is the answer, as error with kalla BT for that agency alone. One and the same period can pass at one agency and fail at another; give the agency a period of its own then.",
    untouched:
      'What an agency delivers is handed on untouched: nothing is filtered, corrected or checked against its schema. Expect that elements are missing that the schema calls mandatory.',
    element: (element: string) => `The element ${element} in question and answer`,
    asked: 'What it is told',
    limits: 'Limits',
    limitHeads: ['Limit', 'What comes otherwise'],
    noLimits: 'No limits are known.',
    own: "the agency's own code",
    answer: 'Where its data stands in the answer',
    codes: 'Its codes',
    in: 'Code',
    back: 'All agencies',
  },
} satisfies InBoth<object>;

/** The name of this page, for links to it. */
export const AGENCIES_NAME: InBoth<string> = { sv: TEXTS.sv.title, en: TEXTS.en.title };

/** All agencies, each with a page of its own. */
export function agenciesPage(language: Language, { agencies }: Facts): Content {
  const t = TEXTS[language];
  const cards = agencies.map(
    (agency) =>
      html`<li>
        <h3>
          ${to(language, `/bastjanster/${agency.kod}`, html`${agency.element} – ${swedish(agency.namn)}`)}
        </h3>
        <p>${agency.guide.asked[language]}</p>
      </li> `,
  );
  const main = html`<h1>${t.title}</h1>
    <p class="lead">${t.lead}</p>
    <p>${t.unchecked}</p>
    <p>${t.untouched}</p>
    <h2 id="alla">${t.back}</h2>
    <ul class="cards">
      ${cards}
    </ul> `;
  return { title: t.title, main };
}

/** One agency: what it is asked, its limits, where its data stands, its codes. */
export function agencyPage(language: Language, agency: Descriptor): Content {
  const t = TEXTS[language];
  const { element, namn, guide } = agency;
  const codes = codesOf(agency);
  const main = html`<p>${to(language, '/bastjanster', t.back)}</p>
    <h1>${element} – ${swedish(namn)}</h1>
    <p class="muted">${t.element(element)}.</p>
    <h2 id="fraga">${t.asked}</h2>
    <p>${guide.asked[language]}</p>
    <h2 id="granser">${t.limits}</h2>
    ${limits(language, guide.limits)}
    <h2 id="svar">${t.answer}</h2>
    <ul>
      ${guide.answer.map((text) => html`<li>${text[language]}</li> `)}
    </ul>
    <p>${t.untouched}</p>
    <h2 id="koder">${t.codes}</h2>
    ${codeTable(language, t.codes, codes)}`;
  return { title: `${element} – ${namn}`, main };
}

function limits(language: Language, all: readonly AgencyLimit[]): Html {
  const t = TEXTS[language];
  if (all.length === 0) return html`<p>${t.noLimits}</p> `;
  const otherwise = (koder: readonly string[]): Part =>
    koder.length === 0 ? t.own : koder.map((kod, i) => [i > 0 && ', ', word(kod)]);
  const rows = all.map(({ limit, koder }) => [limit[language], otherwise(koder)]);
  return html`${table(t.limits, t.limitHeads, rows)}
    <p>${t.unchecked}</p> `;
}

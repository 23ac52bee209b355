import { allCodes, type CodeEntry } from '../codes';
import type { Facts, PortalVersion } from '../facts';
import { html, type Html, type Part } from '../html';
import type { InBoth, Language } from '../language';
import { to } from '../layout';
import { swedish, word } from '../parts';
import type { AgencySvar, Fel, Svar } from './answer';
import { readable, type Datum } from './data';

const MOST_TEXT = 300;

const TEXTS = {
  sv: {
    data: 'Uppgifter',
    error: 'Ett fel i stället för uppgifter',
    empty: 'data är tomt: bastjänsten har svarat och lämnar inga uppgifter.',
    cut: 'Allt visas inte här. Hela svaret är det som SSBTEK lämnar, oavkortat.',
    kalla: 'Från',
    felkod: 'Kod',
    texts: 'Text i svaret',
    fromAgency: 'bastjänsten själv',
    fromMesh: 'SSBTEK, som inte fick något användbart svar från bastjänsten',
    meaning: 'Vad det betyder',
    behind: 'Vad som kan ligga bakom',
    advice: 'Vad du gör',
    unknown:
      'Koden finns inte bland de dokumenterade. Läs texten, och fråga igen senare om den inte säger annat.',
    all: 'Alla koder',
    yes: 'Ja',
    no: 'Nej',
    values: (count: number) => `Visa ${count} uppgifter`,
  },
  en: {
    data: 'Data',
    error: 'An error in place of data',
    empty: 'data is empty: the agency has answered and delivers nothing.',
    cut: 'Not everything is shown here. What SSBTEK delivers is the whole answer, uncut.',
    kalla: 'From',
    felkod: 'Code',
    texts: 'Text in the answer',
    fromAgency: 'the agency itself',
    fromMesh: 'SSBTEK, which got no answer from the agency that it could use',
    meaning: 'What it means',
    behind: 'What may lie behind it',
    advice: 'What to do',
    unknown:
      'The code is none of the documented ones. Read the text, and ask again later unless it says otherwise.',
    all: 'All codes',
    yes: 'Yes',
    no: 'No',
    values: (count: number) => `Show ${count} values`,
  },
} satisfies InBoth<object>;

/** An agency by its element and name. */
export const nameOf = ({ element, agency }: Pick<AgencySvar, 'element' | 'agency'>): Part =>
  agency ? html`${element} – ${swedish(agency.namn)}` : element;

/** Each agency of an answer as a card: its data as a person reads it, or its error with what to do. */
export function cards(
  language: Language,
  facts: Facts,
  version: PortalVersion,
  agencies: readonly AgencySvar[],
): Html {
  const known = allCodes(facts.agencies);
  return html`<ul class="answer">
    ${agencies.map((one) => card(language, known, version, one))}
  </ul> `;
}

function card(
  language: Language,
  known: readonly CodeEntry[],
  version: PortalVersion,
  { element, agency, svar }: AgencySvar,
): Html {
  return html`<li id="svar-${element}">
    <h3>${nameOf({ element, agency })}</h3>
    ${svar.map(({ del, svar: one }) => [
      del !== undefined && html`<h4>${word(del)}</h4> `,
      svarOf(language, known, version, agency?.kod, one),
    ])}
  </li> `;
}

function svarOf(
  language: Language,
  known: readonly CodeEntry[],
  version: PortalVersion,
  kod: string | undefined,
  svar: Svar,
): Part {
  const t = TEXTS[language];
  if (svar.type === 'error')
    return errorOf(language, svar.fel, meantBy(known, version, kod, svar.fel), version);
  const { datum, cut } = svar.shown;
  const isEmpty = datum.length === 0;
  return [
    html`<p class="state good">${t.data}</p> `,
    isEmpty ? html`<p>${t.empty}</p> ` : html`<div lang="sv">${datumOf(language, datum, 0)}</div> `,
    cut && html`<p class="muted">${t.cut}</p> `,
  ];
}

/** Groups from this depth on with more values than this are folded, so that the whole of an answer is seen. */
const FOLDED_DEPTH = 2;
const MOST_UNFOLDED = 6;

const valuesIn = (datum: Datum): number =>
  typeof datum === 'string' ? 1 : datum.reduce((sum, row) => sum + valuesIn(row.datum), 0);

/** Agencies speak Swedish, whatever language the page is in. */
function datumOf(language: Language, datum: Datum, depth: number): Part {
  if (typeof datum === 'string') return valueOf(datum);
  if (datum.length === 0) return '–';
  // A wrapper around all there is says nothing to a reader.
  const [only, ...others] = datum;
  if (depth === 0 && only && others.length === 0 && typeof only.datum !== 'string')
    return datumOf(language, only.datum, 0);
  const list = html`<dl>
    ${datum.map(
      (row) =>
        html`<dt>${readable(row.name)}</dt>
          <dd>${datumOf(language, row.datum, depth + 1)}</dd> `,
    )}
  </dl>`;
  const count = valuesIn(datum);
  if (depth < FOLDED_DEPTH || count <= MOST_UNFOLDED) return list;
  return html`<details>
    <summary lang="${language}">${TEXTS[language].values(count)}</summary>
    ${list}
  </details>`;
}

function valueOf(text: string): string {
  if (text === 'true') return TEXTS.sv.yes;
  if (text === 'false') return TEXTS.sv.no;
  return text === '' ? '–' : text;
}

/** The entries that an error of an answer can mean: a code means nothing without its sender. */
export function meantBy(
  known: readonly CodeEntry[],
  { kalla }: PortalVersion,
  kod: string | undefined,
  fel: Fel,
): readonly CodeEntry[] {
  const own = fel.kalla === kalla.BT;
  return known.filter(
    ({ kod: code, from, becomes }) =>
      code === fel.felkod &&
      becomes === 'error' &&
      ('agency' in from ? own && from.agency.kod === kod : !own && 'mesh' in from),
  );
}

function errorOf(
  language: Language,
  { kalla, felkod, felmeddelanden }: Fel,
  entries: readonly CodeEntry[],
  version: PortalVersion,
): Part {
  const t = TEXTS[language];
  const from = kalla === version.kalla.BT ? t.fromAgency : t.fromMesh;
  return [
    html`<p class="state bad">${t.error}</p>
      <dl>
        <dt>${t.kalla}</dt>
        <dd>${word(short(kalla))}: ${from}</dd>
        <dt>${t.felkod}</dt>
        <dd>${word(short(felkod))}</dd>
        <dt>${t.texts}</dt>
        <dd>${felmeddelanden.map((one, i) => [i > 0 && html`<br />`, swedish(short(one))])}</dd>
      </dl> `,
    explained(language, entries),
  ];
}

export const short = (text: string): string =>
  text.length > MOST_TEXT ? `${text.slice(0, MOST_TEXT)}…` : text;

/** What codes mean and what to do about them, as the page of codes says it. */
export function explained(language: Language, entries: readonly CodeEntry[]): Part {
  const t = TEXTS[language];
  if (entries.length === 0)
    return html`<p><strong>${t.advice}</strong>: ${t.unknown} ${to(language, '/felkoder', t.all)}.</p> `;
  const meanings = entries.flatMap((one) => one.meanings.map((meaning) => meaning[language]));
  const advice = [...new Set(entries.map((one) => one.advice[language]))];
  const [only, ...more] = meanings;
  const list = html`<ul>
    ${meanings.map((one) => html`<li>${one}</li> `)}
  </ul>`;
  return [
    only !== undefined && more.length === 0 && html`<p><strong>${t.meaning}</strong>: ${only}</p> `,
    html`<p><strong>${t.advice}</strong>: ${advice.join(' ')}</p> `,
    more.length > 0 &&
      html`<details>
        <summary>${t.behind}</summary>
        ${list}
      </details> `,
  ];
}

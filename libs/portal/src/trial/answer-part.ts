import { allCodes } from '../codes';
import type { Facts } from '../facts';
import { html, type Html, type Part } from '../html';
import type { InBoth, Language } from '../language';
import { swedish, word } from '../parts';
import type { AgencySvar, ReadAnswer } from './answer';
import { cards, explained, short } from './cards';
import { overview } from './overview';
import { foldedXml } from './folded';

/** How an answer came here; left out where somebody pasted it. */
export interface Way {
  readonly status: number;
  readonly durationMs: number;
  readonly inquiryId: string | undefined;
  /** What each agency took, ms, by its kod, as the mesh tells it. */
  readonly tookMs: ReadonlyMap<string, number>;
}

/** More of the answer's own text than this is not repeated on the page. */
const MOST_RAW = 32_000;

const TEXTS = {
  sv: {
    title: 'Svaret',
    nothing: 'Ingen bastjänst finns i svaret.',
    all: (count: number) => `Alla ${count} bastjänster svarade med uppgifter.`,
    some: (good: number, count: number) =>
      `${good} av ${count} bastjänster svarade med uppgifter. Felen gäller bara de bastjänster de står vid, och de andras uppgifter är bra.`,
    none: (count: number) => `Ingen av ${count} bastjänster svarade med uppgifter.`,
    time: 'Tid',
    seconds: (ms: number) => `${(ms / 1000).toFixed(2).replace('.', ',')} sekunder`,
    id: 'Frågans id',
    quote: 'Uppge det när du ringer om svaret: det säger inget om personen.',
    status: 'HTTP-status',
    schema: 'Schemat',
    valid: 'Svaret följer versionens schema.',
    invalid: (what: string) =>
      html`Svaret avviker från schemat: <code>${what}</code>. Uppgifter lämnas ändå som bastjänsten gav dem.`,
    raw: 'Visa svaret som XML',
    cut: 'Det är bara början: svaret är längre.',
    fault: 'Hela frågan fick ett fel',
    faultLead: 'Ingen bastjänst finns i svaret. Det är frågan eller SSBTEK som felet gäller.',
    code: 'Kod',
    texts: 'Text i svaret',
    other: (found: string) => html`Det är inget svar från SSBTEK: dokumentet börjar med ${word(found)}.`,
    unreadable: (why: string) => html`Det går inte att läsa som XML: <code>${why}</code>.`,
  },
  en: {
    title: 'The answer',
    nothing: 'No agency is in the answer.',
    all: (count: number) => `All ${count} agencies answered with data.`,
    some: (good: number, count: number) =>
      `${good} of ${count} agencies answered with data. Errors are about the agencies that they stand at alone, and the data of the others is good.`,
    none: (count: number) => `None of ${count} agencies answered with data.`,
    time: 'Time',
    seconds: (ms: number) => `${(ms / 1000).toFixed(2)} seconds`,
    id: 'Id of the inquiry',
    quote: 'Quote it when you call about the answer: it says nothing of the person.',
    status: 'HTTP status',
    schema: 'The schema',
    valid: 'The answer follows the schema of the version.',
    invalid: (what: string) =>
      html`The answer departs from the schema: <code lang="sv">${what}</code>. Data is delivered all the same,
        as the agency gave it.`,
    raw: 'Show the answer as XML',
    cut: 'This is only the beginning: the answer is longer.',
    fault: 'The question as a whole got an error',
    faultLead: 'No agency is in the answer. The error is about the question or SSBTEK.',
    code: 'Code',
    texts: 'Text in the answer',
    other: (found: string) => html`It is no answer of SSBTEK: the document begins with ${word(found)}.`,
    unreadable: (why: string) => html`It cannot be read as XML: <code lang="sv">${why}</code>.`,
  },
} satisfies InBoth<object>;

/** An answer, explained: what came in a sentence, each agency as a card or the fault, then the document itself. */
export function answerPart(language: Language, facts: Facts, answer: ReadAnswer, way?: Way): Html {
  const t = TEXTS[language];
  return html`<h2 id="svaret">${t.title}</h2>
    ${wayOf(language, answer, way)}${contentOf(language, facts, answer, way?.tookMs ?? new Map())}${'source' in answer && raw(language, answer.source)}`;
}

function contentOf(
  language: Language,
  facts: Facts,
  answer: ReadAnswer,
  tookMs: ReadonlyMap<string, number>,
): Part {
  const t = TEXTS[language];
  switch (answer.kind) {
    case 'answer':
      return [
        html`<p class="lead">${summary(language, answer.agencies)}</p> `,
        answer.agencies.length > 0 && overview(language, answer.agencies, tookMs),
        cards(language, facts, answer.version, answer.agencies),
      ];
    case 'fault':
      return faultOf(language, facts, answer);
    case 'other':
      return html`<p class="lead bad">${t.other(answer.found)}</p> `;
    case 'unreadable':
      return html`<p class="lead bad">${t.unreadable(answer.why)}</p> `;
  }
}

function summary(language: Language, agencies: readonly AgencySvar[]): string {
  const t = TEXTS[language];
  const good = agencies.filter(({ svar }) => svar.every((one) => one.svar.type === 'data')).length;
  if (agencies.length === 0) return t.nothing;
  if (good === agencies.length) return t.all(good);
  return good === 0 ? t.none(agencies.length) : t.some(good, agencies.length);
}

function faultOf(
  language: Language,
  facts: Facts,
  { felkod, felmeddelanden }: Extract<ReadAnswer, { kind: 'fault' }>,
): Part {
  const t = TEXTS[language];
  const entries = allCodes(facts.agencies).filter(({ kod, from }) => kod === felkod && 'whole' in from);
  return [
    html`<div class="note" id="svar-fault">
      <h3>${t.fault}</h3>
      <p>${t.faultLead}</p>
      <dl>
        <dt>${t.code}</dt>
        <dd>${felkod === '' ? '–' : word(short(felkod))}</dd>
        <dt>${t.texts}</dt>
        <dd>${felmeddelanden.map((one, i) => [i > 0 && html`<br />`, swedish(short(one))])}</dd>
      </dl>
      ${explained(language, entries)}
    </div> `,
  ];
}

function wayOf(language: Language, answer: ReadAnswer, way: Way | undefined): Html | undefined {
  const t = TEXTS[language];
  const mistake = 'mistake' in answer ? (answer.mistake ?? '') : undefined;
  const rows: readonly (readonly [string, Part])[] = [
    ...(way
      ? [
          [t.time, t.seconds(way.durationMs)] as const,
          [t.id, way.inquiryId === undefined ? '–' : [word(way.inquiryId), html`<br />`, t.quote]] as const,
          [t.status, word(String(way.status))] as const,
        ]
      : []),
    ...(mistake === undefined ? [] : [[t.schema, mistake === '' ? t.valid : t.invalid(mistake)] as const]),
  ];
  if (rows.length === 0) return undefined;
  return html`<dl>
    ${rows.map(
      ([name, said]) =>
        html`<dt>${name}</dt>
          <dd>${said}</dd> `,
    )}
  </dl> `;
}

function raw(language: Language, source: string): Html {
  const t = TEXTS[language];
  const { shown, cut } = foldedXml(source, MOST_RAW);
  return html`<details>
    <summary>${t.raw}</summary>
    ${shown}${cut && html`<p class="muted">${t.cut}</p> `}
  </details> `;
}

import { html, type Html, type Part } from '../html';
import type { InBoth, Language } from '../language';
import { table } from '../parts';
import type { AgencySvar } from './answer';
import { nameOf } from './cards';

const TEXTS = {
  sv: {
    table: 'Bastjänsterna i svaret',
    heads: ['Bastjänst', 'Utfall', 'Tid'],
    outcomes: { data: 'Uppgifter', error: 'Fel', both: 'Uppgifter och fel' },
  },
  en: {
    table: 'Agencies of the answer',
    heads: ['Agency', 'Outcome', 'Time'],
    outcomes: { data: 'Data', error: 'Error', both: 'Data and errors' },
  },
} satisfies InBoth<object>;

/** The agencies of an answer in a table: what became of each, how long it took where that is known, and where its card is. */
export function overview(
  language: Language,
  agencies: readonly AgencySvar[],
  tookMs: ReadonlyMap<string, number>,
): Html {
  const t = TEXTS[language];
  const timed = tookMs.size > 0;
  const rows = agencies.map(({ element, agency, svar }): readonly Part[] => {
    const took = tookMs.get(agency?.kod ?? '');
    return [
      html`<a href="#svar-${element}">${nameOf({ element, agency })}</a>`,
      outcomeOf(language, svar),
      ...(timed ? [took === undefined ? '–' : `${took} ms`] : []),
    ];
  });
  return table(t.table, timed ? t.heads : t.heads.slice(0, 2), rows);
}

function outcomeOf(language: Language, svar: AgencySvar['svar']): Html {
  const bad = svar.filter((one) => one.svar.type === 'error').length;
  const { outcomes } = TEXTS[language];
  if (bad === 0) return html`<span class="state good">${outcomes.data}</span>`;
  return bad === svar.length
    ? html`<span class="state bad">${outcomes.error}</span>`
    : html`<span class="state warn">${outcomes.both}</span>`;
}

/** More of the header than this is not read: seven agencies need a quarter of it. */
const MOST_TIMING = 1000;

/** What each agency took, ms, by its kod, as the mesh says it in Server-Timing: `af;dur=52, csn;dur=18400`. */
export const tookIn = (headers: Readonly<Record<string, string>>): ReadonlyMap<string, number> =>
  new Map(
    (headers['server-timing'] ?? '')
      .slice(0, MOST_TIMING)
      .split(',')
      .flatMap((entry) => {
        const [, kod, ms] = /^\s*([a-z][a-z0-9]{0,15});dur=(\d{1,7})\s*$/.exec(entry) ?? [];
        return kod !== undefined && ms !== undefined ? [[kod, Number(ms)] as const] : [];
      }),
  );

import type { CodeEntry } from '../codes';
import { html, type Html, type Part } from '../html';
import type { InBoth, Language } from '../language';
import { to } from '../layout';
import { table, word } from '../parts';

const TEXTS = {
  sv: {
    heads: ['felkod', 'Från', 'Text i svaret', 'Vad du gör'],
    whole: 'SSBTEK, hela frågan',
    mesh: 'SSBTEK, en bastjänst',
    becomes: { fault: 'SOAP Fault', error: 'error', data: 'inne i data' },
    behind: 'Det kan ligga bakom:',
    over: 'över',
  },
  en: {
    heads: ['Code', 'From', 'Text in the answer', 'What to do'],
    whole: 'SSBTEK, the whole question',
    mesh: 'SSBTEK, one agency',
    becomes: { fault: 'SOAP fault', error: 'error', data: 'inside data' },
    behind: 'What may lie behind it:',
    over: 'over',
  },
} satisfies InBoth<object>;

/** Codes with what they mean and what to do. */
export function codeTable(language: Language, caption: string, entries: readonly CodeEntry[]): Html {
  const { heads } = TEXTS[language];
  const rows = entries.map((entry) => [
    word(entry.kod),
    from(language, entry),
    html`<span lang="${entry.in}">${entry.text}</span>`,
    advice(language, entry),
  ]);
  return table(caption, heads, rows);
}

function from(language: Language, { from: one, becomes }: CodeEntry): Part {
  const t = TEXTS[language];
  const how = html`<br /><span class="muted">${t.becomes[becomes]}</span>`;
  if ('whole' in one) return [t.whole, how];
  if ('mesh' in one) return [t.mesh, how];
  const { kod, element } = one.agency;
  const over =
    one.protokoll !== undefined && html` <span class="muted">${t.over} ${word(one.protokoll)}</span>`;
  return [to(language, `/bastjanster/${kod}`, element), over, how];
}

function advice(language: Language, { advice: text, meanings }: CodeEntry): Part {
  const t = TEXTS[language];
  const [only, ...more] = meanings;
  if (!only) return text[language];
  if (more.length === 0) return `${only[language]} ${text[language]}`;
  const list = meanings.map((one) => html`<li>${one[language]}</li>`);
  return html`${text[language]}
    <details>
      <summary>${t.behind}</summary>
      <ul>
        ${list}
      </ul>
    </details>`;
}

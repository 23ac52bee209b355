import type { SimulatedFault } from '@ssbtek/bastjanst-kit';
import {
  html,
  NAME_OF_LANGUAGE,
  otherThan,
  swedish,
  type Html,
  type Language,
  type Part,
} from '@ssbtek/portal-pages/page';
import type { SimulatedAgency } from './agencies';
import { BOUNDS, FAULTS } from './control';
import { FAULT_TEXTS, TEXTS } from './console-texts';
import type { JournalBody, JournalEntry } from './journal';

/** What the page shows. */
export interface ConsoleView {
  readonly language: Language;
  readonly agencies: readonly SimulatedAgency[];
  /** Whose journal is open. */
  readonly chosen: SimulatedAgency | undefined;
  /** Why nothing was changed. */
  readonly mistakes: readonly string[];
}

/** The page in a language, with the journal of an agency open. */
export const hrefOf = (language: Language, kod?: string): string => {
  const query = new URLSearchParams({
    ...(language === 'en' && { lang: 'en' }),
    ...(kod !== undefined && { kod }),
  });
  return query.size === 0 ? '/' : `/?${query.toString()}`;
};

/** The whole page. Every value goes through the template, which escapes it. */
export function consolePage({ language, agencies, chosen, mistakes }: ConsoleView): string {
  const t = TEXTS[language];
  const other = otherThan(language);
  const here = hrefOf(other, chosen?.bastjanst.descriptor.kod);
  return html`<!doctype html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${t.title}</title>
        <link rel="stylesheet" href="/konsol.css" />
      </head>
      <body>
        <a class="skip" href="#innehall">${t.skip}</a>
        <header class="top">
          <div class="inner">
            <a class="brand" href="${hrefOf(language)}">${t.title}</a>
            <a href="${here}" hreflang="${other}" lang="${other}">${NAME_OF_LANGUAGE[other]}</a>
          </div>
        </header>
        <main id="innehall" class="inner" tabindex="-1">
          <h1>${t.title}</h1>
          <p class="lead">${t.lead}</p>
          <p class="muted">${t.api}</p>
          ${mistakes.length > 0 && wrong(t.wrong, mistakes)} ${chosen && journal(language, chosen)}
          <h2>${t.agencies}</h2>
          ${agencies.map((agency) => section(language, agency))}
        </main>
      </body>
    </html> `.text;
}

const wrong = (heading: string, mistakes: readonly string[]): Html =>
  html`<div class="note bad" role="alert">
    <p>${heading}</p>
    <ul>
      ${mistakes.map((mistake) => html`<li>${mistake}</li>`)}
    </ul>
  </div>`;

function section(language: Language, { bastjanst, control, journal: { entries } }: SimulatedAgency): Html {
  const t = TEXTS[language];
  const { kod, element, namn, koder } = bastjanst.descriptor;
  const { settings, strict, received } = control.state;
  const id = (name: string): string => `${kod}-${name}`;
  const chosen = settings.strict === undefined ? '' : String(settings.strict);
  const faults = FAULTS.map(
    (one) => [one, `${one}: ${FAULT_TEXTS[language][one as SimulatedFault]}`] as const,
  );
  const codes = [...new Set(koder.map((one) => one.kod))].map((one) => [one, one] as const);
  const strictness = [['true', t.on] as const, ['false', t.off] as const];
  return html`<section aria-labelledby="${kod}">
    <h3 id="${kod}">${element} – ${swedish(namn)}</h3>
    <p>
      ${strict ? t.strict.on : t.strict.off}. ${received} ${t.received}.
      <a href="${hrefOf(language, kod)}">${t.journal} ${element} (${entries.length})</a>
    </p>
    <form class="search" method="post" action="${hrefOf(language)}">
      <input type="hidden" name="kod" value="${kod}" />
      ${number(id('latencyMs'), 'latencyMs', t.latency, BOUNDS.latencyMs, settings.latencyMs)}
      ${choice(id('fault'), 'fault', t.fault, t.asPersona, faults, settings.fault)}
      ${choice(id('answer'), 'answer', t.kod, t.asPersona, codes, settings.kod)}
      ${choice(id('strict'), 'strict', t.strictness, t.asStarted, strictness, chosen)}
      ${number(id('calls'), 'calls', t.calls, BOUNDS.calls, settings.calls)}
      <button name="do" value="set">${t.set}</button>
      <button name="do" value="reset">${t.reset}</button>
    </form>
  </section> `;
}

const number = (
  id: string,
  name: string,
  label: string,
  [min, max]: readonly [number, number],
  value: number | undefined,
): Html =>
  html`<p>
    <label for="${id}">${label}</label>
    <input id="${id}" name="${name}" type="number" min="${min}" max="${max}" value="${value ?? ''}" />
  </p>`;

function choice(
  id: string,
  name: string,
  label: string,
  none: string,
  options: ReadonlyArray<readonly [value: string, text: string]>,
  chosen = '',
): Html {
  // What the control API was told beside the documented codes is kept as it is.
  const known = options.some(([value]) => value === chosen) || chosen === '';
  const all = known ? options : [...options, [chosen, chosen] as const];
  const option = ([value, text]: readonly [string, string]): Html =>
    html`<option value="${value}" ${value === chosen && html`selected`}>${text}</option>`;
  return html`<p>
    <label for="${id}">${label}</label>
    <select id="${id}" name="${name}">
      ${[['', none] as const, ...all].map(option)}
    </select>
  </p>`;
}

function journal(language: Language, { bastjanst, journal: { entries } }: SimulatedAgency): Html {
  const t = TEXTS[language];
  const { kod, element } = bastjanst.descriptor;
  return html`<section aria-labelledby="journal">
    <h2 id="journal">${t.journal} ${element}</h2>
    <p>${entries.length === 0 ? t.none : t.last}</p>
    ${entries.map((one) => entry(language, one))}
    <form method="post" action="${hrefOf(language)}">
      <input type="hidden" name="kod" value="${kod}" />
      <button name="do" value="forget">${t.forget}</button>
    </form>
  </section> `;
}

function entry(language: Language, { number: at, request, answer, ...one }: JournalEntry): Html {
  const t = TEXTS[language];
  const facts: readonly Part[] = [
    html`${one.at} · ${request.method} ${request.path || '/'} · ${answer.status}`,
    one.limit && html` · <strong class="warn">${t.limit}: ${one.limit.kod} ${one.limit.text}</strong>`,
    one.fault !== undefined && html` · <strong class="bad">${one.fault}</strong>`,
    one.delayMs < 0 && html` · <strong class="bad">${t.never}</strong>`,
    one.delayMs > 0 && html` · ${t.after} ${one.delayMs} ms`,
  ];
  return html`<details>
    <summary>#${at} ${facts}</summary>
    <h3>${t.request}</h3>
    ${message(language, `${request.method} ${request.path || '/'}`, request.headers, request.body)}
    <h3>${t.answer}</h3>
    ${message(language, `${answer.status} ${answer.reason}`, answer.headers, answer.body)}
  </details> `;
}

function message(
  language: Language,
  first: string,
  headers: Readonly<Record<string, string>>,
  { bytes, cut, text, base64 }: JournalBody,
): Html {
  const t = TEXTS[language];
  const lines = [first, ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`)].join('\n');
  // A line break right after <pre> would be lost, so the text begins where the code does.
  return html`<pre><code>${lines}</code></pre>
    <pre><code>${text ?? base64}</code></pre>
    <p class="muted">${bytes} ${t.bytes}${base64 !== undefined && ', base64'}${cut && `, ${t.cut}`}</p> `;
}

import type { JoinedWord } from '@ssbtek/core';
import { standingOf, type Facts, type Moment, type Status } from '../facts';
import { html, type Html, type Part } from '../html';
import type { Language } from '../language';
import { to, type Content } from '../layout';
import { swedish, table, word } from '../parts';
import { statusOf } from '../status-document';
import { clock } from '../time';
import { stateOf } from './standing';
import { STATUS_TEXTS } from './status-texts';

/** The colour only repeats the word. */
const CLASSES: Readonly<Record<JoinedWord, string>> = {
  well: 'good',
  troubled: 'warn',
  down: 'bad',
  maintenance: 'warn',
  unknown: 'muted',
};

/** Changes that the page shows, at most: the newest. */
const MOST_ROWS = 100;

/** How the agencies are doing, what is planned, and how they have been for a day. */
export function statusPage(language: Language, facts: Facts, moment: Moment): Content {
  const t = STATUS_TEXTS[language];
  const { status } = moment;
  const main = html`<h1>${t.title}</h1>
    <p class="lead">${t.lead}</p>
    <p id="nyss" class="state" role="status"></p>
    <div id="laget" data-summary="${summary(language, facts, status)}">
      ${status ? age(language, status) : html`<p class="note">${t.off}</p> `}
      <h2 id="nu">${t.now}</h2>
      ${table(t.now, t.nowHeads, nowRows(language, facts, status))}
      <h2 id="tjanster">${t.services}</h2>
      ${services(language, facts, status)}
      <h2 id="planerat">${t.planned}</h2>
      ${planned(language, facts, moment)}
      <h2 id="dygnet">${t.history}</h2>
      ${history(language, facts, status)}
    </div>
    <h2 id="lagen">${t.meaning}</h2>
    <dl>
      ${(Object.keys(t.means) as JoinedWord[]).map(
        (one) =>
          html`<dt>${stateWord(language, one)}</dt>
            <dd>${t.means[one]}</dd> `,
      )}
    </dl>
    <p>${t.machines[0]} <a href="/status.json">${word('/status.json')}</a>${t.machines[1]}</p>`;
  const head = html`${status && html`<meta name="ssbtek-status-at" content="${new Date(status.at).toISOString()}" />`}
    <script src="/driftstatus.js" defer></script>`;
  return { title: t.title, main, head };
}

const stateWord = (language: Language, one: JoinedWord): Html =>
  html`<span class="state ${CLASSES[one]}">${STATUS_TEXTS[language].words[one]}</span>`;

/** All words in a sentence: what a reader of the screen is told when one changes. */
const summary = (language: Language, { agencies }: Facts, status: Status | undefined): string =>
  agencies
    .map(({ kod, element }) => `${element}: ${STATUS_TEXTS[language].words[statusOf(status, kod).word]}`)
    .join(', ');

function age(language: Language, { at }: Status): Html {
  const t = STATUS_TEXTS[language];
  return html`<p>${t.at} ${clock(at)}. ${t.follows} ${to(language, '/driftstatus', t.again)}.</p> `;
}

const nowRows = (language: Language, { agencies }: Facts, status: Status | undefined): Part[][] =>
  agencies.map(({ kod, element, namn }) => {
    const { word: one, since, workers } = statusOf(status, kod);
    return [
      to(language, `/bastjanster/${kod}`, html`${element} – ${swedish(namn)}`),
      stateWord(language, one),
      since === undefined ? STATUS_TEXTS[language].never : clock(since),
      workers,
    ];
  });

function services(language: Language, { agencies }: Facts, status: Status | undefined): Html {
  const t = STATUS_TEXTS[language];
  const share = (value: number): string => `${Math.round(value * 100)} ${t.percent}`;
  const rows = agencies.flatMap(({ kod, element }) =>
    statusOf(status, kod).services.map(({ name, breaker, calls, timeouts, errors, p50Ms }): Part[] => [
      html`${element} ${word(name)}`,
      t.breakers[breaker],
      calls,
      calls === 0 ? t.none : share(timeouts),
      calls === 0 ? t.none : share(errors),
      p50Ms === undefined ? t.none : `${p50Ms} ms`,
    ]),
  );
  if (rows.length === 0) return html`<p>${t.noServices}</p> `;
  return html`<p>${t.servicesLead}</p>
    ${table(t.services, t.serviceHeads, rows)}`;
}

/** Closing days that are set, and agencies that operators have taken out. */
function planned(language: Language, facts: Facts, { status, today }: Moment): Html {
  const t = STATUS_TEXTS[language];
  const closings = facts.versions
    .filter((version) => standingOf(facts, version, today).state !== 'open')
    .map(
      (version) =>
        html`<li>
          ${t.version} ${to(language, `/versioner#${version.name}`, version.name)}:
          ${stateOf(language, facts, version, today)}
        </li> `,
    );
  const out = facts.agencies.flatMap(({ kod, element }) => {
    const { word: one, since } = statusOf(status, kod);
    if (one !== 'maintenance' || since === undefined) return [];
    return [html`<li>${element}: ${t.maintenance} ${clock(since)}</li> `];
  });
  const all = [...closings, ...out];
  return all.length === 0
    ? html`<p>${t.nothingPlanned}</p> `
    : html`<ul>
        ${all}
      </ul> `;
}

function history(language: Language, { agencies }: Facts, status: Status | undefined): Html {
  const t = STATUS_TEXTS[language];
  const rows = agencies
    .flatMap(({ kod, element }) => statusOf(status, kod).history.map((one) => ({ ...one, element })))
    .toSorted((a, b) => b.since - a.since)
    .slice(0, MOST_ROWS)
    .map(({ since, word: one, element }) => [clock(since), element, stateWord(language, one)]);
  return rows.length === 0 ? html`<p>${t.noHistory}</p> ` : table(t.history, t.historyHeads, rows);
}

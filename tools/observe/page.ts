import { html, STYLE, type Html, type Part } from '@ssbtek/portal-pages/page';
import { legendOf, shownValue } from './values.ts';

/** An alert of Prometheus that is pending or rings. */
export interface SeenAlert {
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  readonly state: string;
  readonly activeAt: string;
}

/** One curve of a panel: its name and its samples, oldest first; what is no number is left out. */
export interface Curve {
  readonly metric: Readonly<Record<string, string>>;
  readonly legend: string;
  readonly samples: readonly number[];
}

/** A panel of a dashboard with what Prometheus answers to its queries. */
export interface SeenPanel {
  readonly title: string;
  readonly unit: string;
  readonly curves: readonly Curve[];
}

/** What the page shows. */
export interface Seen {
  readonly at: Date;
  readonly alerts: readonly SeenAlert[];
  readonly boards: ReadonlyArray<{ readonly title: string; readonly panels: readonly SeenPanel[] }>;
  /** Alerts that are being watched for. */
  readonly rules: number;
}

/** Curves that a panel shows, at most: the page is for a look, not for a search. */
const MOST_CURVES = 12;
const [WIDTH, HEIGHT] = [120, 24];

/** The style of the portal, and what curves need. */
export const PAGE_STYLE = `${STYLE}
.panels { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 24rem), 1fr)); gap: 1rem; }
.panels > section { border: 1px solid var(--line); border-radius: .4rem; padding: .9rem 1rem; min-width: 0; }
.panels h3 { font-size: 1rem; margin: 0 0 .5rem; }
.panels th, .panels td { padding: .2rem .4rem; min-width: 0; font-size: .9rem; overflow-wrap: anywhere; }
.panels svg { display: block; color: var(--link); }
`;

/** Shows the page's newer part in place of the older one, as long as somebody looks at it. */
export const PAGE_SCRIPT = `(() => {
  'use strict';
  const next = async () => {
    try {
      const response = await fetch(location.href, { cache: 'no-store' });
      const page = new DOMParser().parseFromString(await response.text(), 'text/html');
      const [old, fresh] = [document.getElementById('seen'), page.getElementById('seen')];
      if (!document.hidden && old && fresh) old.replaceWith(document.adoptNode(fresh));
    } catch {
      // Whoever started it has ended it.
    }
    setTimeout(next, 5000);
  };
  setTimeout(next, 5000);
})();
`;

/** Alerts and panels of a mesh on this machine, as Prometheus has them. */
export function observePage(seen: Seen): string {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>SSBTEK: alerts and panels</title>
        <link rel="stylesheet" href="/page.css" />
        <script src="/page.js" defer></script>
      </head>
      <body>
        <a class="skip" href="#content">Skip to the content</a>
        <header class="top">
          <div class="inner"><a class="brand" href="/">SSBTEK: alerts and panels</a></div>
        </header>
        <main id="content" class="inner" tabindex="-1">
          <h1>Alerts and panels</h1>
          <p class="lead">The mesh of this machine, as Prometheus sees it.</p>
          <div id="seen">${content(seen)}</div>
        </main>
      </body>
    </html> `.text;
}

function content({ at, alerts, boards, rules }: Seen): Part {
  const rows = alerts.toSorted((a, b) => b.activeAt.localeCompare(a.activeAt)).map(alertRow);
  return [
    html`<p>
      As of <time datetime="${at.toISOString()}">${at.toISOString().slice(11, 19)}</time> UTC; the page
      follows by itself where scripts are allowed.
    </p>`,
    html`<h2 id="alerts">Alerts</h2>`,
    rows.length === 0
      ? html`<p class="state good">Nothing rings. ${rules} alerts are watched for.</p>`
      : alertTable(rows),
    boards.map(
      ({ title, panels }) =>
        html`<h2>${title.charAt(0).toUpperCase() + title.slice(1)}</h2>
          <div class="panels">${panels.map(panelBox)}</div>`,
    ),
  ];
}

const alertTable = (rows: readonly Html[]): Html =>
  html`<div class="scroll" tabindex="0" role="group" aria-label="Alerts">
    <table>
      <thead>
        <tr>
          ${['Alert', 'State', 'Since (UTC)', 'Of', 'What it says'].map((one) => html`<th scope="col">${one}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows}
      </tbody>
    </table>
  </div>`;

function alertRow({ labels, annotations, state, activeAt }: SeenAlert): Html {
  const { alertname = '', severity = '', ...others } = labels;
  const runbook = annotations['runbook_url'];
  const name = runbook === undefined ? alertname : html`<a href="${runbook}">${alertname}</a>`;
  const of = ['agency', 'job', 'protocol', 'topic', 'reason'].flatMap((label) => others[label] ?? []);
  return html`<tr>
    <th scope="row">${name}</th>
    <td><span class="state ${state === 'firing' ? 'bad' : 'warn'}">${state}, ${severity}</span></td>
    <td>${activeAt.slice(11, 19)}</td>
    <td>${of.join(' ')}</td>
    <td>${annotations['summary'] ?? annotations['description'] ?? ''}</td>
  </tr>`;
}

/** What has been nothing all along comes last. */
const isStill = ({ samples }: Curve): boolean => samples.every((sample) => sample === 0);

function panelBox({ title, unit, curves }: SeenPanel): Html {
  const shown = curves.toSorted((a, b) => Number(isStill(a)) - Number(isStill(b))).slice(0, MOST_CURVES);
  const more = curves.length - shown.length;
  return html`<section>
    <h3>${title}</h3>
    ${
      shown.length === 0
        ? html`<p class="muted">Nothing yet.</p>`
        : html`<table>
            <tbody>
              ${shown.map((curve) => curveRow(curve, unit))}
            </tbody>
          </table>`
    }
    ${more > 0 && html`<p class="muted">And ${more} more.</p>`}
  </section>`;
}

const curveRow = ({ metric, legend, samples }: Curve, unit: string): Html =>
  html`<tr>
    <th scope="row">${legendOf(legend, metric)}</th>
    <td>${shownValue(samples.at(-1), unit)}</td>
    <td>${sparkline(samples)}</td>
  </tr>`;

/** How a value has gone. It says nothing that the number beside it does not, so it is hidden from readers of the screen. */
function sparkline(samples: readonly number[]): Html | undefined {
  if (samples.length < 2) return undefined;
  const [low, high] = [Math.min(...samples), Math.max(...samples)];
  const points = samples.map((sample, i) => {
    const x = (i / (samples.length - 1)) * WIDTH;
    const y = high === low ? HEIGHT / 2 : HEIGHT - 1 - ((sample - low) / (high - low)) * (HEIGHT - 2);
    return `${x.toFixed(1)},${y.toFixed(1)}`;
  });
  return html`<svg width="${WIDTH}" height="${HEIGHT}" viewBox="0 0 ${WIDTH} ${HEIGHT}" aria-hidden="true">
    <polyline points="${points.join(' ')}" fill="none" stroke="currentColor" stroke-width="1.5" />
  </svg>`;
}

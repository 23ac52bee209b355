import type { Facts, OperatorLinks } from '../facts';
import { html, type Html } from '../html';
import type { InBoth, Language } from '../language';
import type { Content } from '../layout';
import { table, word } from '../parts';

const TEXTS = {
  sv: {
    title: 'För driften',
    lead: 'För den som driver SSBTEK: var det syns hur tjänsten mår.',
    tools: 'Verktyg',
    none: 'Inga adresser till verktyg är inställda här. De ställs in med inställningarna nedan.',
    links: {
      dashboards: 'Instrumentpaneler',
      asyncapi: 'Meddelandena (AsyncAPI)',
      runbooks: 'Åtgärdsbeskrivningar för larm',
    },
    every: 'Varje process',
    everyLead: 'Varje process har en port för drift (9464 om inget annat är inställt) med de här adresserna:',
    caption: 'Adresser på driftporten',
    heads: ['Adress', 'Vad den säger'],
    paths: {
      '/health/startup': 'Processen har startat.',
      '/health/ready': 'Den tar emot arbete; annars vad som saknas.',
      '/health/live': 'Bara falskt när en omstart hjälper.',
      '/metrics': 'Mätvärden för Prometheus.',
    },
    settings: 'Inställningar för sidan',
    settingHeads: ['Inställning', 'Länk'],
  },
  en: {
    title: 'For operators',
    lead: 'For those who run SSBTEK: where to see how the service is doing.',
    tools: 'Tools',
    none: 'No addresses of tools are configured here. The settings below are for them.',
    links: {
      dashboards: 'Dashboards',
      asyncapi: 'The messages (AsyncAPI)',
      runbooks: 'Runbooks of the alerts',
    },
    every: 'Every process',
    everyLead:
      'Every process has a management port (9464 if nothing else is configured) with these addresses:',
    caption: 'Addresses on the management port',
    heads: ['Address', 'What it says'],
    paths: {
      '/health/startup': 'The process has started.',
      '/health/ready': 'It takes work; otherwise what it lacks.',
      '/health/live': 'False only when a restart is the cure.',
      '/metrics': 'Metrics for Prometheus.',
    },
    settings: 'Settings of this page',
    settingHeads: ['Setting', 'Link'],
  },
} satisfies InBoth<object>;

/** The variables that hold the addresses. */
export const LINK_SETTINGS = {
  dashboards: 'SSBTEK_PORTAL_DASHBOARDS_URL',
  asyncapi: 'SSBTEK_PORTAL_ASYNCAPI_URL',
  runbooks: 'SSBTEK_PORTAL_RUNBOOKS_URL',
} as const satisfies Record<keyof OperatorLinks, string>;

const KINDS = Object.keys(LINK_SETTINGS) as (keyof OperatorLinks)[];

/** Where operators look. */
export function operationsPage(language: Language, { links }: Facts): Content {
  const t = TEXTS[language];
  const there = KINDS.filter((kind) => links[kind] !== undefined);
  const paths = Object.entries(t.paths).map(([path, says]) => [word(path), says]);
  const settings = KINDS.map((kind) => [word(LINK_SETTINGS[kind]), t.links[kind]]);
  const main = html`<h1>${t.title}</h1>
    <p class="lead">${t.lead}</p>
    <h2 id="verktyg">${t.tools}</h2>
    ${there.length === 0 ? html`<p>${t.none}</p> ` : tools(language, there, links)}
    <h2 id="process">${t.every}</h2>
    <p>${t.everyLead}</p>
    ${table(t.caption, t.heads, paths)}
    <h2 id="installningar">${t.settings}</h2>
    ${table(t.settings, t.settingHeads, settings)}`;
  return { title: t.title, main };
}

const tools = (language: Language, kinds: readonly (keyof OperatorLinks)[], links: OperatorLinks): Html =>
  html`<ul>
    ${kinds.map((kind) => html`<li><a href="${links[kind]}">${TEXTS[language].links[kind]}</a></li> `)}
  </ul> `;

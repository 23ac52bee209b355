import { standingOf, type Facts, type PortalVersion } from '../facts';
import { html, type Html } from '../html';
import type { InBoth, Language } from '../language';

const TEXTS = {
  sv: {
    open: 'Öppen',
    closing: (day: string) => `Öppen, stänger ${day}`,
    closed: (day: string) => `Stängd sedan ${day}`,
  },
  en: {
    open: 'Open',
    closing: (day: string) => `Open, closes ${day}`,
    closed: (day: string) => `Closed since ${day}`,
  },
} satisfies InBoth<object>;

/** How a version stands today, in words; the colour only repeats them. */
export function stateOf(language: Language, facts: Facts, version: PortalVersion, today: string): Html {
  const t = TEXTS[language];
  const standing = standingOf(facts, version, today);
  switch (standing.state) {
    case 'open':
      return html`<span class="state good">${t.open}</span>`;
    case 'closing':
      return html`<span class="state warn">${t.closing(standing.day)}</span>`;
    case 'closed':
      return html`<span class="state bad">${t.closed(standing.day)}</span>`;
  }
}

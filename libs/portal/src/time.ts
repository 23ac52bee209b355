import { html, type Html } from './html';

// The Swedish way of writing a time is the one that everybody can read: 2026-11-29 13:00:05.
const second = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Europe/Stockholm',
  dateStyle: 'short',
  timeStyle: 'medium',
});

/** A time in ms since epoch, as the clock in Sweden shows it. */
export const clock = (at: number): Html =>
  html`<time datetime="${new Date(at).toISOString()}">${second.format(at)}</time>`;

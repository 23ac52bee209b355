const SWEDEN = 'Europe/Stockholm';
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

// The Swedish way of writing a time begins with the day as YYYY-MM-DD.
const minute = new Intl.DateTimeFormat('sv-SE', { timeZone: SWEDEN, dateStyle: 'short', timeStyle: 'short' });

/** The day it is in Sweden at a time in ms since 1970: `YYYY-MM-DD`. */
export const swedishDay = (at: number): string => minute.format(at).slice(0, 10);

/** When a day `YYYY-MM-DD` begins in Sweden, ms since 1970. */
export function startOfSwedishDay(day: string): number {
  // Sweden is one or two hours ahead, and never changes at midnight.
  const summer = Date.parse(`${day}T00:00:00Z`) - 2 * HOUR_MS;
  return minute.format(summer) === `${day} 00:00` ? summer : summer + HOUR_MS;
}

/** Whole days from one day to another, both `YYYY-MM-DD`; negative when the other one came first. */
export const daysBetween = (from: string, to: string): number =>
  Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS);

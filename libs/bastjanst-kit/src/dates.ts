/**
 * An xs:date without its time zone suffix ("2016-11-18+01:00"), for targets whose date is not an xs:date
 * (CSN, LEFI JSON; sources.md 1.3). Where the target is an xs:date the caller's text goes on unchanged.
 */
export function plainDate(xsDate: string): string {
  return xsDate.trim().replace(/(Z|[+-]\d{2}:\d{2})$/, '');
}

// The Swedish way of writing a day is YYYY-MM-DD.
const SWEDEN = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Stockholm', dateStyle: 'short' });

/** The day it is in Sweden, where the agencies are: `YYYY-MM-DD`. */
export const swedishDay = (now: Date): string => SWEDEN.format(now);

/** Whether this is `YYYY-MM-DD` of a day that exists. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

/** The day so many months from another, both `YYYY-MM-DD`; the last of the month where it has no such day. */
export function monthsFrom(day: string, months: number): string {
  const date = new Date(`${day.slice(0, 7)}-01T00:00:00Z`);
  date.setUTCMonth(date.getUTCMonth() + months + 1, 0);
  date.setUTCDate(Math.min(date.getUTCDate(), Number(day.slice(8))));
  return date.toISOString().slice(0, 10);
}

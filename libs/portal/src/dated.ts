/** The days that the examples are written with: the first of a month, and the day of asking. */
const FIRST = /2026-1[01]-01/g;
const DAY = /2026-11-24/g;

/**
 * An example as it may be asked on a day `YYYY-MM-DD`: some limits of the agencies count from today. The dates have the
 * same length, so nothing that counts bytes is touched.
 */
export const dated = (example: string, today: string): string =>
  example.replace(FIRST, `${today.slice(0, 7)}-01`).replace(DAY, today);

/** What TNS answers about a number that it does not take: its only documented code (guess of sources.md 2.6). */
export const UNKNOWN_NUMBER = '99';

/** Whether a number of twelve digits has the form of TNS' schema: centuries 19 and 20, months 0 to 19 (sources.md 2.6). */
export const isKnownNumber = (personidentitet: string): boolean =>
  /^(?:19|20)\d{2}[01]\d{7}$/.test(personidentitet);

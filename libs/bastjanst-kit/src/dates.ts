/**
 * An xs:date without its time zone suffix ("2016-11-18+01:00"), for targets whose date is not an xs:date
 * (CSN, LEFI JSON; sources.md 1.3). Where the target is an xs:date the caller's text goes on unchanged.
 */
export function plainDate(xsDate: string): string {
  return xsDate.trim().replace(/(Z|[+-]\d{2}:\d{2})$/, '');
}

import { hasRightCheckDigit, isDay, monthsFrom, plainDate, textOf } from '@ssbtek/bastjanst-kit';
import type { XmlElement } from '@ssbtek/xml';

/** How long a period may be. */
const MONTHS = 3;
/**
 * The grounds that AF takes (guess of sources.md 2.1): the duty to tell, by law or ordinance, and the purpose in one of
 * its two known spellings.
 */
const LAGTEXT = /2008:975|11\s+kap\.?\s+11\s*a\s*§\s+socialtjänstlag/i;
const SYFTE = /ekonomiskt?\s+försörjningsstöd/i;

/** AF's own judgement (sources.md 2.1): the code of the first limit that a Fraga breaks, in the order of the codes. */
export function brokenLimit(fraga: XmlElement, today: string): string | undefined {
  const text = (local: string): string => (textOf(fraga, local) ?? '').normalize();
  if (!hasRightCheckDigit(text('IdentitetsbeteckningFysiskPerson'))) return '120';
  if (!LAGTEXT.test(text('LagParagraf'))) return '210';
  if (!SYFTE.test(text('SyfteMedFraga'))) return '220';
  return brokenPeriod(plainDate(text('From')), plainDate(text('Tom')), today);
}

function brokenPeriod(from: string, tom: string, today: string): string | undefined {
  if (!isDay(from) || !isDay(tom)) return '111';
  if (from > today) return '300';
  if (tom > today) return '301';
  if (from > tom) return '302';
  return tom > monthsFrom(from, MONTHS) ? '303' : undefined;
}

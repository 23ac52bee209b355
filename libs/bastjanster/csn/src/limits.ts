import { isDay, monthsFrom, textOf, type BrokenLimit } from '@ssbtek/bastjanst-kit';
import type { XmlElement } from '@ssbtek/xml';
import { PERIOD_TEXTS } from './descriptor';
import { personIn } from './simulated-svar';

/** Of HandlaggareId and ArendeId (sources.md 2.2, measured: 32 gives -1005). */
const MAX_ID = 31;
/** Months that From may be back and Tom ahead. */
const [BACK, AHEAD] = [2, 1];
/** The form of the numbers in CSN's answer: a day of birth up to 39, so no samordningsnummer (guess of sources.md 2.0). */
const NUMBER = /^(?:18|19|20)\d{4}[0-3]\d{5}$/;

/** CSN's own judgement of a question (sources.md 2.2): the first limit that it breaks, in the order of the codes. */
export function brokenLimit(fraga: XmlElement, today: string): BrokenLimit | undefined {
  if (!NUMBER.test(personIn(fraga) ?? '')) return { kod: '-1004' };
  const ids = [textOf(fraga, 'HandlaggareId'), textOf(fraga, 'ArendeId')];
  if (ids.some((id) => (id ?? '').length > MAX_ID)) return { kod: '-1005' };
  const text = brokenPeriod(dayIn(fraga, 'FromDatum'), dayIn(fraga, 'TomDatum'), today);
  return text === undefined ? undefined : { kod: '-1006', text };
}

function brokenPeriod(from: string, tom: string, today: string): string | undefined {
  if (!isDay(from)) return PERIOD_TEXTS.from;
  if (!isDay(tom)) return PERIOD_TEXTS.tom;
  if (tom < from) return PERIOD_TEXTS.backwards;
  if (from < monthsFrom(today, -BACK)) return PERIOD_TEXTS.early;
  return tom > monthsFrom(today, AHEAD) ? PERIOD_TEXTS.late : undefined;
}

/** ÅÅÅÅMMDD as `YYYY-MM-DD`; anything else stays no day. */
const dayIn = (fraga: XmlElement, local: string): string =>
  (textOf(fraga, local) ?? '').replace(/^(\d{4})(\d{2})(\d{2})$/, '$1-$2-$3');

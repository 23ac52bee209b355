import { asObject, isDay, twelveDigits, type JsonObject } from '@ssbtek/bastjanst-kit';
import { KLASSER, KODER, type Klass } from './information-types';

/** How long a period may be. */
const YEARS = 2;

/** One kind and code that a question asks about. */
export interface Asked {
  readonly klass: Klass;
  readonly kod: string;
}

/** What the simulated LEFI reads out of a question. */
export interface Fraga {
  /** Ten or twelve digits, as written. */
  readonly personnummer: string;
  readonly asked: readonly Asked[];
}

/** Whether a code, or one of this shape, is asked about in a kind. */
export const has = (asked: readonly Asked[], klass: Klass, kod: string | RegExp): boolean =>
  asked.some((one) => one.klass === klass && (typeof kod === 'string' ? one.kod === kod : kod.test(one.kod)));

/** Personidentitet in a question, or undefined. */
export const personIn = (fraga: JsonObject | undefined): string | undefined =>
  twelveDigits(fraga?.['personnummer']);

/** Reads a question as LEFI does; the text of a 400 where LEFI refuses it (sources.md 2.3). */
export function readFraga(fraga: JsonObject): Fraga | string {
  const asked: Asked[] = [];
  for (const klass of KLASSER) {
    const koder = fraga[klass] ?? [];
    if (!Array.isArray(koder)) return `${klass} är inte en lista.`;
    for (const kod of koder as readonly unknown[]) {
      if (typeof kod !== 'string' || !KODER[klass].includes(kod)) return `${klass} har en okänd kod.`;
      asked.push({ klass, kod });
    }
  }
  const wrongPeriod = periodMistake(asObject(fraga['period']));
  if (wrongPeriod !== undefined) return wrongPeriod;
  if (asked.length === 0) return 'Ingen förmånsgrupp eller typ av övrig information är angiven i frågan.';
  return { personnummer: String(fraga['personnummer']), asked };
}

function periodMistake(period: JsonObject | undefined): string | undefined {
  const [from, tom] = [day(period?.['from']), day(period?.['tom'])];
  if (from === undefined || tom === undefined) return 'Period saknas eller kan inte tolkas.';
  return tom < from ? 'Periodens slut är före dess början.' : undefined;
}

/** LEFI's own limit of a question that it can read (sources.md 2.3): the text of its 400, or undefined. */
export function brokenLimit(fraga: JsonObject): string | undefined {
  const period = asObject(fraga['period']);
  const [from, tom] = [day(period?.['from']), day(period?.['tom'])];
  if (from === undefined || tom === undefined) return undefined;
  const [year = '', ...rest] = from.split('-');
  const latest = [Number(year) + YEARS, ...rest].join('-');
  return tom > latest ? 'Perioden är längre än två år.' : undefined;
}

/** `YYYY-MM-DD` of a day that exists. */
const day = (value: unknown): string | undefined =>
  typeof value === 'string' && isDay(value) ? value : undefined;

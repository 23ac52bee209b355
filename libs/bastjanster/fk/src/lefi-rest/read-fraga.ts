import { asObject, twelveDigits, type JsonObject } from '@ssbtek/bastjanst-kit';
import { KLASSER, KODER, type Klass } from './information-types';

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
  if (tom < from) return 'Periodens slut är före dess början.';
  const [year = '', ...rest] = from.split('-');
  const latest = [Number(year) + 2, ...rest].join('-');
  return tom > latest ? 'Perioden är längre än två år.' : undefined;
}

/** `YYYY-MM-DD` of a day that exists. */
function day(value: unknown): string | undefined {
  if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(value)) return undefined;
  const date = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(value) ? value : undefined;
}

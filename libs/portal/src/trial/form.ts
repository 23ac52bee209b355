import { DELAR, FORMANER } from '@ssbtek/contract';
import type { Kod } from '@ssbtek/core';
import type { Texts } from '@ssbtek/bastjanst-kit';
import type { Facts, PortalVersion } from '../facts';
import { LEFI_CHOICES } from './lefi';
import { isTestNumber } from './person';

/** How much of FK's list is asked for. */
export const FORMAN_CHOICES = ['all', 'none', 'some'] as const;
export type FormanChoice = (typeof FORMAN_CHOICES)[number];

/** How the question is sent. */
export const WAYS = ['soap', 'shs'] as const;
export type Way = (typeof WAYS)[number];

/** What a reader has filled in. */
export interface TrialForm {
  readonly way: Way;
  /** Twelve digits of a published test number. */
  readonly person: string;
  readonly asked: readonly Kod[];
  readonly from: string;
  readonly tom: string;
  readonly forman: FormanChoice;
  readonly formaner: readonly string[];
  readonly aktorsid: string;
  /** `group/code` each. */
  readonly lefi: readonly string[];
  readonly ar: readonly number[];
  readonly delar: readonly string[];
}

/** Something that has to be filled in otherwise; `field` is the id of the field to look at. */
export interface Mistake {
  readonly field: string;
  readonly text: Texts;
}

/** A form, and what is wrong with it. What is wrong is replaced by what stands there at first: it is not repeated. */
export interface ReadForm {
  readonly form: TrialForm;
  readonly mistakes: readonly Mistake[];
}

const PERSON = '191212121212';
const AKTORSID = /^[\w.-]{1,40}$/;
const MOST_YEARS = 10;

/** The first day of the month before: inside of what every agency takes (two months back at most). */
function monthBefore(day: string): string {
  const [year = 0, month = 0] = day.split('-').map(Number);
  const [y, m] = month === 1 ? [year - 1, 12] : [year, month - 1];
  return `${y}-${String(m).padStart(2, '0')}-01`;
}

/** What stands in the form at first. */
export function firstForm({ persons }: Facts, version: PortalVersion, today: string): TrialForm {
  const year = Number(today.slice(0, 4));
  return {
    way: 'soap',
    person: persons[0]?.personidentitet ?? PERSON,
    asked: version.koder,
    from: monthBefore(today),
    tom: today,
    forman: 'all',
    formaner: [],
    aktorsid: 'KOMMUN-A-01',
    lefi: LEFI_CHOICES,
    ar: [year - 2, year - 1],
    delar: DELAR,
  };
}

/** Reads what was sent; nothing in it is trusted. */
export function readForm(
  facts: Facts,
  version: PortalVersion,
  sent: URLSearchParams,
  today: string,
): ReadForm {
  const first = firstForm(facts, version, today);
  const mistakes: Mistake[] = [];
  const or = <T>(value: T | undefined, instead: T, field: string, text: Texts): T => {
    if (value === undefined) mistakes.push({ field, text });
    return value ?? instead;
  };
  const among = <T extends string>(name: string, all: readonly T[]): readonly T[] =>
    all.filter((one) => sent.getAll(name).includes(one));
  const asked = among('fraga', version.koder);
  const specific = new Set(asked.map((kod) => version.specifikt[kod]));
  const lefi = among('lefi', LEFI_CHOICES);
  const delar = among('del', DELAR);
  const years = yearsOf(sent.get('ar') ?? '');
  const aktorsid = (sent.get('aktorsid') ?? '').trim();
  const form: TrialForm = {
    way: (facts.shs && among('way', WAYS)[0]) ?? first.way,
    person: or(personOf(sent), first.person, 'nummer', NOT_PUBLISHED),
    asked: or(asked.length > 0 ? asked : undefined, [], 'fragor', NOBODY_ASKED),
    from: or(dayOf(sent.get('from')), first.from, 'from', NO_DAY),
    tom: or(dayOf(sent.get('tom')), first.tom, 'tom', NO_DAY),
    forman: among('forman', FORMAN_CHOICES)[0] ?? first.forman,
    formaner: among('formaner', FORMANER),
    aktorsid: specific.has('lefi')
      ? or(AKTORSID.test(aktorsid) ? aktorsid : undefined, first.aktorsid, 'aktorsid', NO_AKTORSID)
      : first.aktorsid,
    lefi,
    ar: specific.has('beskattning') ? or(years, first.ar, 'ar', NO_YEARS) : first.ar,
    delar: specific.has('beskattning')
      ? or(delar.length > 0 ? delar : undefined, [], 'delar', NO_PARTS)
      : delar,
  };
  return { form, mistakes };
}

/** The number that is typed, else the one that is chosen; undefined where it is nobody's that may be asked about. */
function personOf(sent: URLSearchParams): string | undefined {
  const typed = (sent.get('nummer') ?? '').replace(/[\s-]/g, '');
  const number = typed === '' ? (sent.get('person') ?? '') : typed;
  return isTestNumber(number) ? number : undefined;
}

function dayOf(text: string | null): string | undefined {
  if (!text || !/^\d{4}-\d{2}-\d{2}$/.test(text)) return undefined;
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text) ? text : undefined;
}

function yearsOf(text: string): readonly number[] | undefined {
  const words = text.split(/[\s,;]+/).filter(Boolean);
  const right = words.length > 0 && words.length <= MOST_YEARS && words.every((one) => /^\d{4}$/.test(one));
  return right ? words.map(Number) : undefined;
}

const NOT_PUBLISHED: Texts = {
  sv: 'Numret är inte ett av Skatteverkets publicerade testnummer. Här får ingen verklig person frågas om, så frågan skickades inte och numret sparades inte.',
  en: "The number is none of Skatteverket's published test numbers. No real person may be asked about here, so nothing was sent and the number was not kept.",
};
const NOBODY_ASKED: Texts = { sv: 'Välj minst en bastjänst.', en: 'Choose one agency at least.' };
const NO_DAY: Texts = {
  sv: 'Skriv en dag som finns, som 2026-11-24.',
  en: 'Write a day that exists, like 2026-11-24.',
};
const NO_AKTORSID: Texts = {
  sv: 'Aktorsid har 1 till 40 bokstäver, siffror, bindestreck och punkter.',
  en: 'An aktorsid has 1 to 40 letters, digits, hyphens and dots.',
};
const NO_YEARS: Texts = {
  sv: 'Skriv 1 till 10 skatteår med fyra siffror.',
  en: 'Write 1 to 10 tax years of four digits.',
};
const NO_PARTS: Texts = { sv: 'Välj minst en del.', en: 'Choose one part at least.' };

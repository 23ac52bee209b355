import type { Rule } from 'eslint';

/** Twelve digits, with or without a dash, or ten with their dash or plus sign; not the end of a UUID. */
const CANDIDATE = /(?<!\d|\d\.|[\da-f]{4}-)(?:\d{8}-?\d{4}|\d{6}[-+]\d{4})(?!\d|\.\d|-\d)/g;

/** Days of samordningsnummer are written with 60 added. */
const COORDINATION_OFFSET = 60;

/** The last ten digits of Tolvan Tolvansson, the person of everybody's examples. */
const TOLVAN = '1212121212';

/** Luhn's check over the last ten digits, the ones that carry it. */
function checks(digits: string): boolean {
  const sum = [...digits.slice(-10)]
    .map((digit, index) => Number(digit) * (index % 2 === 0 ? 2 : 1))
    .reduce((total, product) => total + (product > 9 ? product - 9 : product), 0);
  return sum % 10 === 0;
}

/** True when year, month and day exist; ten digits are tried in the two centuries they may mean. */
function isDay(digits: string): boolean {
  const [short, written] = [digits.slice(-10), digits.length === 12 ? [digits.slice(0, 4)] : undefined];
  const years = written ?? ['19', '20'].map((century) => century + short.slice(0, 2));
  const [month, dayWritten] = [Number(short.slice(2, 4)), Number(short.slice(4, 6))];
  const day = dayWritten > COORDINATION_OFFSET ? dayWritten - COORDINATION_OFFSET : dayWritten;
  return years.map(Number).some((year) => {
    if (year < 1840 || year > 2099) return false;
    const date = new Date(Date.UTC(year, month - 1, day));
    return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  });
}

/** Published for tests by Skatteverket: birth numbers 980 to 989, and 238 and 239. */
const isPublished = (digits: string): boolean =>
  digits.endsWith(TOLVAN) || /^(?:98\d|23[89])$/.test(digits.slice(-4, -1));

/** Whether these digits, dashes left out, may be the identity number of a living person. */
export const mayBeSomebody = (digits: string): boolean =>
  isDay(digits) && checks(digits) && !isPublished(digits);

/** Places in a text, as offsets, where an identity number stands that is not a published test number. */
export function identityNumbersIn(text: string): readonly { readonly start: number; readonly end: number }[] {
  return [...text.matchAll(CANDIDATE)]
    .filter(([match]) => mayBeSomebody(match.replace(/[-+]/, '')))
    .map(({ 0: match, index }) => ({ start: index, end: index + match.length }));
}

/** Forbids identity numbers in source, comments included. The message does not repeat the number. */
export const noIdentityNumbers: Rule.RuleModule = {
  meta: {
    type: 'problem',
    docs: { description: 'Forbid identity numbers that are not published test numbers.' },
    messages: { found: 'This may be the identity number of a living person; use a published test number.' },
    schema: [],
  },
  create: (context) => ({
    Program() {
      const { sourceCode } = context;
      for (const { start, end } of identityNumbersIn(sourceCode.text)) {
        const loc = { start: sourceCode.getLocFromIndex(start), end: sourceCode.getLocFromIndex(end) };
        context.report({ loc, messageId: 'found' });
      }
    },
  }),
};

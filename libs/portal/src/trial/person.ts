/** Birth numbers that Skatteverket publishes for tests, and the number of everybody's examples. */
const PUBLISHED = /^(?:191212121212|\d{8}(?:98\d|23[89])\d)$/;
/** Days of samordningsnummer are written with 60 added. */
const COORDINATION_OFFSET = 60;

function checks(digits: string): boolean {
  const sum = [...digits.slice(2)]
    .map((digit, index) => Number(digit) * (index % 2 === 0 ? 2 : 1))
    .reduce((total, product) => total + (product > 9 ? product - 9 : product), 0);
  return sum % 10 === 0;
}

function isDay(digits: string): boolean {
  const [year, month] = [Number(digits.slice(0, 4)), Number(digits.slice(4, 6))];
  const written = Number(digits.slice(6, 8));
  const day = written > COORDINATION_OFFSET ? written - COORDINATION_OFFSET : written;
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

/**
 * Whether twelve digits are a number that Skatteverket has published for tests, so that nobody has it. Any other number
 * may be somebody's and is never sent from here.
 */
export const isTestNumber = (digits: string): boolean =>
  PUBLISHED.test(digits) && isDay(digits) && checks(digits);

/**
 * Fictive people for the load: Skatteverket's published series of test numbers has the birth numbers 238 and 239.
 * Days 10 to 28 only: the people whom the simulator treats in a way of their own were born on other days.
 */
export function persons(): readonly string[] {
  const all: string[] = [];
  for (let year = 1990; year <= 2024; year++)
    for (let month = 1; month <= 12; month++)
      for (let day = 10; day <= 28; day++) {
        const date = `${year}${two(month)}${two(day)}`;
        for (const birthNumber of ['238', '239']) all.push(withCheckDigit(date + birthNumber));
      }
  return all;
}

/** One after the other, round and round, so that no two inquiries in flight are about the same person. */
export function personsInTurn(): () => string {
  const all = persons();
  // A stride that shares no factor with the number of people: neighbours in time are not neighbours in number.
  const stride = 6007;
  let at = 0;
  return () => {
    at = (at + stride) % all.length;
    return all[at] ?? '';
  };
}

/** The simulator's person at whom CSN never answers. */
export const HANGING_PERSON = '199909092380';

const two = (value: number): string => String(value).padStart(2, '0');

/** Appends the Luhn digit of the ten last digits. */
function withCheckDigit(elevenDigits: string): string {
  const sum = [...elevenDigits.slice(2)].reduce((total, digit, index) => {
    const doubled = Number(digit) * (index % 2 === 0 ? 2 : 1);
    return total + (doubled > 9 ? doubled - 9 : doubled);
  }, 0);
  return elevenDigits + String((10 - (sum % 10)) % 10);
}

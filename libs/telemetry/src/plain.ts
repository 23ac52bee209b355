/** Shape of identity and organisation numbers, with or without century and dash, standing free or in text. */
const NUMBER_OF_SOMEBODY = /\d{6}[-+ ]?\d{4}/;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Stands where a value was that may be personal. */
export const WITHHELD = '(withheld)';

/** True for text that could be, or hold, the number of a person or an organisation. */
export const mayBePersonal = (value: string): boolean => NUMBER_OF_SOMEBODY.test(value) && !UUID.test(value);

/** The last guard in front of logs: text that may hold a number of somebody is not written. */
export const withheldIfPersonal = (value: string): string => (mayBePersonal(value) ? WITHHELD : value);

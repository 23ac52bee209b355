import { nonceOf } from '../agencies/question.ts';

/** What an answer must hold. */
export interface Expectation {
  readonly personidentitet: string;
  readonly korrelationsid: string;
  /** Elements asked for. */
  readonly inkludera: readonly string[];
  /** The element that must be an error of SSBTEK itself, because its agency hangs. */
  readonly hangs?: string;
}

/** An answer as it came. */
export interface Reply {
  readonly status: number;
  readonly xml: string;
  /** What the mesh calls the question. */
  readonly inquiryId?: string;
}

/** Elements of the answer by the agency's kod. */
export const ELEMENT_BY_KOD: Readonly<Record<string, string>> = {
  af: 'AF',
  csn: 'CSN',
  fk: 'FK',
  skv: 'SKV',
  so: 'SO',
  tns: 'TNS',
  miv: 'MIV',
};

const PERSONS = /(?:19|20)\d{6}23[89]\d/g;
const NONCES = /nonce-([a-z]+)-([0-9a-f]{16})/g;
const ENCODED = /^<ssbt:data><ssbt:(?:svar|lefiJsonSvar)>([A-Za-z0-9+/=\s]+)</;
const ENCODED_PART = /(?<=base64\r?\n\r?\n)[A-Za-z0-9+/=\r\n]+/;
/** The code of a fault of SSBTEK. */
export const FAULT = /<(?:\w+:)?felkod>(\w+)</;
/** At the start of an agency's element: whose error it is, and its code. */
export const ERROR = /^<ssbt:error><ssbt:kalla>(\w+)<\/ssbt:kalla><ssbt:felkod>([\w-]+)</;
const SSBTEK_ERROR = /^<ssbt:error><ssbt:kalla>SSBT<\/ssbt:kalla><ssbt:felkod>200[01]</;

/**
 * Everything that is wrong with an answer, in fixed words; empty when all is well. An answer is right when it has
 * each agency asked for and no other, data from each, and every trace of a person in it leads to the one asked about:
 * the numbers, and the nonce that each simulated agency computes from its kod and the person.
 */
export function violations({ status, xml }: Reply, expected: Expectation): readonly string[] {
  if (status !== 200) return [[`HTTP ${status}`, FAULT.exec(xml)?.[1]].filter(Boolean).join(', fault ')];
  const found: string[] = [];
  if (!xml.includes(`>${expected.korrelationsid}</`)) found.push('korrelationsid of the question missing');
  for (const [kod, element] of Object.entries(ELEMENT_BY_KOD))
    found.push(...elementViolations(xml, kod, element, expected));
  return found;
}

function elementViolations(
  xml: string,
  kod: string,
  element: string,
  expected: Expectation,
): readonly string[] {
  const start = xml.indexOf(`<ssbt:${element}>`);
  const asked = expected.inkludera.includes(element);
  if (start < 0) return asked ? [`${element} missing`] : [];
  if (!asked) return [`${element} not asked for`];
  const content = xml.slice(start + element.length + 7, xml.indexOf(`</ssbt:${element}>`, start));
  if (element === expected.hangs)
    return SSBTEK_ERROR.test(content) ? [] : [`${element} hangs and is no error`];
  const error = ERROR.exec(content);
  if (error) return [`${element} is an error: ${error[1]} ${error[2]}`];
  return personViolations(decoded(content), kod, element, expected.personidentitet);
}

/** The answers of CSN and FK are carried base64 encoded. */
function decoded(content: string): string {
  const [, encoded] = ENCODED.exec(content) ?? [];
  return encoded === undefined ? content : Buffer.from(encoded, 'base64').toString('latin1');
}

/** What the floor must answer: seven answers of agencies as they came, each about the person asked about. */
export function floorViolations({ status, xml }: Reply, { personidentitet }: Expectation): readonly string[] {
  if (status !== 200) return [`HTTP ${status}`];
  const plain = xml.replace(ENCODED_PART, (part) => Buffer.from(part, 'base64').toString('latin1'));
  return Object.keys(ELEMENT_BY_KOD).flatMap((kod) =>
    plain.includes(nonceOf(kod, personidentitet)) ? [] : [`${kod} missing or about somebody else`],
  );
}

function personViolations(content: string, kod: string, element: string, person: string): readonly string[] {
  const found: string[] = [];
  for (const [number] of content.matchAll(PERSONS))
    if (number !== person) found.push(`${element} is about somebody else`);
  let nonces = 0;
  for (const [nonce] of content.matchAll(NONCES)) {
    nonces += 1;
    if (nonce !== nonceOf(kod, person)) found.push(`${element} has the data of another call`);
  }
  if (nonces === 0) found.push(`${element} does not show whose it is`);
  return found;
}

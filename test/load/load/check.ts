import { createHash } from 'node:crypto';

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
const FAULT = /<(?:\w+:)?felkod>(\w+)</;
const ERROR = /^<ssbt:error><ssbt:kalla>(\w+)<\/ssbt:kalla><ssbt:felkod>([\w-]+)</;
const SSBTEK_ERROR = /^<ssbt:error><ssbt:kalla>SSBTEK<\/ssbt:kalla><ssbt:felkod>200[01]</;

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
  return personViolations(kod === 'csn' ? decoded(content) : content, kod, element, expected.personidentitet);
}

/** CSN's answer is carried base64 encoded. */
function decoded(content: string): string {
  const start = content.indexOf('<ssbt:svar>') + 11;
  return Buffer.from(content.slice(start, content.indexOf('<', start)), 'base64').toString('latin1');
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

const nonces = new Map<string, string>();

/** What the simulator puts into an answer; remembered, so that the load generator stays cheap. */
function nonceOf(kod: string, person: string): string {
  const key = `${kod}/${person}`;
  const known = nonces.get(key);
  if (known !== undefined) return known;
  const nonce = `nonce-${kod}-${createHash('sha256').update(key).digest('hex').slice(0, 16)}`;
  nonces.set(key, nonce);
  return nonce;
}

import { describe, expect, it } from 'vitest';
import {
  admit,
  readRegister,
  REFUSALS,
  strangerAs,
  UNKNOWN_CALLER,
  type Caller,
  type Register,
} from './index';

const KOMMUN = '162120002411';
const OTHER = '168020069582';
const OMBUD = '165565866996';

function registerOf(yaml: string): Register {
  const readout = readRegister(yaml);
  if (!readout.ok) throw new Error(readout.mistakes.join(' '));
  return readout.value;
}
const register = registerOf(`
parties:
  - { organisationsnummer: "${KOMMUN}", namn: Kommun, ombud: ["${OMBUD}"] }
  - { organisationsnummer: "${OTHER}", namn: Annan kommun }
`);

const by = (organisationsnummer: string): Caller => ({ kind: 'organisation', organisationsnummer });
const ten = (number: string): string => number.slice(-10);

describe('who may ask (seed 8.4, sources.md 3.3)', () => {
  it.each<[string, Caller, string | undefined, string | undefined, string | undefined]>([
    ['a party for itself', by(KOMMUN), undefined, KOMMUN, undefined],
    ['a party that names itself in the header', by(KOMMUN), ten(KOMMUN), KOMMUN, undefined],
    ['a party without ombud, for itself', by(OTHER), undefined, OTHER, undefined],
    ['an ombud for its customer', by(OMBUD), ten(KOMMUN), KOMMUN, undefined],
    ["an ombud for somebody else's customer", by(OMBUD), ten(OTHER), OTHER, 'not-an-ombud'],
    ['an ombud that names no customer', by(OMBUD), undefined, KOMMUN, 'not-the-ingivare'],
    ['an ombud as ingivare itself', by(OMBUD), undefined, OMBUD, 'not-connected'],
    ['an ombud whose customer is not the ingivare', by(OMBUD), ten(KOMMUN), OTHER, 'not-the-ingivare'],
    ["a party as another's ombud", by(OTHER), ten(KOMMUN), KOMMUN, 'not-an-ombud'],
    ['customer and ombud swapped', by(KOMMUN), ten(OMBUD), OMBUD, 'not-connected'],
    ['a party with another ingivare', by(KOMMUN), undefined, OTHER, 'not-the-ingivare'],
    ['somebody who is not connected', by('165560000001'), undefined, '165560000001', 'not-connected'],
    ['an ingivare with 99 before its digits', by(KOMMUN), undefined, `99${ten(KOMMUN)}`, 'not-the-ingivare'],
    ['an ingivare with 00 before its digits', by(KOMMUN), undefined, `00${ten(KOMMUN)}`, 'not-the-ingivare'],
    ['a party, in a question without ingivare', by(KOMMUN), undefined, undefined, undefined],
    ['a stranger, in a question without ingivare', by(OMBUD), undefined, undefined, 'not-connected'],
    ['nobody known, in mode off', UNKNOWN_CALLER, ten(KOMMUN), OTHER, undefined],
    ['no certificate', { kind: 'refused', refusal: 'no-certificate' }, undefined, KOMMUN, 'no-certificate'],
  ])('%s', (_, caller, customer, ingivare, refusal) => {
    expect(admit(register, caller, { customer, ingivare })).toBe(refusal);
  });

  it.each<[string, string | undefined, string, string | undefined]>([
    ['everybody with a certificate asks for itself', undefined, KOMMUN, undefined],
    ['nobody is an ombud', ten(OTHER), OTHER, 'not-an-ombud'],
    ['the ingivare is checked all the same', undefined, OTHER, 'not-the-ingivare'],
  ])('without a register %s', (_, customer, ingivare, refusal) => {
    expect(admit(undefined, by(KOMMUN), { customer, ingivare })).toBe(refusal);
  });
});

describe('who gets no reader at all', () => {
  it.each<[string, Register | undefined, Caller, string | undefined]>([
    ['a party does', register, by(KOMMUN), undefined],
    ['an ombud does', register, by(OMBUD), undefined],
    ['a certificate that the register does not know', register, by('165560000001'), 'not-connected'],
    ['any certificate does without a register', undefined, by('165560000001'), undefined],
    ['nobody known does, in mode off', register, UNKNOWN_CALLER, undefined],
    ['no certificate', undefined, { kind: 'refused', refusal: 'no-certificate' }, 'no-certificate'],
  ])('%s', (_, known, caller, refusal) => {
    expect(strangerAs(known, caller)).toBe(refusal);
  });
});

describe('the texts of refusals', () => {
  it('are all different, short enough for a log line, and hold no number', () => {
    const texts: readonly string[] = Object.values(REFUSALS);
    expect(new Set(texts).size).toBe(texts.length);
    for (const text of texts) expect(text).not.toMatch(/[0-9]{6}/);
    for (const text of texts) expect(text.length).toBeLessThan(200);
  });
});

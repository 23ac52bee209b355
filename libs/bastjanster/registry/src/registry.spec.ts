import { describe, expect, it } from 'vitest';
import { PERSONAS, kodOf, protocolFor } from '@ssbtek/bastjanst-kit';
import { exampleInquiry } from '@ssbtek/bastjanst-kit/testing';
import type { Specifikt } from '@ssbtek/core';
import { BASTJANSTER, KODER, bastjanstOf, bastjanstOfElement } from './index';

describe('the registry', () => {
  it("has the seven agencies in the contract's order (sources.md 1.3)", () => {
    expect(BASTJANSTER.map((b) => b.descriptor.element)).toEqual([
      'AF',
      'CSN',
      'FK',
      'SKV',
      'SO',
      'TNS',
      'MIV',
    ]);
    expect(KODER).toEqual(['af', 'csn', 'fk', 'skv', 'so', 'tns', 'miv']);
  });

  it.each(BASTJANSTER)('finds $descriptor.kod by code and by element', (bastjanst) => {
    expect(bastjanstOf(bastjanst.descriptor.kod)).toBe(bastjanst);
    expect(bastjanstOfElement(bastjanst.descriptor.element)).toBe(bastjanst);
  });

  it.each(['AF', '', 'constructor', 'pm'])('knows no agency with the code %j', (kod) => {
    expect(bastjanstOf(kod)).toBeUndefined();
  });

  it('has one address variable per protocol, named after its agency', () => {
    const variables = BASTJANSTER.flatMap((b) =>
      b.protocols.map((p) => [b.descriptor.kod, p.urlVariable] as const),
    );
    expect(new Set(variables.map(([, name]) => name)).size).toBe(variables.length);
    for (const [kod, name] of variables)
      expect(name).toMatch(new RegExp(`^SSBTEK_AGENCY_${kod.toUpperCase()}_(.+_)?URL$`));
  });

  it.each(BASTJANSTER)(
    '$descriptor.kod: settings are sound and codes documented once',
    ({ descriptor, protocols }) => {
      for (const { key, form, default: fallback } of descriptor.settings) {
        expect(key).toMatch(/^[A-Z][A-Z0-9_]*$/);
        if (form) expect(fallback).toMatch(form.pattern);
      }
      const names = protocols.map(({ name }) => name);
      for (const { protokoll } of descriptor.koder) if (protokoll) expect(names).toContain(protokoll);
      for (const name of names) {
        const koder = descriptor.koder.filter((k) => (k.protokoll ?? name) === name).map((k) => k.kod);
        expect(new Set(koder).size).toBe(koder.length);
      }
      for (const { text, advice } of descriptor.koder)
        expect([text, advice.sv, advice.en].map((one) => one.length)).not.toContain(0);
      expect(new Set(protocols.map((p) => p.simulatorPath)).size).toBe(protocols.length);
      for (const { koder } of descriptor.guide.limits)
        for (const kod of koder) expect(descriptor.koder.map((one) => one.kod)).toContain(kod);
    },
  );

  it.each<[Specifikt, readonly string[]]>([
    [{ typ: 'ingen' }, ['af soap', 'csn shs', 'skv soap', 'so soap', 'tns soap', 'miv soap']],
    [{ typ: 'formansforteckning', formaner: {} }, ['fk lefi-online']],
    [{ typ: 'lefi', version: '', aktorsid: 'A', fraga: '' }, ['fk lefi-rest']],
    [{ typ: 'beskattning', ar: [2025], delar: ['skattekonto'] }, ['skv beskattning']],
  ])(
    'a question of the kind $typ is understood by the protocols that are meant for it',
    (specifikt, expected) => {
      const spoken = BASTJANSTER.flatMap((b) => {
        const name = protocolFor(b, exampleInquiry({ specifikt }))?.name;
        return name === undefined ? [] : [`${b.descriptor.kod} ${name}`];
      });
      expect(spoken).toEqual(expect.arrayContaining([...expected]));
      const [kod] = specifikt.typ === 'ingen' ? [] : expected.map((one) => one.split(' ')[0]);
      if (kod) expect(spoken.filter((one) => one.startsWith(kod))).toEqual(expected);
    },
  );

  /** What a persona's key means: an agency, a protocol of it, a part; undefined when there is no such thing. */
  const meaningOf = (key: string) => {
    const [kod = '', protokoll, del] = key.split('/');
    const bastjanst = bastjanstOf(kod);
    const delar = [
      'foretagsinformation',
      'individuppgifter',
      'skattekonto',
      'skatteuppgifter',
      'beskattningsbilagor',
    ];
    const known = protokoll === undefined || bastjanst?.protocols.some((p) => p.name === protokoll);
    return known && (del === undefined || delar.includes(del)) && bastjanst
      ? { descriptor: bastjanst.descriptor, protokoll }
      : undefined;
  };

  it.each(PERSONAS)(
    'persona $name only uses codes that its agencies document, and names nothing that is not there',
    ({ koder, faults, delayMs }) => {
      for (const [key, code] of Object.entries(koder)) {
        const meaning = meaningOf(key);
        expect(meaning && kodOf(meaning.descriptor, code, meaning.protokoll)?.advice).toBeTruthy();
      }
      for (const key of [...Object.keys(faults), ...Object.keys(delayMs)])
        expect(key === '*' || meaningOf(key)).toBeTruthy();
    },
  );

  it('sources.md 1.7: FK alone has a test operation that is known', () => {
    expect(BASTJANSTER.filter((b) => b.test).map((b) => b.descriptor.kod)).toEqual(['fk']);
  });
});

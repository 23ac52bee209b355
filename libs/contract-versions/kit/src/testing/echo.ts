import { failed } from '@ssbtek/core';
import { describe, expect, it } from 'vitest';
import type { Bench } from './bench';
import { swap, withText, without } from './edit';
import { canonicalCutting, cutFrom } from './svar';

const one = { af: failed({ kind: 'timeout' }) };

/** What an answer repeats of its question (sources.md 1.5). */
export function describeEcho(bench: Bench): void {
  describeFraga(bench);
  describeReferences(bench);
}

function describeFraga({ namespace, asking, read, answer, valid }: Bench): void {
  const wanted = withText('fraganSkallInkluderasISvaret', 'true')(asking('af'));
  const declared = `xmlns="${namespace}"`;
  const prefixed = (prefix: string): string =>
    wanted
      .replaceAll(/<(\/?)(?=[a-zA-Z])(?!soapenv:|fk:)/g, `<$1${prefix}:`)
      .replace(declared, `xmlns:${prefix}="${namespace}"`);

  describe('the question in the answer (sources.md 1.5)', () => {
    it.each<readonly [string, string]>([
      ['in a default namespace', wanted],
      ['with another prefix', prefixed('ns2')],
      ['with our prefix', prefixed('ssbt')],
      ['with our prefix for another namespace', swap(declared, `${declared} xmlns:ssbt="urn:x"`)(wanted)],
      ['with the envelope’s prefix for the question', prefixed('soap')],
      ['with comments and CDATA', withText('syfte', '<!-- x --><![CDATA[a & b]]>')(wanted)],
      [
        'with the namespaces on the envelope',
        swap(
          `<soapenv:Envelope`,
          `<soapenv:Envelope xmlns:ns2="${namespace}"`,
        )(prefixed('ns2').replace(`xmlns:ns2="${namespace}"`, '')),
      ],
    ])('is the whole question as asked: %s', (_title, question) => {
      const kept = read(question).fraga;
      if (!kept) throw new Error('the question was not kept');
      const text = answer(question, one);
      const [first] = valid(text).children;
      expect([first?.uri, first?.local]).toEqual([namespace, 'fraga']);
      expect(canonicalCutting(cutFrom(text, 'fraga'))).toBe(canonicalCutting(kept));
      expect(new TextDecoder().decode(kept.content)).toContain('191212121212');
    });

    it('holds no SOAP headers', () => {
      const iip =
        '<iip:iipax xmlns:iip="http://www.idainfront.se/ns/iip/1.0"><iip:From><iip:Address>8020069582</iip:Address></iip:From></iip:iipax>';
      const question = swap('<soapenv:Header/>', `<soapenv:Header>${iip}</soapenv:Header>`)(wanted);
      expect(answer(question, one)).not.toContain('iipax');
    });
  });
}

function describeReferences({ version, namespace, asking, read, answer, valid }: Bench): void {
  const names = (question: string): readonly string[] =>
    valid(answer(question, one)).children.map((c) => c.local);

  describe('what the answer echoes (sources.md 1.5)', () => {
    it('frageTidpunkt and korrelationsid as written', () => {
      const question = withText('korrelationsid', ' a &lt;&amp;&#13;\n b ')(asking('af'));
      const [tidpunkt, korrelationsid] = valid(answer(question, one)).children;
      expect(tidpunkt?.text).toBe(read(question).general.frageTidpunkt);
      expect(tidpunkt?.text).toMatch(/T09:30:47\.123$/);
      expect(korrelationsid?.text).toBe(' a <&\r\n b ');
    });

    it.each([
      ['both', (t: string) => t, ['frageTidpunkt', 'korrelationsid', 'svarsdata']],
      ['no frageTidpunkt', without('frageTidpunkt'), ['korrelationsid', 'svarsdata']],
      ['no korrelationsid', without('korrelationsid'), ['frageTidpunkt', 'svarsdata']],
      ['neither', (t: string) => without('frageTidpunkt')(without('korrelationsid')(t)), ['svarsdata']],
    ])('given %s', (_title, edit, expected) => {
      expect(names(edit(asking('af')))).toEqual(expected);
    });

    it('an empty korrelationsid too', () => {
      expect(names(withText('korrelationsid', '')(asking('af')))).toContain('korrelationsid');
    });

    it('the namespace asked in', () => {
      const response = valid(answer(asking('af'), one));
      expect([response.uri, response.local]).toEqual([namespace, 'hamtaBastjanstInformationResponse']);
      expect(response.children.every((c) => c.uri === namespace)).toBe(true);
    });

    it('never the person of another question', () => {
      const composite = { inquiryId: 'x', outcomes: [{ kod: 'af', outcome: one.af }] };
      const wanted = withText('fraganSkallInkluderasISvaret', '1');
      const texts = ['191212121212', '189001019802'].map((person) => {
        const question = read(wanted(withText('personidentitet', person)(asking('af'))));
        return new TextDecoder().decode(version.writeAnswer(question, composite));
      });
      const held = texts.map((text) => [
        text.includes('<personidentitet>191212121212<'),
        text.includes('<personidentitet>189001019802<'),
      ]);
      expect(held).toEqual([
        [true, false],
        [false, true],
      ]);
    });
  });
}

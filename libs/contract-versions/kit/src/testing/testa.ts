import { FAILURE_RULES, failed, type Composite, type Failure, type Kod, type Outcome } from '@ssbtek/core';
import { FAULT } from '@ssbtek/contract';
import { describe, expect, it } from 'vitest';
import type { TestQuestion } from '../version';
import { refusalOf, type Bench } from './bench';
import { swap, type Edit } from './edit';
import { faultOf } from './fault';
import { errorShape, shape, xml } from './svar';

const anropad = (yes: boolean): Outcome => ({ type: 'data', data: { form: 'test', anropad: yes } });
const TECHNICAL = 'Tekniskt fel vid anrop mot, eller svar från, Bastjänst';

/** The operation that asks about nobody (sources.md 1.7). */
export function describeTesta(bench: Bench): void {
  describeTestQuestion(bench);
  describeTestAnswer(bench);
}

function describeTestQuestion({ version, namespace }: Bench): void {
  const testa = `<?xml version="1.0" encoding="UTF-8"?>
<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/">
  <soapenv:Header/>
  <soapenv:Body>
    <testaBastjanstInformation xmlns="${namespace}"/>
  </soapenv:Body>
</soapenv:Envelope>`;
  const read = (text: string) => version.readQuestion(new TextEncoder().encode(text));

  describe('testaBastjanstInformation is asked (sources.md 1.7)', () => {
    it('with an empty element: no person, no legal ground', () => {
      expect(read(testa)).toEqual({ typ: 'test', namespace });
    });

    it('also with two tags and a comment between them, and by an ombud', () => {
      const iip =
        '<iip:iipax xmlns:iip="http://www.idainfront.se/ns/iip/1.0"><iip:From><iip:Address>8020069582</iip:Address></iip:From></iip:iipax>';
      const asked = swap(
        '/>\n  </soapenv:Body>',
        '><!-- x --></testaBastjanstInformation></soapenv:Body>',
      )(testa);
      expect(read(asked)).toEqual({ typ: 'test', namespace });
      expect(read(swap('<soapenv:Header/>', `<soapenv:Header>${iip}</soapenv:Header>`)(testa))).toEqual({
        typ: 'test',
        namespace,
        iipAddress: '8020069582',
      });
    });

    const element = /<testaBastjanstInformation xmlns="([^"]*)"\/>/;
    const holding = (content: string): Edit =>
      swap(element, `<testaBastjanstInformation xmlns="${namespace}">${content}</testaBastjanstInformation>`);
    it.each<readonly [string, Edit, RegExp]>([
      ['text', holding('191212121212'), /^testaBastjanstInformation: /],
      ['a known element', holding('<AF inkludera="true"/>'), /^testaBastjanstInformation: /],
      ['an unknown element', holding('<p191212121212/>'), /^testaBastjanstInformation: /],
      ['white space, which the contract’s empty type has no room for', holding('\n'), /^testaBastjanst/],
      [
        'an attribute',
        swap('<testaBastjanstInformation', '<testaBastjanstInformation a="1"'),
        /^testaBastjanst/,
      ],
      ['a DOCTYPE', swap('<soapenv:Envelope', '<!DOCTYPE a><soapenv:Envelope'), /DOCTYPE/],
      ['another namespace', swap(/ssbt\/\d+/, 'ssbt/99'), /^testaBastjanstInformation: fel namnrymd/],
    ])('and refused with %s', (title, edit, hint) => {
      const refused = refusalOf(version, edit(testa));
      expect(refused.hint).toMatch(hint);
      expect(refused.hint).not.toMatch(/\d{6}/);
      expect(refused.typ).toBe(title === 'a DOCTYPE' ? undefined : 'test');
      const { detail } = faultOf(version.writeFault({ fel: FAULT.invalid }, refused.namespace, refused.typ));
      const operation = title === 'a DOCTYPE' ? 'hamta' : 'testa';
      expect([detail.uri, detail.local]).toEqual([namespace, `${operation}BastjanstInformationFault`]);
    });
  });
}

function describeTestAnswer({ version, namespace, valid }: Bench): void {
  const question: TestQuestion = { typ: 'test', namespace };
  const compositeOf = (outcomes: Readonly<Record<Kod, Outcome>>): Composite => ({
    inquiryId: 'x',
    outcomes: Object.entries(outcomes).map(([kod, outcome]) => ({ kod, outcome })),
  });
  const nobody = Object.fromEntries(version.koder.map((kod) => [kod, anropad(false)]));
  const response = (outcomes: Readonly<Record<Kod, Outcome>>) =>
    valid(
      new TextDecoder().decode(version.writeTestAnswer(question, compositeOf({ ...nobody, ...outcomes }))),
    );
  const answer = (outcomes: Readonly<Record<Kod, Outcome>>): unknown => shape(response(outcomes));

  describe('testaBastjanstInformation is answered (sources.md 1.7)', () => {
    it('in the namespace asked in', () => {
      const { uri, local } = response({ af: anropad(true) });
      expect([uri, local]).toEqual([namespace, 'testaBastjanstInformationResponse']);
    });

    it('with the agencies that have a test operation, in the order of the contract', () => {
      const some = { so: anropad(true), af: anropad(true), skv: anropad(true) };
      expect(answer(some)).toEqual(['AF', 'SKV', 'SO'].map((name) => [name, [['anropad', 'true']]]));
    });

    it('with nothing when none has', () => {
      expect(response({}).children).toEqual([]);
    });

    it('with anropad and error when the operation failed', () => {
      const fault: Failure = { kind: 'agency-fault', felkod: '500', felmeddelanden: ['a', 'b'] };
      expect(answer({ fk: failed(fault), csn: failed({ kind: 'timeout' }) })).toEqual([
        ['CSN', [['anropad', 'true'], errorShape('SSBT', '2000', expect.any(String))]],
        ['FK', [['anropad', 'true'], errorShape('BT', '500', 'a', 'b')]],
      ]);
    });

    const NOT_CALLED = ['breaker-open', 'maintenance', 'mapping'];
    it.each(Object.keys(FAILURE_RULES) as ReadonlyArray<Failure['kind']>)(
      'saying truly whether it was called when the failure is %s',
      (kind) => {
        const failure = { kind, reason: 'x', status: 500, felkod: '1', felmeddelanden: ['x'] } as Failure;
        const [af] = response({ af: failed(failure) }).children;
        expect(af?.children[0]?.text).toBe(String(!NOT_CALLED.includes(kind)));
      },
    );

    it('with error 2001 for data that is no test’s', () => {
      expect(answer({ af: { type: 'data', data: xml('<a>191212121212</a>') } })).toEqual([
        ['AF', [['anropad', 'true'], errorShape('SSBT', '2001', TECHNICAL)]],
      ]);
    });

    it('only when the composite holds each agency of the version', () => {
      const { af: _, ...missing } = nobody;
      expect(() => version.writeTestAnswer(question, compositeOf(missing))).toThrow(/exactly the agencies/);
      expect(() => version.writeTestAnswer(question, compositeOf({ ...nobody, xyz: anropad(true) }))).toThrow(
        /exactly the agencies/,
      );
    });
  });
}

import { FAULT } from '@ssbtek/contract';
import { readSoap } from '@ssbtek/soap';
import { AGENCY_LIMITS, type XmlElement } from '@ssbtek/xml';
import { compileSchema } from '@ssbtek/xml/schema';
import { describe, expect, it } from 'vitest';
import { OPERATION, type QuestionTyp } from '../operation';
import { documentsOf, type Bench } from './bench';
import { shape } from './svar';

/** The fault of SSBTEK itself (seed 7.1, sources.md 1.6), in each of the version's namespaces and operations. */
export function describeFault({ version }: Bench, operations: readonly QuestionTyp[]): void {
  const [first = ''] = version.namespaces;

  describe('the fault (seed 7.1, sources.md 1.6)', () => {
    it.each([
      ['1000', FAULT.timeout, 'soap:Server', 'Förfrågan tog för lång tid. Timeout har uppstått.'],
      [
        '1001',
        FAULT.invalid,
        'soap:Client',
        'Förfrågan kunde inte tolkas. Fel har uppstått vid validering av förfrågan.',
      ],
      ['1002', FAULT.internal, 'soap:Server', 'Internt tekniskt fel'],
    ])('%s', (felkod, fel, faultcode, felmeddelande) => {
      const fault = faultOf(version.writeFault({ fel }));
      expect([fault.faultcode, fault.faultstring]).toEqual([faultcode, felmeddelande]);
      expect([fault.detail.uri, fault.detail.local]).toEqual([first, 'hamtaBastjanstInformationFault']);
      expect(shape(fault.detail)).toEqual([
        ['felkod', felkod],
        ['felmeddelande', felmeddelande],
      ]);
    });

    it('has the hint as its second felmeddelande', () => {
      const { detail } = faultOf(
        version.writeFault({ fel: FAULT.invalid, hint: 'syfte: <missing> & \u0000' }),
      );
      expect(shape(detail)).toEqual([
        ['felkod', '1001'],
        ['felmeddelande', FAULT.invalid.felmeddelande],
        ['felmeddelande', 'syfte: <missing> & \uFFFD'],
      ]);
    });

    it.each([
      ...version.namespaces.map((uri) => [uri, uri] as const),
      [undefined, first] as const,
      ['urn:unknown', first] as const,
    ])('for a question in %s is in %s, children too (sources.md 5 #5)', (asked, answered) => {
      const { detail } = faultOf(version.writeFault({ fel: FAULT.internal }, asked));
      expect([detail, ...detail.children].map((e) => e.uri)).toEqual([answered, answered, answered]);
    });

    it.each(
      version.namespaces.flatMap((uri) => operations.map((typ) => [OPERATION[typ], uri, typ] as const)),
    )('of %s in %s is valid against the schema', (name, uri, typ) => {
      const bytes = version.writeFault({ fel: FAULT.invalid, hint: 'x' }, uri, typ);
      const [, detail = ''] = /<detail>(.*)<\/detail>/s.exec(new TextDecoder().decode(bytes)) ?? [];
      const schema = compileSchema(documentsOf(version.files, uri));
      expect(faultOf(bytes).detail.local).toBe(`${name}Fault`);
      expect(() => schema.validate(detail)).not.toThrow();
      expect(() => schema.validate(detail.replace(/<ssbt:felkod>.*?<\/ssbt:felkod>/, ''))).toThrow();
      schema.dispose();
    });
  });
}

/** What a fault envelope holds. */
export function faultOf(bytes: Uint8Array): { faultcode: string; faultstring: string; detail: XmlElement } {
  const { body } = readSoap(bytes, AGENCY_LIMITS);
  if (body.kind !== 'fault') throw new Error('no fault');
  const [detail] = body.fault.detail?.children ?? [];
  if (!detail) throw new Error('no detail');
  return { ...body.fault, detail };
}

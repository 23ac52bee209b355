import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readAnswer, readFault } from '../support/answer';
import type { Mesh } from '../support/mesh';
import { NAMESPACE, question } from '../support/question';
import type { MeshFactory } from './main-path';

const good = question();
const utf16 = (text: string): Buffer => Buffer.from(text, 'utf16le');
const marked = utf16(`\ufeff${good.replace('UTF-8', 'UTF-16')}`);
const doctype = (inner: string): string => good.replace('?>', `?><!DOCTYPE x [${inner}]>`);

/** What is wrong, what is sent. All of it is fault 1001 (architecture 8). */
const BROKEN: ReadonlyArray<readonly [string, string | Uint8Array]> = [
  ['nothing at all', ''],
  ['no XML', 'hello'],
  ['cut off', good.slice(0, 900)],
  ['DOCTYPE with an entity', doctype('<!ENTITY a "b">')],
  ['external entity', doctype('<!ENTITY a SYSTEM "file:///etc/passwd">')],
  ['billion laughs', doctype('<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">')],
  ['a parameter entity', doctype('<!ENTITY % a SYSTEM "http://127.0.0.1:9/a.dtd"> %a;')],
  [
    'XInclude',
    good.replace(
      '<syfte>',
      '<syfte><xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file:///etc/passwd"/>',
    ),
  ],
  ['an entity that is not declared', good.replace('Beslut', '&a;')],
  ['UTF-16 that the transport calls UTF-8', marked],
  ['UTF-16 without a byte order mark', utf16(good.replace('UTF-8', 'UTF-16'))],
  [
    '1,000 attributes',
    good.replace('<AF ', `<AF ${Array.from({ length: 1000 }, (_, i) => `a${i}=""`).join(' ')} `),
  ],
  ['a name of 200,000 characters', good.replace('<AF ', `<AF ${'a'.repeat(200_000)}="" `)],
  ['10,000 elements side by side', good.replace('</generellaFrageparametrar>', `${'<a/>'.repeat(10_000)}$&`)],
  ['an identity number with another behind it in CDATA', good.replace('191212121212', '$&<![CDATA[1]]>')],
  ['processing instruction', good.replace('?>', '?><?php x?>')],
  [
    'bytes that are no UTF-8',
    Buffer.concat([
      Buffer.from(good.slice(0, 700)),
      Buffer.from([0xff, 0xfe, 0xc3]),
      Buffer.from(good.slice(700)),
    ]),
  ],
  ['100,000 nested elements', '<a>'.repeat(60_000)],
  ['two bodies', good.replace('</soapenv:Body>', '</soapenv:Body><soapenv:Body/>')],
  ['another operation', good.replaceAll('hamtaBastjanstInformation', 'nagotAnnat')],
  [
    "another version's namespace",
    good.replace(NAMESPACE, 'http://schema.forsakringskassan.se/integration/ssbt/10'),
  ],
  ['a personidentitet of eleven digits', good.replace('191212121212', '19121212121')],
  ['no personidentitet', good.replace(/<personidentitet>.*?<\/personidentitet>/, '')],
  ['two personidentitet', good.replace(/(<personidentitet>.*?<\/personidentitet>)/, '$1$1')],
  ['a benefit missing', good.replace(/<fk:prognos>1<\/fk:prognos>/, '')],
  ['FK without formansforteckning', good.replace(/<formansforteckning>.*?<\/formansforteckning>/, '')],
  ['inkludera missing', good.replace(' inkludera="true"', '')],
  ['a date that is none', good.replace('2026-10-01', '2026-13-41')],
];

const SECURITY = '<w:Security xmlns:w="urn:w" soapenv:mustUnderstand="1"/>';
const withHeader = (block: string): string =>
  good
    .replace(/<soapenv:Header\s*\/>/, '')
    .replace('<soapenv:Body', `<soapenv:Header>${block}</soapenv:Header>$&`);

/** What is wrong with the envelope itself has a code of SOAP's own (SOAP 1.1, 4.4.1). */
const ENVELOPES: ReadonlyArray<readonly [string, string, string]> = [
  [
    'a SOAP 1.2 envelope',
    good.replace('http://schemas.xmlsoap.org/soap/envelope/', 'http://www.w3.org/2003/05/soap-envelope'),
    'VersionMismatch',
  ],
  ['a header that must be understood', withHeader(SECURITY), 'MustUnderstand'],
];

/** Broken input of every kind: fault 1001 in the right form, and the process lives on. */
export function badInput(start: MeshFactory): void {
  describe('broken input', () => {
    let mesh: Mesh;
    beforeAll(async () => {
      mesh = await start();
    });
    afterAll(() => mesh.stop());

    it.each(ENVELOPES)('%s is fault 1001 with the code of SOAP', async (_, body, code) => {
      const { status, xml } = await mesh.ask(body);
      const fault = readFault(xml);
      expect([status, fault.faultcode, fault.felkod]).toEqual([500, `soap:${code}`, '1001']);
    });

    it('passes over a header for somebody else on the way', async () => {
      const actor = SECURITY.replace('/>', ' soapenv:actor="urn:somebody"/>');
      expect((await mesh.ask(withHeader(actor))).status).toBe(200);
    });

    it('reads UTF-16 that the transport calls so', async () => {
      const headers = { 'content-type': 'text/xml; charset=utf-16' };
      expect((await mesh.ask(marked, { headers })).status).toBe(200);
    });

    it.each(BROKEN)('%s is fault 1001', async (_, body) => {
      const { status, xml } = await mesh.ask(body);
      const fault = readFault(xml);
      expect(status).toBe(500);
      expect(fault.faultcode).toMatch(/:Client$/);
      expect(fault.felkod).toBe('1001');
      expect(fault.felmeddelanden[0]).toBe(
        'Förfrågan kunde inte tolkas. Fel har uppstått vid validering av förfrågan.',
      );
      expect(xml).not.toMatch(/19121212|HL123456|Kommun Å|AID12341234/);
    });

    it.each([
      ['another content type', 415, { 'content-type': 'application/json' }, good],
      ['SOAP 1.2 content type', 415, { 'content-type': 'application/soap+xml' }, good],
      ['a compressed body', 415, { 'content-encoding': 'gzip' }, good],
      ['a body beyond the limit', 413, {}, good + ' '.repeat(300_000)],
    ])('%s is HTTP %i', async (_, status, headers, body) => {
      const answer = await mesh.ask(body, { headers });
      expect(answer.status).toBe(status);
      expect(readFault(answer.xml).felkod).toBe('1001');
    });

    it('headers beyond the limit are HTTP 431', async () => {
      expect(await statusWithHeader(mesh.url, 'x'.repeat(40_000))).toBe(431);
    });

    it('lives on', async () => {
      expect(Object.keys(readAnswer((await mesh.ask(good)).xml).svar)).toHaveLength(7);
    });

    it('says where the open versions are when asked for another', async () => {
      const { status, xml } = await mesh.ask(good, { path: '/ssbtek/v7' });
      expect(status).toBe(404);
      expect(xml).toContain('/ssbtek/v1');
    });

    it("serves the WSDL with the caller's own address, and the schemas beside it", async () => {
      const wsdl = await (await fetch(`${mesh.url}/ssbtek/v1?wsdl`)).text();
      expect(wsdl).toContain(`location="${mesh.url}/ssbtek/v1"`);
      const schemas = [...wsdl.matchAll(/schemaLocation="([^"]+)"/g)].map((m) => m[1] ?? '');
      expect(schemas.length).toBeGreaterThan(0);
      for (const schema of schemas) {
        const response = await fetch(new URL(schema, `${mesh.url}/ssbtek/v1`));
        expect([response.status, await response.text()]).toEqual([200, expect.stringContaining('schema')]);
      }
    });
  });
}

/** `fetch` has its own limits on headers, so this one goes by hand. */
function statusWithHeader(url: string, value: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const sent = request(`${url}/ssbtek/v1`, { method: 'POST', headers: { 'x-long': value } }, (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    sent.on('error', reject);
    sent.end();
  });
}

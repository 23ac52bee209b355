import { describe, expect, it } from 'vitest';
import type { Bench } from './bench';
import { swap, type Edit } from './edit';

const IIP = 'http://www.idainfront.se/ns/iip/1.0';
const XSI = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"';
const MUST = 'soapenv:mustUnderstand="1"';
const header = (content: string): Edit =>
  swap('<soapenv:Header/>', `<soapenv:Header>${content}</soapenv:Header>`);
const iipax = (content: string): string => `<iip:iipax xmlns:iip="${IIP}">${content}</iip:iipax>`;
const from = (address: string): string => `<iip:From><iip:Address>${address}</iip:Address></iip:From>`;

/** What may stand around a question, what may not, and the header of an ombud. For the version's own namespace. */
export function describeEnvelope(bench: Bench): void {
  describeLetIn(bench);
  describeOmbud(bench);
  describeRefused(bench);
}

function describeLetIn({ exempel, namespace, fraga, read }: Bench): void {
  describe('what is let in', () => {
    it.each<readonly [string, Edit]>([
      ['no Header at all (SOAP 1.1, 4.2)', swap('<soapenv:Header/>', '')],
      [
        'an unknown header that need not be understood (SOAP 1.1, 4.2.3)',
        header('<a:b xmlns:a="urn:a">x</a:b>'),
      ],
      ['mustUnderstand="0"', header('<a:b xmlns:a="urn:a" soapenv:mustUnderstand="0"/>')],
      [
        'a header that another actor must understand',
        header(`<a:b xmlns:a="urn:a" ${MUST} soapenv:actor="urn:x"/>`),
      ],
      ['comments and white space around everything', (t) => t.replaceAll('><', '>\n<!-- x --><')],
      ['no XML declaration', swap(/^<\?xml.*\?>\n/, '')],
      ['a byte order mark', (t) => `\uFEFF${t}`],
      [
        'xsi:schemaLocation, which is not followed',
        swap('<ingivare>', `<ingivare ${XSI} xsi:schemaLocation="${namespace} http://127.0.0.1:1/x.xsd">`),
      ],
      [
        'xsi:type that names the element’s own type',
        swap('<ingivare>', `<ingivare ${XSI} xsi:type="Ingivare">`),
      ],
    ])('%s', (_title, edit) => {
      expect(read(fraga(edit)).general.personidentitet).toBe('191212121212');
    });

    it('is what a real client sends: prefix, declarations nobody uses, nothing between the elements (sources.md 1.1)', () => {
      const unused = ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((p) => `xmlns:${p}="urn:${p}"`).join(' ');
      const sent = fraga(
        (t) => t.replaceAll(/<(\/?)(?=[a-zA-Z])(?!soapenv:|fk:)/g, '<$1ns2:'),
        swap(`xmlns="${namespace}"`, `xmlns:ns2="${namespace}" ${unused}`),
        (t) => t.replaceAll('soapenv', 'SOAP-ENV').replaceAll(/>\s+</g, '><'),
        swap('KORRID12345', '11111111-1111-4111-8111-111111111111'),
      );
      const question = read(sent, 'utf-8');
      expect(question).toMatchObject({
        namespace,
        general: {
          korrelationsid: '11111111-1111-4111-8111-111111111111',
          ingivare: { namn: 'Kommun A' },
        },
      });
      expect(question.fragor).toEqual(read(exempel).fragor);
    });

    it('may declare the namespace on the envelope', () => {
      const sent = fraga(
        swap(` xmlns="${namespace}"`, ''),
        swap('<soapenv:Envelope', `<soapenv:Envelope xmlns="${namespace}"`),
      );
      expect(read(sent).namespace).toBe(namespace);
    });

    it.each(['latin1', 'utf16le'] as const)('may be in %s when the declaration says so', (encoding) => {
      const label = encoding === 'latin1' ? 'ISO-8859-1' : 'UTF-16';
      const text =
        (encoding === 'latin1' ? '' : '\uFEFF') + fraga(swap('UTF-8', label), swap('Kommun A', 'Åmål'));
      expect(read(Buffer.from(text, encoding)).general.ingivare.namn).toBe('Åmål');
    });
  });
}

function describeOmbud({ namespace, fraga, read, refusal }: Bench): void {
  describe('the header of an ombud (seed 8.4)', () => {
    it.each([
      ['as printed', iipax(from('8020069582'))],
      ['with white space', iipax(from('\n  8020069582 '))],
      ['with a comment inside', iipax(from('80200<!-- x -->69582'))],
      ['that must be understood', iipax(from('8020069582')).replace('>', ` ${MUST}>`)],
      ['beside other headers', `<a:b xmlns:a="urn:a"/>${iipax(from('8020069582'))}`],
    ])('%s gives the customer’s number', (_title, content) => {
      expect(read(fraga(header(content))).iipAddress).toBe('8020069582');
    });

    it('is not taken from another namespace', () => {
      const other = iipax(from('8020069582')).replace(IIP, 'urn:other');
      expect(read(fraga(header(other)))).not.toHaveProperty('iipAddress');
    });

    it.each([
      ['twelve digits', iipax(from('168020069582')), /^Address: /],
      ['nine digits', iipax(from('802006958')), /^Address: /],
      ['a dash', iipax(from('802006-9582')), /^Address: /],
      ['digits that are not ASCII', iipax(from('802006958２')), /^Address: /],
      ['a URN', iipax(from('urn:X-shs:8020069582')), /^Address: /],
      ['an element inside', iipax(from('8020069582<a/>')), /^Address: /],
      ['an empty Address', iipax(from('')), /^Address: /],
      ['no Address', iipax('<iip:From/>'), /^iipax: /],
      ['no From', iipax(''), /^iipax: /],
      ['two Addresses', iipax(from('8020069582') + from('2120002411')), /^iipax: /],
      ['a second header that is empty', iipax(from('8020069582')) + iipax(''), /^iipax: /],
      ['two headers', iipax(from('8020069582')) + iipax(from('2120002411')), /^iipax: /],
    ])('is refused with %s', (_title, content, hint) => {
      const refused = refusal(fraga(header(content)));
      expect(refused.hint).toMatch(hint);
      expect(refused.hint).not.toMatch(/\d{6}/);
      expect(refused).toMatchObject({ namespace, typ: 'fraga' });
    });
  });
}

/** [what is wrong, the change, the hint] */
const WRONG: ReadonlyArray<readonly [title: string, edit: Edit, hint: RegExp]> = [
  ['another operation', (t) => t.replaceAll('hamtaBastjanst', 'raderaBastjanst'), /^Body: /],
  ['a bare question', swap(/[^]*?<soapenv:Body>([^]*)<\/soapenv:Body>[^]*/, '<a/>'), /^Envelope: /],
  [
    'SOAP 1.2',
    (t) =>
      t.replaceAll('http://schemas.xmlsoap.org/soap/envelope/', 'http://www.w3.org/2003/05/soap-envelope'),
    /^Envelope: /,
  ],
  ['an empty Body', swap(/<soapenv:Body>[^]*<\/soapenv:Body>/, '<soapenv:Body/>'), /^Body: /],
  ['two elements in the Body', swap('</soapenv:Body>', '<a/></soapenv:Body>'), /^Body: /],
  [
    'a fault',
    swap(
      /<soapenv:Body>[^]*<\/soapenv:Body>/,
      '<soapenv:Body><soapenv:Fault><faultcode>a</faultcode><faultstring>b</faultstring></soapenv:Fault></soapenv:Body>',
    ),
    /^Body: /,
  ],
  ['a DOCTYPE', swap('<soapenv:Envelope', '<!DOCTYPE a [<!ENTITY b "c">]><soapenv:Envelope'), /DOCTYPE/],
  ['a processing instruction', swap('<soapenv:Body>', '<?a b?><soapenv:Body>'), /processinstruktion/],
  ['half a message', (t) => t.slice(0, 900), /inte välformad/],
  ['nothing', () => '', /tomt/],
  ['too much', swap('Kommun A', 'A'.repeat(300_000)), /större än 256 KiB/],
  ['a wrong encoding', swap('UTF-8', 'ISO-8859-7'), /teckenkodning/],
  [
    'a header that must be understood (SOAP 1.1, 4.2.3)',
    header(`<a:b xmlns:a="urn:a" ${MUST}/>`),
    /^Header: /,
  ],
  [
    'such a header for the next node',
    header(`<a:b xmlns:a="urn:a" ${MUST} soapenv:actor="http://schemas.xmlsoap.org/soap/actor/next"/>`),
    /^Header: /,
  ],
  ['WS-Security that must be understood', header(`<w:Security xmlns:w="urn:wsse" ${MUST}/>`), /^Header: /],
];

function describeRefused({ exempel, namespace, fraga, refusal }: Bench): void {
  describe('what is refused before the schema is asked', () => {
    it.each(WRONG)('%s', (_title, edit, hint) => {
      const refused = refusal(fraga(edit));
      expect(refused.hint).toMatch(hint);
      expect(refused.hint).not.toMatch(/\d{6}|Kommun A|HL123456/);
    });

    const [base = ''] = /.*\//.exec(namespace) ?? [];
    it.each([
      ...['1', '2', '9', '10', '11', '12']
        .map((number) => `${base}${number}`)
        .filter((uri) => uri !== namespace),
      namespace.toUpperCase(),
      '',
    ])('the namespace "%s" (sources.md 1.2)', (uri) => {
      const refused = refusal(exempel.replaceAll(`xmlns="${namespace}"`, `xmlns="${uri}"`));
      expect(refused.hint).toMatch(
        /^hamtaBastjanstInformation: fel namnrymd; på den här adressen är den http/,
      );
      expect(refused.hint).toContain(namespace);
      expect(refused.namespace).toBeUndefined();
    });

    it('bytes that are not UTF-8', () => {
      expect(refusal(Buffer.from(exempel, 'latin1')).hint).toMatch(/teckenkodning/);
    });

    it('and tells in which namespace to answer once that is known', () => {
      expect(refusal(fraga(swap('<ingivare>', '<a/><ingivare>'))).namespace).toBe(namespace);
      expect(refusal('<a/>').namespace).toBeUndefined();
    });
  });
}

import { describe, expect, it } from 'vitest';
import { element, QUESTION_LIMITS, XmlRefused } from '@ssbtek/xml';
import { canonical } from '@ssbtek/xml/testing';
import { readSoap, soapEnvelope } from './envelope';
import { SOAP_ENVELOPE } from './namespace';

const S = `xmlns:s="${SOAP_ENVELOPE}"`;
const envelope = (inside: string, more = '') => `<s:Envelope ${S}${more}>${inside}</s:Envelope>`;
const read = (text: string) => readSoap(Buffer.from(text, 'utf8'), QUESTION_LIMITS);
const SOAP_12 = 'http://www.w3.org/2003/05/soap-envelope';

describe('a SOAP 1.1 envelope', () => {
  it.each([
    ['plain', envelope('<s:Body><a/></s:Body>')],
    ['laid out', envelope('\r\n <!-- x -->\n<s:Body>\t<a/>\n<!-- y --></s:Body>\n')],
    ['with a header', envelope('<s:Header><x/></s:Header><s:Body><a/></s:Body>')],
    ['with an empty header', envelope('<s:Header/><s:Body><a/></s:Body>')],
    ['default namespace', `<Envelope xmlns="${SOAP_ENVELOPE}"><Body><a xmlns=""/></Body></Envelope>`],
    ['with a body attribute', envelope('<s:Body Id="x"><a/></s:Body>', ' s:encodingStyle="urn:e"')],
  ])('is read: %s', (_, text) => {
    const { body, header, document } = read(text);
    expect(body).toMatchObject({ kind: 'element', element: { local: 'a', uri: '' } });
    expect(header?.local).toBe(text.includes('Header') ? 'Header' : undefined);
    expect(document.root.local).toBe('Envelope');
  });

  it.each([
    [
      'SOAP 1.2',
      envelope('<s:Body><a/></s:Body>').replace(SOAP_ENVELOPE, SOAP_12),
      'Envelope',
      'not SOAP 1.1',
    ],
    ['no namespace', '<Envelope><Body><a/></Body></Envelope>', 'Envelope', 'not SOAP 1.1'],
    ['another document', '<html/>', 'Envelope', 'wrong root element'],
    ['no body', envelope(''), 'Envelope', 'missing Body'],
    ['header alone', envelope('<s:Header/>'), 'Envelope', 'missing Body'],
    ['body of SOAP 1.2', envelope(`<b:Body xmlns:b="${SOAP_12}"><a/></b:Body>`), 'Envelope', 'missing Body'],
    ['body unqualified', envelope('<Body><a/></Body>'), 'Envelope', 'missing Body'],
    ['header after the body', envelope('<s:Body><a/></s:Body><s:Header/>'), 'Envelope', 'element after Body'],
    ['two headers', envelope('<s:Header/><s:Header/><s:Body><a/></s:Body>'), 'Envelope', 'missing Body'],
    ['two bodies', envelope('<s:Body><a/></s:Body><s:Body><b/></s:Body>'), 'Envelope', 'more than one Body'],
    ['something after the body', envelope('<s:Body><a/></s:Body><x/>'), 'Envelope', 'element after Body'],
    ['something before the body', envelope('<x/><s:Body><a/></s:Body>'), 'Envelope', 'missing Body'],
    ['text in the envelope', envelope('x<s:Body><a/></s:Body>'), 'Envelope', 'text not expected here'],
    [
      'CDATA in the envelope',
      envelope('<![CDATA[x]]><s:Body><a/></s:Body>'),
      'Envelope',
      'text not expected here',
    ],
    ['empty body', envelope('<s:Body/>'), 'Body', 'missing child element'],
    ['body with a comment', envelope('<s:Body><!-- <a/> --></s:Body>'), 'Body', 'missing child element'],
    ['two body elements', envelope('<s:Body><a/><a/></s:Body>'), 'Body', 'more than one child element'],
    ['text in the body', envelope('<s:Body>x<a/></s:Body>'), 'Body', 'text not expected here'],
    ['no-break space in the body', envelope('<s:Body>\u00a0<a/></s:Body>'), 'Body', 'text not expected here'],
  ])('is refused: %s', (_, text, name, rule) => {
    expect(() => read(text)).toThrow(expect.objectContaining({ reason: 'schema', element: name, rule }));
  });

  it('passes the gate first', () => {
    const text = `<!DOCTYPE a>${envelope('<s:Body><a/></s:Body>')}`;
    expect(() => read(text)).toThrow(XmlRefused);
    expect(() => read(text)).toThrow(expect.objectContaining({ reason: 'doctype' }));
    const latin1 = Buffer.from(envelope('<s:Body><a>å</a></s:Body>'), 'latin1');
    expect(readSoap(latin1, QUESTION_LIMITS, 'iso-8859-1').body).toMatchObject({ element: { text: 'å' } });
  });

  it('is written around body and header', () => {
    const a = element('q:a', 'x', { namespaces: { q: 'urn:q' } });
    const expected = (header: string) =>
      canonical(
        envelope(`${header}<s:Body><q:a xmlns:q="urn:q">x</q:a></s:Body>`).replaceAll(/\bs:|:s=/g, (s) =>
          s.replace('s', 'soap'),
        ),
      );
    expect(canonical(soapEnvelope(a))).toBe(expected(''));
    expect(canonical(soapEnvelope(a, element('h', [])))).toBe(expected('<s:Header><h/></s:Header>'));
    expect(read(Buffer.from(soapEnvelope(a)).toString('utf8')).body).toMatchObject({
      kind: 'element',
      element: { uri: 'urn:q' },
    });
  });
});

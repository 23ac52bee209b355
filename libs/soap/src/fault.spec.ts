import { describe, expect, it } from 'vitest';
import { child, element, QUESTION_LIMITS } from '@ssbtek/xml';
import { readSoap } from './envelope';
import { soapFault, type SoapFault } from './fault';
import { SOAP_ENVELOPE } from './namespace';

const envelope = (fault: string) =>
  `<s:Envelope xmlns:s="${SOAP_ENVELOPE}"><s:Body>${fault}</s:Body></s:Envelope>`;

function faultOf(bytes: Uint8Array): SoapFault {
  const { body } = readSoap(bytes, QUESTION_LIMITS);
  if (body.kind !== 'fault') throw new Error('not a fault');
  return body.fault;
}
const read = (fault: string) => faultOf(Buffer.from(envelope(fault), 'utf8'));

describe('a SOAP 1.1 fault', () => {
  it.each([
    [
      'as SOAP 1.1 has it',
      '<s:Fault><faultcode>s:Server</faultcode><faultstring>fel</faultstring></s:Fault>',
    ],
    ['qualified', '<s:Fault><s:faultcode>s:Server</s:faultcode><s:faultstring>fel</s:faultstring></s:Fault>'],
    [
      'in another order, with an actor',
      '<s:Fault><faultstring>fel</faultstring><faultactor/><faultcode>s:Server</faultcode></s:Fault>',
    ],
    [
      'with white space, CDATA and language',
      '<s:Fault><faultcode>\n s:Server </faultcode><faultstring xml:lang="sv"> <![CDATA[fel]]>\n</faultstring></s:Fault>',
    ],
  ])('is read: %s', (_, text) => {
    expect(read(text)).toEqual({ faultcode: 's:Server', faultstring: 'fel' });
  });

  it('has its detail element', () => {
    const { detail } = read(
      '<s:Fault><faultcode>1</faultcode><faultstring/><detail><x:fel xmlns:x="urn:x">7</x:fel></detail></s:Fault>',
    );
    expect(detail?.local).toBe('detail');
    expect(detail && child(detail, 'fel', 'urn:x')?.text).toBe('7');
  });

  it('may be empty', () => {
    expect(read('<s:Fault/>')).toEqual({ faultcode: '', faultstring: '' });
  });

  it('is not taken from another namespace, nor are its parts', () => {
    const { body } = readSoap(Buffer.from(envelope('<Fault xmlns="urn:x"/>')), QUESTION_LIMITS);
    expect(body.kind).toBe('element');
    expect(read('<s:Fault><x:faultcode xmlns:x="urn:x">1</x:faultcode></s:Fault>').faultcode).toBe('');
  });

  it.each([
    ['Client', 'soap:Client'],
    ['Server', 'soap:Server'],
    ['201', '201'],
    ['ns0:Server', 'ns0:Server'],
  ])('is written with faultcode %s as %s', (faultcode, sent) => {
    const detail = element('fel', 'a<b', { namespaces: { '': 'urn:f' } });
    const fault = faultOf(soapFault({ faultcode, faultstring: 'Tekniskt fel & mer', detail }));
    expect(fault).toMatchObject({ faultcode: sent, faultstring: 'Tekniskt fel & mer' });
    expect(fault.detail?.children.map((c) => [c.uri, c.local, c.text])).toEqual([['urn:f', 'fel', 'a<b']]);
  });

  it('is written without detail', () => {
    const fault = faultOf(soapFault({ faultcode: 'Client', faultstring: 'x' }));
    expect(fault).toEqual({ faultcode: 'soap:Client', faultstring: 'x' });
  });
});

import { describe, expect, it } from 'vitest';
import { readSoap, soapEnvelope, soapFault } from '@ssbtek/soap';
import { AGENCY_LIMITS, element } from '@ssbtek/xml';
import {
  charsetOf,
  readSoapAnswer,
  soapAnswer,
  soapMisunderstood,
  soapQuestion,
  soapRequest,
  textOf,
  type AgencyResponse,
} from './index';

const EXPECTED = { uri: 'urn:a', local: 'Svar' };
const body = (local = 'Svar', uri = 'urn:a') => element(local, 'åäö', { namespaces: { '': uri } });
const respond = (bytes: Uint8Array | string, more: Partial<AgencyResponse> = {}): AgencyResponse => ({
  status: 200,
  reason: 'OK',
  headers: { 'content-type': 'text/xml; charset=utf-8' },
  body: typeof bytes === 'string' ? new TextEncoder().encode(bytes) : bytes,
  ...more,
});

describe('soapRequest', () => {
  it('puts body and header into SOAP 1.1 envelopes', () => {
    const message = readSoap(soapRequest(body(), body('Huvud')).body, AGENCY_LIMITS);
    expect(message.header?.children.map((c) => c.local)).toEqual(['Huvud']);
    expect(message.body).toMatchObject({
      kind: 'element',
      element: { uri: 'urn:a', local: 'Svar', text: 'åäö' },
    });
  });

  it('sends the empty soapAction unless the agency has one (sources.md 1.1)', () => {
    expect(soapRequest(body()).headers['soapaction']).toBe('""');
    expect(soapRequest(body(), undefined, '"urn:x"').headers['soapaction']).toBe('"urn:x"');
  });
});

describe('readSoapAnswer', () => {
  it('gives the element the contract promises', () => {
    expect(readSoapAnswer(respond(soapEnvelope(body())), EXPECTED)).toMatchObject({
      kind: 'element',
      element: { local: 'Svar', text: 'åäö' },
    });
  });

  it.each([200, 400, 500, 503])('gives a fault whatever its status (%i)', (status) => {
    const bytes = soapFault({ faultcode: '201', faultstring: 'Fel' });
    expect(readSoapAnswer(respond(bytes, { status }), EXPECTED)).toMatchObject({
      kind: 'fault',
      status,
      fault: { faultcode: '201', faultstring: 'Fel' },
    });
  });

  const good = soapEnvelope(body());
  it.each<[string, AgencyResponse, object]>([
    [
      'another element',
      respond(soapEnvelope(body('Fraga'))),
      { kind: 'malformed', reason: 'unexpected-element' },
    ],
    [
      'another namespace',
      respond(soapEnvelope(body('Svar', 'urn:b'))),
      { kind: 'malformed', reason: 'unexpected-element' },
    ],
    ['XML without an envelope', respond('<Svar xmlns="urn:a"/>'), { kind: 'malformed', reason: 'not-soap' }],
    ['no XML', respond('hej'), { kind: 'malformed', reason: 'not-well-formed' }],
    ['nothing', respond(''), { kind: 'malformed', reason: 'empty' }],
    ['a DOCTYPE', respond('<!DOCTYPE html><html/>'), { kind: 'malformed', reason: 'doctype' }],
    ['too much', respond(' '.repeat(AGENCY_LIMITS.maxBytes + 1)), { kind: 'malformed', reason: 'too-large' }],
    ['a redirect with data', respond(good, { status: 302 }), { kind: 'http-status', status: 302 }],
    ['no content', respond('', { status: 204 }), { kind: 'http-status', status: 204 }],
    ['data with an error status', respond(good, { status: 500 }), { kind: 'http-status', status: 500 }],
    [
      'a page with an error status',
      respond('<html/>', { status: 404 }),
      { kind: 'http-status', status: 404 },
    ],
  ])('refuses %s', (_, response, failure) => {
    expect(readSoapAnswer(response, EXPECTED)).toEqual({
      kind: 'failure',
      outcome: { type: 'failure', failure },
    });
  });

  it('heeds the charset of the content type', () => {
    const xml = new TextDecoder().decode(good).replace(/<\?xml[^>]*\?>/, '');
    const bytes = Uint8Array.from(xml, (c) => c.charCodeAt(0));
    const latin1 = respond(bytes, { headers: { 'content-type': 'text/xml; charset=ISO-8859-1' } });
    expect(readSoapAnswer(latin1, EXPECTED)).toMatchObject({ element: { text: 'åäö' } });
  });
});

it.each([
  ['text/xml; charset=utf-8', 'utf-8'],
  ['text/xml;charset="ISO-8859-1"', 'ISO-8859-1'],
  ['text/xml; action="x"; CharSet = UTF-8', 'UTF-8'],
  ['text/xml', undefined],
  [undefined, undefined],
])('charset of %j is %s', (contentType, expected) => {
  expect(charsetOf(contentType)).toBe(expected);
});

describe('the simulated SOAP agency', () => {
  const request = { ...soapRequest(body(), body('Huvud')), method: 'POST' };

  it('reads its question with the header', () => {
    const question = soapQuestion(request, EXPECTED);
    expect(question?.element.text).toBe('åäö');
    expect(textOf(question?.header, 'Huvud')).toBe('åäö');
  });

  it.each([
    ['GET', { ...request, method: 'GET' }],
    ['garbage', { ...request, body: new TextEncoder().encode('x') }],
    ['another element', { ...soapRequest(body('Annat')) }],
    ['another namespace', { ...soapRequest(body('Svar', 'urn:b')) }],
    ['a fault', { ...request, body: soapFault({ faultcode: 'Client', faultstring: 'x' }) }],
  ])('does not understand %s', (_, broken) => {
    expect(soapQuestion(broken, EXPECTED)).toBeUndefined();
  });

  it('answers 200 with data and 500 with a fault', () => {
    expect(readSoapAnswer(soapAnswer(body()), EXPECTED).kind).toBe('element');
    expect(readSoapAnswer(soapMisunderstood(), EXPECTED)).toMatchObject({ kind: 'fault', status: 500 });
  });
});

import * as stable from '@opentelemetry/semantic-conventions';
import * as incubating from '@opentelemetry/semantic-conventions/incubating';
import { describe, expect, it } from 'vitest';
import { ATTRIBUTES, SPANS, isAllowed, spanAttributes, spanTitle, type SpanName } from '@ssbtek/telemetry';

const KNOWN = new Set<unknown>(
  Object.entries({ ...stable, ...incubating })
    .filter(([name]) => name.startsWith('ATTR_'))
    .map(([, value]) => value),
);
const names = Object.keys(SPANS) as SpanName[];
const ID = '01890a5d-ac96-774b-bcce-b302099a8057';

describe('the catalogue of spans', () => {
  it('uses names of the semantic conventions, or ours', () => {
    expect(KNOWN.size).toBeGreaterThan(500);
    const foreign = Object.keys(ATTRIBUTES).filter((name) => !name.startsWith('ssbtek.') && !KNOWN.has(name));
    expect(foreign).toEqual([]);
  });

  it('has what the conventions require of each kind', () => {
    const needed = {
      server: ['http.request.method', 'http.route', 'url.path', 'url.scheme', 'http.response.status_code'],
      client: ['http.request.method', 'server.address', 'server.port', 'http.response.status_code'],
      producer: ['messaging.system', 'messaging.operation.name', 'messaging.destination.name'],
      consumer: [
        'messaging.system',
        'messaging.operation.name',
        'messaging.operation.type',
        'messaging.destination.name',
        'messaging.consumer.group.name',
      ],
    };
    for (const name of names) {
      const { kind, attributes, fixed } = SPANS[name];
      const all = [...attributes, ...Object.keys(fixed)] as readonly string[];
      expect(needed[kind].filter((one) => !all.includes(one))).toEqual([]);
    }
  });

  it('lets no span carry a URL, a text or a query', () => {
    for (const never of ['url.full', 'url.query', 'exception.message', 'messaging.kafka.message.key'])
      expect(Object.keys(ATTRIBUTES)).not.toContain(never);
  });

  it.each([
    ['ssbtek.inquiry.id', ID, true],
    ['ssbtek.inquiry.id', '191212121212', false],
    ['ssbtek.agency', 'csn', true],
    ['ssbtek.agency', '191212121212', false],
    ['ssbtek.result', 'somebody said something', false],
    ['http.route', '/ssbtek/v1', true],
    ['url.template', '/lefi/{version}/aktorer/{aktorsId}/fraga', true],
    ['url.template', '/lefi/v9/aktorer/191212121212/fraga', false],
    ['url.template', '/lefi?personnummer=1', false],
    ['server.port', 8080, true],
    ['server.port', '8080', false],
    ['http.request.method', 'PATCH', false],
    ['messaging.kafka.offset', Number.NaN, false],
  ] as const)('%s may be %s: %s', (name, value, expected) => {
    expect(isAllowed(name, value)).toBe(expected);
  });

  it('leaves out what is not in it, and tells tests without telling the value', () => {
    const given = {
      'ssbtek.agency': 'csn',
      'ssbtek.result': '191212121212',
      'url.full': 'x',
      'ssbtek.part': undefined,
    };
    expect(spanAttributes('process', given)).toEqual({ 'ssbtek.agency': 'csn' });
    expect(() => spanAttributes('process', given, true)).toThrow(
      /^span process may not carry ssbtek.result like this$/,
    );
  });

  it('makes names of what is there', () => {
    expect(spanTitle('send', { 'messaging.destination.name': 't' })).toBe('send t');
    expect(spanTitle('call', { 'http.request.method': 'POST' })).toBe('POST');
    expect(spanTitle('call', { 'http.request.method': 'POST', 'url.template': '/{id}' })).toBe('POST /{id}');
  });
});

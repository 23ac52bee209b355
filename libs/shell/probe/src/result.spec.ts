import { describe, expect, it } from 'vitest';
import { soapEnvelope, soapFault } from '@ssbtek/soap';
import { element } from '@ssbtek/xml';
import type { Failure } from '@ssbtek/core';
import { resultOf } from './result';

const NAMESPACE = 'urn:version';

const answer = (agencies: readonly ReturnType<typeof element>[], namespace = NAMESPACE, status = 200) => ({
  response: {
    status,
    body: soapEnvelope(
      element('v:testaBastjanstInformationResponse', agencies, { namespaces: { v: namespace } }),
    ),
  },
});

const fault = (felkod: string, status = 500) => ({
  response: {
    status,
    body: soapFault({
      faultcode: 'Server',
      faultstring: 'fel',
      detail: element('v:testaBastjanstInformationFault', [element('v:felkod', felkod)], {
        namespaces: { v: NAMESPACE },
      }),
    }),
  },
});

const text = (body: string, status: number) => ({ response: { status, body: Buffer.from(body) } });

const failure = (one: Failure) => ({ failure: one });

const anropad = element('v:FK', [element('v:anropad', 'true')]);
const error = element('v:CSN', [element('v:anropad', 'true'), element('v:error', [])]);

describe('what the probe got', () => {
  it.each([
    ['an answer without agencies', answer([]), 'ok'],
    ['an answer of an agency', answer([anropad]), 'ok'],
    ['an error in the part of an agency', answer([anropad, error]), 'incomplete'],
    ['an answer of another version', answer([], 'urn:other'), 'unreadable'],
    ['an answer with a status of an error', answer([], NAMESPACE, 500), 'http-status'],
    ['another element', text('<a/>', 200), 'unreadable'],
    ['a page', text('<html>Welcome</html>', 200), 'unreadable'],
    ['a page of a proxy', text('<html>Bad gateway</html>', 502), 'http-status'],
    ['nothing', text('', 200), 'unreadable'],
    ['fault 1000', fault('1000'), 'fault-1000'],
    ['fault 1001', fault('1001'), 'refused'],
    ['fault 1002', fault('1002'), 'fault-1002'],
    ['fault 1002 for overload', fault('1002', 503), 'overload'],
    ['a fault of somebody else', fault('4711'), 'http-status'],
    ['no connection', failure({ kind: 'connection', reason: 'refused' }), 'connection'],
    ['no TLS', failure({ kind: 'connection', reason: 'tls' }), 'tls'],
    ['no answer in time', failure({ kind: 'timeout' }), 'timeout'],
    ['a redirect', failure({ kind: 'http-status', status: 302 }), 'http-status'],
    ['too much', failure({ kind: 'malformed', reason: 'too-large' }), 'unreadable'],
  ] as const)('%s', (_, came, result) => {
    expect(resultOf(came, NAMESPACE)).toBe(result);
  });
});

import { logLevel } from 'kafkajs';
import { expect, it, vi } from 'vitest';
import { clientLog } from './client-log';

/** What is told of one line of kafkajs' log. */
function told(namespace: string, log: Record<string, unknown>, level = logLevel.ERROR): unknown {
  const problem = vi.fn();
  const entry = { namespace, level, label: '', log: { timestamp: '', message: '', ...log } };
  clientLog({ problem })(level)(entry);
  return problem.mock.calls[0];
}

it('tells a refused request with broker, operation and code', () => {
  const log = {
    broker: 'b:9092',
    message: 'Response Produce(key: 0, version: 7)',
    error: 'Messages are rejected since there are fewer in-sync replicas than required',
  };
  expect(told('Connection', log)).toEqual([
    'a broker refused a request',
    { broker: 'b:9092', operation: 'Produce', code: 'NOT_ENOUGH_REPLICAS' },
  ]);
});

it('tells a response that cannot be read', () => {
  const log = { broker: 'b:9092', message: 'Response Fetch(key: 1, version: 11)', error: 'whatever it was' };
  expect(told('Connection', log)).toEqual([
    'a broker refused a request',
    { broker: 'b:9092', operation: 'Fetch', code: 'UNREADABLE_RESPONSE' },
  ]);
});

it('does not tell what groups and leaders do every day', () => {
  const log = {
    broker: 'b:9092',
    message: 'Response Heartbeat(key: 12, version: 3)',
    error: 'The group is rebalancing, so a rejoin is needed',
  };
  expect(told('Connection', log)).toBeUndefined();
});

it('tells a connection that does not come about, and a login that is refused', () => {
  expect(told('Connection', { broker: 'b:1', message: 'Connection timeout' })).toEqual([
    'a broker cannot be reached',
    { broker: 'b:1', operation: 'connect', code: 'ETIMEDOUT' },
  ]);
  expect(
    told('SaslAuthenticator-PLAIN', { broker: 'b:1', message: 'SASL PLAIN authentication failed: x' }),
  ).toEqual([
    'a broker refused the login',
    { broker: 'b:1', operation: 'login', code: 'SASL_AUTHENTICATION_FAILED' },
  ]);
});

it('leaves to the socket what the socket tells', () => {
  expect(told('Connection', { broker: 'b:1', message: 'Connection error: connect ECONNREFUSED b:1' })).toBe(
    undefined,
  );
});

it('bears an error in place of a text, and passes on no text', () => {
  expect(told('BrokerPool', { message: new Error('secret') })).toEqual([
    'kafka client error',
    { operation: 'BrokerPool' },
  ]);
});

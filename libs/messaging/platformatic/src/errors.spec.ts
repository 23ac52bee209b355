import { AuthenticationError, NetworkError, ResponseError, TimeoutError } from '@platformatic/kafka';
import { expect, it } from 'vitest';
import { isNotAllowed, isConnectionError, troubleOf } from '@ssbtek/messaging-kafka/driver';
import { isLoginRefused, troubleIn } from './errors';

const BROKER = 'b:9092';
const FETCH = 1;
const told = (error: unknown) => {
  const trouble = troubleIn(error, BROKER);
  return [troubleOf(trouble).code, isConnectionError(trouble), troubleOf(trouble).broker];
};

it('are told with the broker and the word of the innermost cause', () => {
  const refused = Object.assign(new Error('secret'), { code: 'ECONNREFUSED' });
  expect(told(new NetworkError('x', { cause: new NetworkError('y', { cause: refused }) }))).toEqual([
    'ECONNREFUSED',
    true,
    BROKER,
  ]);
  expect(told(new TimeoutError('x'))).toEqual(['ETIMEDOUT', true, BROKER]);
});

it('are told with the word of the protocol, and a refusal counts more than anything beside it', () => {
  const answer = new ResponseError(FETCH, 11, { '/a': [6, null], '/b': [29, 'secret'] }, {});
  expect(told(answer)).toEqual(['TOPIC_AUTHORIZATION_FAILED', false, BROKER]);
  expect(isNotAllowed(troubleIn(answer))).toBe(true);
});

it('tell a login that was refused from a connection that was lost', () => {
  const refused = new ResponseError(36, 2, { '/': [58, null] }, {});
  const login = new NetworkError('x', { cause: new AuthenticationError('y', { cause: refused }) });
  expect([isLoginRefused(login), ...told(login)]).toEqual([true, 'SASL_AUTHENTICATION_FAILED', true, BROKER]);
  expect(isLoginRefused(new NetworkError('x'))).toBe(false);
});

it('are told with the name of any other error, never its text', () => {
  expect(told(new TypeError('secret'))).toEqual(['TypeError', true, BROKER]);
  expect(told('secret')).toEqual(['UNKNOWN', true, BROKER]);
});

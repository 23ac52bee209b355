import { KafkaJSConnectionError, KafkaJSNumberOfRetriesExceeded, KafkaJSProtocolError } from 'kafkajs';
import { expect, it } from 'vitest';
import { isConnectionError, troubleOf } from '@ssbtek/messaging-kafka/driver';
import { troubleIn } from './errors';

const retries = { retryCount: 1, retryTime: 1 };

it('are told with the broker and the word of the innermost cause', () => {
  const refused = new KafkaJSConnectionError('Connection error: x', {
    broker: 'b:9092',
    code: 'ECONNREFUSED',
  });
  const trouble = troubleIn(new KafkaJSNumberOfRetriesExceeded(refused, retries));
  expect(troubleOf(trouble)).toEqual({ broker: 'b:9092', code: 'ECONNREFUSED' });
  expect(isConnectionError(trouble)).toBe(true);
});

it('are told with the word of the protocol', () => {
  const error = new KafkaJSProtocolError({ type: 'NOT_ENOUGH_REPLICAS', code: 19 } as never);
  expect(troubleOf(troubleIn(error))).toEqual({ code: 'NOT_ENOUGH_REPLICAS' });
  expect(isConnectionError(troubleIn(error))).toBe(false);
});

it('are told with the name of any other error, never its text', () => {
  expect(troubleOf(troubleIn(new TypeError('secret')))).toEqual({ code: 'TypeError' });
  expect(troubleOf(troubleIn('secret'))).toEqual({ code: 'UNKNOWN' });
});

import { expect, it } from 'vitest';
import { spoil, type AgencyResponse } from './index';

const answer: AgencyResponse = {
  status: 200,
  reason: 'OK',
  headers: { 'content-type': 'text/xml' },
  body: new TextEncoder().encode('<a>1234</a>'),
};

it.each([
  ['empty', { status: 200, length: 0 }],
  ['half', { status: 200, length: 5 }],
  ['garbage', { status: 200, length: 512 }],
  ['html', { status: 200, type: 'text/html; charset=utf-8' }],
  ['redirect', { status: 302, location: true }],
  ['status-503', { status: 503, type: 'text/html; charset=utf-8' }],
] as const)('%s spoils an answer and leaves the original alone', (fault, expected) => {
  const spoiled = spoil(fault, answer);
  expect({
    status: spoiled.status,
    ...('length' in expected ? { length: spoiled.body.length } : {}),
    ...('type' in expected ? { type: spoiled.headers['content-type'] } : {}),
    ...('location' in expected ? { location: 'location' in spoiled.headers } : {}),
  }).toEqual(expected);
  expect(new TextDecoder().decode(answer.body)).toBe('<a>1234</a>');
});

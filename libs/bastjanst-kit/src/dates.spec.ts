import { expect, it } from 'vitest';
import { plainDate } from './index';

it.each([
  ['2026-07-01', '2026-07-01'],
  ['2016-11-18+01:00', '2016-11-18'],
  ['2016-11-18-05:00', '2016-11-18'],
  ['2016-11-18Z', '2016-11-18'],
  [' 2016-11-18 ', '2016-11-18'],
])('sources.md 1.3: xs:date %j without its time zone is %s', (given, plain) => {
  expect(plainDate(given)).toBe(plain);
});

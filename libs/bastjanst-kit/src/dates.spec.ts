import { expect, it } from 'vitest';
import { isDay, monthsFrom, plainDate, swedishDay } from './index';

it.each([
  ['2026-07-01', '2026-07-01'],
  ['2016-11-18+01:00', '2016-11-18'],
  ['2016-11-18-05:00', '2016-11-18'],
  ['2016-11-18Z', '2016-11-18'],
  [' 2016-11-18 ', '2016-11-18'],
])('sources.md 1.3: xs:date %j without its time zone is %s', (given, plain) => {
  expect(plainDate(given)).toBe(plain);
});

it.each([
  ['2026-11-28T22:59:59Z', '2026-11-28'],
  ['2026-11-28T23:00:00Z', '2026-11-29'],
  ['2026-06-30T21:59:59Z', '2026-06-30'],
  ['2026-06-30T22:00:00Z', '2026-07-01'],
])('at %s it is %s in Sweden', (now, day) => {
  expect(swedishDay(new Date(now))).toBe(day);
});

it.each([
  ['2026-11-29', -2, '2026-09-29'],
  ['2026-11-29', 1, '2026-12-29'],
  ['2026-12-31', 2, '2027-02-28'],
  ['2027-12-31', 2, '2028-02-29'],
  ['2028-02-29', -2, '2027-12-29'],
  ['2028-02-29', 12, '2029-02-28'],
  ['2027-03-31', -1, '2027-02-28'],
  ['2027-01-15', -13, '2025-12-15'],
])('from %s %i months is %s', (day, months, expected) => {
  expect(monthsFrom(day, months)).toBe(expected);
});

it.each([
  ['2028-02-29', true],
  ['2027-02-29', false],
  ['2027-13-01', false],
  ['2027-1-1', false],
  ['12027-01-01', false],
  ['2027-01-01Z', false],
  ['', false],
])('%j is a day: %s', (text, expected) => {
  expect(isDay(text)).toBe(expected);
});

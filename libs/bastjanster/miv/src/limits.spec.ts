import { expect, it } from 'vitest';
import { exampleInquiry, saidOn } from '@ssbtek/bastjanst-kit/testing';
import { miv } from './index';

it.each([
  ['191212121212', 'data'],
  ['202201612393', 'data'],
  ['191212121212'.replace(/2$/, '3'), '500-103 Felaktigt personnummer'],
])('sources.md 2.7: the simulated MIV wants a right check digit: %s', (personidentitet, said) => {
  const inquiry = exampleInquiry({ general: { personidentitet } });
  expect(saidOn('2026-09-22', miv, inquiry)).toBe(said);
  expect(saidOn('2026-09-22', miv, inquiry, { strict: false })).toBe('data');
});

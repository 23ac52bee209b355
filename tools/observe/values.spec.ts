import { expect, it } from 'vitest';
import { legendOf, shownValue } from './values.ts';

it.each([
  ['{{agency}} {{protocol}}', { agency: 'csn', protocol: 'shs' }, 'csn shs'],
  ['{{agency}} {{protocol}}', { agency: 'csn' }, 'csn'],
  ['left', {}, 'left'],
  ['', { __name__: 'up', job: 'ingress' }, 'ingress'],
  ['', { __name__: 'up' }, 'up'],
  ['', {}, 'value'],
])('a curve %j of %j is called %s', (legend, metric, name) => {
  expect(legendOf(legend, metric)).toBe(name);
});

it.each([
  [0.1234, 'percentunit', '12.3 %'],
  [0.0123, 's', '12.3 ms'],
  [12.34, 's', '12.3 s'],
  [12_345_678, 'bytes', '12.3 MB'],
  [1234.5, 'short', '1,235'],
  [0.000123, '', '0.000123'],
  [undefined, 's', '–'],
  [Infinity, 's', '∞'],
])('%d in %s is %s', (value, unit, text) => {
  expect(shownValue(value, unit)).toBe(text);
});

import { describe, expect, it } from 'vitest';
import { code, page, table } from './markdown.ts';

describe('a table', () => {
  it.each([
    ['a bar', 'a|b', 'a\\|b'],
    ['what looks like HTML', 'a <b> c', 'a \\<b> c'],
    ['several lines', ' a\n  b ', 'a b'],
    ['code', '`<a>`', '`<a>`'],
  ])('writes %s so that it is read as it was meant', (_, text, written) => {
    expect(table(['x'], [[text]])).toBe(`| x |\n| --- |\n| ${written} |`);
  });

  it('without rows is nothing', () => {
    expect(table(['x'], [])).toBe('');
  });
});

it('an empty text is no code', () => {
  expect([code('a'), code('')]).toEqual(['`a`', '–']);
});

it('a page says that it is made, and ends with a line break', () => {
  expect(page('docs/metrics.md', 'X', 'a', '', 'b').text).toMatch(/^<!-- Made by .* -->\n\n# X\n\na\n\nb\n$/);
});

import { describe, expect, it } from 'vitest';
import { foldedXml } from './folded';

/** As a reader sees it: without marks, lines taken together. */
const textOf = (markup: string): string =>
  markup
    .replace(/<[^>]*>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replace(/\s+/g, ' ')
    .trim();
const folded = (source: string, most = 1000) => {
  const { shown, cut } = foldedXml(source, most);
  return { markup: shown.text, text: textOf(shown.text), cut };
};

describe('a document that is folded', () => {
  it('reads as it was, with names marked', () => {
    const { markup, text, cut } = folded('<a x="1"><n:b>t &lt;</n:b><c/><d><e>u</e></d></a>');
    expect(text.replace(/ /g, '')).toBe(
      '<ax="1"><n:b>t&lt;</n:b><c/><d><e>u</e></d></a>'.replace('&lt;', '&amp;lt;'),
    );
    expect(markup).toContain('&lt;<b>a</b> <i>x</i>=&quot;1&quot;&gt;');
    expect(markup.match(/<details/g)).toHaveLength(2);
    expect(cut).toBe(false);
  });

  it('is open at first down to the agencies', () => {
    const deep = (depth: number): string => (depth === 0 ? '<z>1</z>' : `<a>${deep(depth - 1)}</a>`);
    const { markup } = folded(deep(8));
    expect([markup.match(/<details open>/g)?.length, markup.match(/<details >/g)?.length]).toEqual([5, 3]);
  });

  it.each([
    ['<a><b>', 1000],
    ['<a><b><c>1</c></b></a>', 5],
    ['</a></b><c/>', 1000],
    [`<a>${'<b><c>1</c></b>'.repeat(50)}</a>`, 100],
  ])('has what is opened closed, whatever is missing: %s', (source, most) => {
    const { markup } = folded(source, most);
    for (const tag of ['details', 'div', 'summary'])
      expect(markup.match(new RegExp(`<${tag}\\b`, 'g'))?.length).toBe(
        markup.match(new RegExp(`</${tag}>`, 'g'))?.length,
      );
  });

  it('shows no more than it may, and says so', () => {
    expect(folded('<a><b>1</b><b>2</b></a>', 50)).toMatchObject({ cut: true });
    expect(folded(`<a>${'x'.repeat(500)}</a>`, 50).markup.length).toBeLessThan(200);
    expect(folded(`<a>${'x'.repeat(500)}</a>`, 50).cut).toBe(true);
  });

  it('marks nothing in what is no tag', () => {
    expect(folded('<!--<a b="c">--><?xml version="1.0"?><x><![CDATA[<y>]]></x>').markup).not.toContain('<i>');
    expect(folded('<x>a <script>alert(1)</script></x>').markup).not.toContain('<script>');
  });
});

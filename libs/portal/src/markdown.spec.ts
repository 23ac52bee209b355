import { describe, expect, it } from 'vitest';
import { anchorOf, markdown } from './markdown';

const render = (text: string, deeper = 0): string =>
  markdown(text, {
    link: (target) => (target.startsWith('x') ? `/${target}` : undefined),
    deeper,
    tableUnder: (heading) => `Table: ${heading}`,
  })
    .text.replace(/\s+/g, ' ')
    .replace(/> </g, '><')
    .trim();

describe('Markdown of the guide', () => {
  it.each([
    ['a paragraph over lines', 'one\ntwo\n\nthree', '<p>one two</p><p>three</p>'],
    ['a heading', '## The `x` of Åsa', '<h2 id="the-x-of-åsa">The <code>x</code> of Åsa</h2>'],
    ['a list', '- one\n- two\n  goes on', '<ul><li>one</li><li>two goes on</li></ul>'],
    ['a numbered list', '1. one\n2. two', '<ol><li>one</li><li>two</li></ol>'],
    ['code', 'a `<b>` c', '<p>a <code>&lt;b&gt;</code> c</p>'],
    ['code that looks like more', '`**a** [b](x)`', '<p><code>**a** [b](x)</code></p>'],
    ['strong and emphasis', '**a `b`** _c_', '<p><strong>a <code>b</code></strong><em>c</em></p>'],
    ['a name with underscores', 'so_so_so', '<p>so_so_so</p>'],
    ['a link', '[a & b](x#c)', '<p><a href="/x#c">a &amp; b</a></p>'],
    ['a link to nowhere from here', '[a](y)', '<p>a</p>'],
    ['markup, which is text', '<script>a</script>', '<p>&lt;script&gt;a&lt;/script&gt;</p>'],
  ])('%s', (_, text, expected) => {
    expect(render(text)).toBe(expected);
  });

  it('keeps what stands in a fence, empty lines too', () => {
    const fence = '```xml\n<a>\n\n  # b\n```';
    expect(markdown(fence, { link: () => undefined, tableUnder: String }).text).toContain(
      '<code>&lt;a&gt;\n\n  # b</code>',
    );
  });

  it('makes a table that has a name, and a bar in a cell where one is meant', () => {
    const made = render('## Codes of `x`\n\n| a | b |\n| --- | --- |\n| `1 \\| 2` | [c](x) |');
    expect(made).toContain('aria-label="Table: Codes of x"');
    expect(made).toContain('<th scope="col">a</th><th scope="col">b</th>');
    expect(made).toContain('<td><code>1 | 2</code></td><td><a href="/x">c</a></td>');
  });

  it('puts headings below another', () => {
    expect(render('# a\n\n### b', 1)).toBe('<h2 id="a">a</h2><h4 id="b">b</h4>');
  });

  it.each([
    ['Who may ask, and ombud', 'who-may-ask-and-ombud'],
    ['generellaFrageparametrar, alla versioner', 'generellafrageparametrar-alla-versioner'],
    ['Vad som avvisas utöver schemat', 'vad-som-avvisas-utöver-schemat'],
  ])('finds %s where GitHub does', (heading, anchor) => {
    expect(anchorOf(heading)).toBe(anchor);
  });
});

import { describe, expect, it } from 'vitest';
import { Html, html } from './html';

describe('markup from a template', () => {
  it.each([
    ['text between tags', html`<p>${'<b>&'}</p>`, '<p>&lt;b&gt;&amp;</p>'],
    ['text in an attribute', html`<a href="${'"\''}">x</a>`, '<a href="&quot;&#39;">x</a>'],
    ['markup', html`<p>${html`<b>${'<'}</b>`}</p>`, '<p><b>&lt;</b></p>'],
    ['markup that was made elsewhere', html`${Html.made('<br>')}`, '<br>'],
    ['several', html`${[html`<i>1</i>`, '<', [2]]}`, '<i>1</i>&lt;2'],
    ['a number', html`${0}`, '0'],
    ['nothing', html`a${undefined}b${false}c`, 'abc'],
  ])('%s', (_, made, expected) => {
    expect(made.text).toBe(expected);
  });

  it('keeps the lines of a value, and leaves out the indentation of a template', () => {
    // Not written as a template, which would be laid out anew.
    const strings = Object.assign(['<p>\n      ', '\n    </p>'], { raw: [] }) as TemplateStringsArray;
    expect(html(strings, 'a\n    b').text).toBe('<p>\na\n    b\n</p>');
    expect(html(strings, 'c').text).toBe('<p>\nc\n</p>');
  });
});

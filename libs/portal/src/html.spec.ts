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
});

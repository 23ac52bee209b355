import { element } from '@ssbtek/xml';
import { expect, it } from 'vitest';
import { laidOut, linesOf } from './laid-out';

it('lays out a document of ours', () => {
  const inner = element('b', '<&"', { attributes: { c: `"'` } });
  expect(laidOut(element('a', [inner, element('d', [])], { namespaces: { '': 'urn:x', y: 'urn:y' } }))).toBe(
    [
      '<?xml version="1.0" encoding="UTF-8"?>',
      '<a xmlns="urn:x" xmlns:y="urn:y">',
      '  <b c="&quot;&#39;">&lt;&amp;&quot;</b>',
      '  <d/>',
      '</a>',
      '',
    ].join('\n'),
  );
});

it.each([
  ['<a><b>x</b><c/></a>', ['<a>', '  <b>x</b>', '  <c/>', '</a>']],
  ['<a>\n <b></b>\n</a>', ['<a>', '  <b></b>', '</a>']],
  ['<a><b c=">"><d>1</d></b></a>', ['<a>', '  <b c=">">', '    <d>1</d>', '  </b>', '</a>']],
  [
    '<?xml version="1.0"?><!--<x>--><a><![CDATA[<b>]]></a>',
    ['<?xml version="1.0"?>', '<!--<x>-->', '<a><![CDATA[<b>]]></a>'],
  ],
  ['<a>x<b/>y</a>', ['<a>', '  x', '  <b/>', '  y', '</a>']],
  ['no document', ['no document']],
  ['', []],
])('indents %j', (source, lines) => {
  expect(linesOf(source).map(({ depth, text }) => '  '.repeat(depth) + text)).toEqual(lines);
});

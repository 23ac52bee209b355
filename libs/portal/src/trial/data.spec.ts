import { AGENCY_LIMITS, readXml } from '@ssbtek/xml';
import { describe, expect, it } from 'vitest';
import { readable, shownOf } from './data';

const shown = (xml: string) => shownOf(readXml(Buffer.from(xml), AGENCY_LIMITS).root);
const base64 = (text: string | Buffer): string => Buffer.from(text).toString('base64');

describe('an agency’s data laid out', () => {
  it.each([
    ['a text', '<data> Hej </data>', 'Hej'],
    ['nothing', '<data/>', ''],
    [
      'elements, in their order and as often as they stand there',
      '<data><a>1</a><b/><a>2</a></data>',
      [
        { name: 'a', datum: '1' },
        { name: 'b', datum: '' },
        { name: 'a', datum: '2' },
      ],
    ],
    [
      'attributes beside elements',
      '<data><a id="7"><b>x</b></a></data>',
      [
        {
          name: 'a',
          datum: [
            { name: 'id', datum: '7' },
            { name: 'b', datum: 'x' },
          ],
        },
      ],
    ],
    [
      'a document as text',
      '<data>&lt;a&gt;&lt;b&gt;x&lt;/b&gt;&lt;/a&gt;</data>',
      [{ name: 'a', datum: [{ name: 'b', datum: 'x' }] }],
    ],
    [
      'a document in base64',
      `<data>${base64('<a><b>x</b></a>')}</data>`,
      [{ name: 'a', datum: [{ name: 'b', datum: 'x' }] }],
    ],
    [
      'a document in base64 and another encoding',
      `<data>${base64(Buffer.from('<?xml version="1.0" encoding="ISO-8859-1"?><a>Å</a>', 'latin1'))}</data>`,
      [{ name: 'a', datum: 'Å' }],
    ],
    [
      'JSON in base64',
      `<data>${base64('{"a":1,"b":["x","y"],"c":[{"d":true},{"d":null}]}')}</data>`,
      [
        { name: 'a', datum: '1' },
        { name: 'b', datum: 'x, y' },
        { name: 'c', datum: [{ name: 'd', datum: 'true' }] },
        { name: 'c', datum: [{ name: 'd', datum: '' }] },
      ],
    ],
    ['what only looks like base64', '<data>aaaaaaaaaaaaaaaa</data>', 'aaaaaaaaaaaaaaaa'],
    ['what only looks like a document', '<data>&lt;3</data>', '<3'],
    [
      'a document that may not be read',
      `<data>&lt;!DOCTYPE a []&gt;&lt;a/&gt;</data>`,
      '<!DOCTYPE a []><a/>',
    ],
  ] as const)('%s', (_, xml, datum) => {
    expect(shown(xml)).toEqual({ datum, cut: false });
  });

  it('says that it is cut where there is too much', () => {
    const many = shown(`<data>${'<a>1</a>'.repeat(10_000)}</data>`);
    expect(many.cut).toBe(true);
    expect(many.datum.length).toBeLessThan(1000);
    expect(shown(`<data>${'x '.repeat(10_000)}</data>`)).toMatchObject({ cut: true });
  });

  it('does not follow documents in documents for ever', () => {
    let xml = '<a>x</a>';
    for (let i = 0; i < 30; i += 1) xml = `<a>${base64(xml)}</a>`;
    expect(JSON.stringify(shown(xml)).length).toBeLessThan(10_000);
  });
});

it.each([
  ['NettoEfterSkatt', 'Netto efter skatt'],
  ['fordonsinnehav', 'Fordonsinnehav'],
  ['StatusSokandeinformationKod', 'Status sokandeinformation kod'],
  ['regnr', 'Regnr'],
  ['XYZ', 'XYZ'],
  ['', ''],
])('%s is read as %s', (name, words) => {
  expect(readable(name)).toBe(words);
});

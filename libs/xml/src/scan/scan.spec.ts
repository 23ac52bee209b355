import { describe, expect, it } from 'vitest';
import type { XmlDocument } from '../document';
import { AGENCY_LIMITS, QUESTION_LIMITS } from '../limits';
import { readXml } from '../read';
import { readDocument } from '../read-document';
import { XmlRefused } from '../refused';
import { scan } from './scan';

const bytesOf = (text: string): Buffer => Buffer.from(text, 'utf8');
const isScanned = (text: string): boolean => scan(bytesOf(text), AGENCY_LIMITS) !== undefined;
const many = (count: number, piece: (n: number) => string): string =>
  Array.from({ length: count }, (_, n) => piece(n)).join('');
const nested = (depth: number): string => '<a>'.repeat(depth) + '</a>'.repeat(depth);

/** Either reader's document, or why it refuses. */
const judged = (read: () => XmlDocument): string => {
  try {
    return read().root.text;
  } catch (error) {
    if (error instanceof XmlRefused) return `refused: ${error.reason}`;
    throw error;
  }
};
const expectAlike = (text: string): void =>
  expect(judged(() => readDocument(bytesOf(text), AGENCY_LIMITS))).toBe(
    judged(() => readXml(bytesOf(text), AGENCY_LIMITS)),
  );

describe('a document that is read from its bytes', () => {
  it.each([
    ['an element', '<a/>'],
    ['a declaration', '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<a/>'],
    ['a declaration in apostrophes', "<?xml version='1.0' encoding='utf-8'?><a/>"],
    ['what stands around the root', ' \n<!-- a --><a/>\r\n<!-- b -->\t'],
    ['white space in tags', '<a\n b = "c"\t d=\'e\' ><f /></a\r>'],
    ['other letters in texts', '<a b="å">åäö \u{1F600} \uFEFF \uFFFD</a>'],
    ['references', '<a b="&lt;&#228;">&amp;&apos;&#xE5;&#x10FFFF;</a>'],
    ['comments and CDATA', '<a><!-- <b> & -->x<![CDATA[ <b> & ]]]]>></a>'],
    ['brackets', '<a b="]]>">]] ]> [</a>'],
    ['prefixes', '<p:a xmlns:p="urn:p" p:b="1" xml:lang="sv"><p:c xmlns="" xmlns:p="urn:q"/></p:a>'],
    ['a prefix declared behind its use', '<p:a p:b="1" xmlns:p="urn:p"/>'],
    ['as deep as may be', nested(AGENCY_LIMITS.maxDepth)],
    ['forty attributes', `<a${many(40, (n) => ` b${n}=""`)}/>`],
    [
      'eighty prefixes',
      `<a${many(40, (n) => ` xmlns:a${n}="u:1"`)}><b${many(40, (n) => ` xmlns:b${n}="u:1"`)}/></a>`,
    ],
  ])('has %s', (_, text) => {
    expect(isScanned(text)).toBe(true);
    expectAlike(text);
  });

  it.each([
    ['a byte order mark', '\uFEFF<a/>'],
    ['a processing instruction', '<a><?p i?></a>'],
    ['other letters in names', '<å/>'],
    ['another encoding', '<?xml version="1.0" encoding="ISO-8859-1"?><a/>'],
    ['two attributes of one local name', '<a xmlns:p="urn:p" b="1" p:b="2"/>'],
    ['an attribute too many', `<a${many(41, (n) => ` b${n}=""`)}/>`],
    [
      'a prefix too many',
      `<a${many(40, (n) => ` xmlns:a${n}="u:1"`)}><b${many(41, (n) => ` xmlns:b${n}="u:1"`)}/></a>`,
    ],
    ['a namespace without scheme', '<a xmlns="b"/>'],
    ['the prefix xml declared', '<a xmlns:xml="http://www.w3.org/XML/1998/namespace"/>'],
    ['a long reference', '<a>&#x000000000041;</a>'],
  ])('has not %s, which the strict reader takes', (_, text) => {
    expect(isScanned(text)).toBe(false);
    expect(judged(() => readDocument(bytesOf(text), AGENCY_LIMITS))).not.toMatch('refused');
    expectAlike(text);
  });

  it.each([
    ['nothing', ''],
    ['only white space', ' \n'],
    ['no end', '<a><b></b>'],
    ['an end too many', '<a/></a>'],
    ['two roots', '<a/><b/>'],
    ['text around the root', '<a/>x'],
    ['other end tags', '<a><b></a></b>'],
    ['an end tag that is longer', '<a></ab>'],
    ['an element too deep', nested(AGENCY_LIMITS.maxDepth + 1)],
    ['an undeclared prefix', '<p:a/>'],
    ['an undeclared prefix on an attribute', '<a p:b=""/>'],
    ['a prefix used outside its element', '<a><b xmlns:p="urn:p"/><p:c/></a>'],
    ['a prefix declared as nothing', '<a xmlns:p=""/>'],
    ['a namespace that is none', '<a xmlns="1:b"/>'],
    ["the declarations' own namespace", '<a xmlns:p="http://www.w3.org/2000/xmlns/"/>'],
    ["XML's namespace by another prefix", '<a xmlns:p="http://www.w3.org/XML/1998/namespace"/>'],
    ['the prefix xmlns', '<xmlns:a/>'],
    ['more colons', '<a:b:c xmlns:a="urn:a"/>'],
    ['an attribute twice', '<a b="1" b="1"/>'],
    ['an attribute twice by two prefixes', '<a xmlns:p="urn:p" xmlns:q="urn:p" p:b="1" q:b="1"/>'],
    ['attributes that touch', '<a b="1"c="2"/>'],
    ['a value without quotes', '<a b=1/>'],
    ['an unknown entity', '<a>&nbsp;</a>'],
    ['a name of JavaScript for an entity', '<a>&toString;</a>'],
    ['a reference to nothing', '<a>&#0;</a>'],
    ['a reference to half a pair', '<a>&#xD800;</a>'],
    ['a control character', '<a>\u0001</a>'],
    ['a character that is none', '<a b="\uFFFE"/>'],
    ['the end of CDATA in a text', '<a>]]></a>'],
    ['dashes in a comment', '<a><!-- -- --></a>'],
    ['a DOCTYPE', '<!DOCTYPE a><a/>'],
    ['a second declaration', '<a><?xml version="1.0"?></a>'],
    ['XML 1.1', '<?xml version="1.1"?><a/>'],
  ])('has not %s, which the strict reader refuses', (_, text) => {
    expect(isScanned(text)).toBe(false);
    expect(judged(() => readDocument(bytesOf(text), AGENCY_LIMITS))).toMatch('refused');
    expectAlike(text);
  });

  it('says nothing of the bytes beside it', () => {
    const around = bytesOf('x<a>&#1</a>;<b/>');
    expect(() => readDocument(around.subarray(1, 11), AGENCY_LIMITS)).toThrow(XmlRefused);
    expect(judged(() => readDocument(around.subarray(12), AGENCY_LIMITS))).toBe('');
  });

  it.each([
    ['elements', `<a>${'<b/>'.repeat(9_999)}</a>`, `<a>${'<b/>'.repeat(10_000)}</a>`],
    ['declarations', `<a>${'<b xmlns="u:1"/>'.repeat(200)}</a>`, `<a>${'<b xmlns="u:1"/>'.repeat(201)}</a>`],
    ['the name of a namespace', `<a xmlns="u:${'u'.repeat(1022)}"/>`, `<a xmlns="u:${'u'.repeat(1023)}"/>`],
  ])('has as many or as long %s as a question may', (_, most, more) => {
    expect(scan(bytesOf(most), QUESTION_LIMITS)).toBeDefined();
    expect(scan(bytesOf(more), QUESTION_LIMITS)).toBeUndefined();
    expect(() => readDocument(bytesOf(more), QUESTION_LIMITS)).toThrow(XmlRefused);
    expect(scan(bytesOf(more), AGENCY_LIMITS)).toBeDefined();
  });

  it('is of the size that an answer may have', () => {
    const large = `<a>${' '.repeat(AGENCY_LIMITS.maxBytes - 7)}</a>`;
    expect(judged(() => readDocument(bytesOf(large), AGENCY_LIMITS))).not.toMatch('refused');
    expect(judged(() => readDocument(bytesOf(` ${large}`), AGENCY_LIMITS))).toBe('refused: too-large');
  });
});

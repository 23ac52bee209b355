import { describe, expect, it } from 'vitest';
import { AGENCY_LIMITS, QUESTION_LIMITS, type GateLimits } from './limits';
import { readXml } from './read';
import { XmlRefused, type RefusalReason } from './refused';

const bytes = (text: string) => new TextEncoder().encode(text);

function refusalOf(input: string | Uint8Array, limits: GateLimits = QUESTION_LIMITS, charset?: string) {
  try {
    readXml(typeof input === 'string' ? bytes(input) : input, limits, charset);
  } catch (error) {
    if (error instanceof XmlRefused) return error;
    throw error;
  }
  return undefined;
}

const LAUGHS = `<!DOCTYPE a [<!ENTITY b "ha">${'<!ENTITY c "&b;&b;&b;&b;">'.repeat(9)}]><a>&c;</a>`;
const attributes = (n: number) => Array.from({ length: n }, (_, i) => ` a${i}="1"`).join('');
const declarations = (n: number, from = 0) =>
  Array.from({ length: n }, (_, i) => ` xmlns:p${from + i}="urn:${i}"`).join('');
const nested = (n: number) => '<a>'.repeat(n) + '</a>'.repeat(n);

const ATTACKS: ReadonlyArray<readonly [name: string, input: string, reason: RefusalReason]> = [
  ['nothing', '', 'empty'],
  ['white space only', ' \r\n\t ', 'empty'],
  ['one byte above the limit', `<a>${'x'.repeat(256 * 1024 - 6)}</a>`, 'too-large'],
  ['10,001 elements', `<a>${'<b/>'.repeat(10_000)}</a>`, 'too-large'],
  ['DOCTYPE alone', '<!DOCTYPE a><a/>', 'doctype'],
  ['external DTD', '<!DOCTYPE a SYSTEM "http://127.0.0.1:9/x.dtd"><a/>', 'doctype'],
  ['public DTD', '<!DOCTYPE a PUBLIC "-//x" "http://127.0.0.1:9/x.dtd"><a/>', 'doctype'],
  ['internal entity', '<!DOCTYPE a [<!ENTITY e "x">]><a>&e;</a>', 'doctype'],
  ['external entity', '<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/hostname">]><a>&e;</a>', 'doctype'],
  ['parameter entity', '<!DOCTYPE a [<!ENTITY % e SYSTEM "http://127.0.0.1:9/"> %e;]><a/>', 'doctype'],
  ['unparsed entity', '<!DOCTYPE a [<!NOTATION n SYSTEM "n"><!ENTITY e SYSTEM "x" NDATA n>]><a/>', 'doctype'],
  ['default attribute', '<!DOCTYPE a [<!ATTLIST a b CDATA "x">]><a/>', 'doctype'],
  ['billion laughs', LAUGHS, 'doctype'],
  ['recursive entities', '<!DOCTYPE a [<!ENTITY x "&y;"><!ENTITY y "&x;">]><a>&x;</a>', 'doctype'],
  ['DOCTYPE after a comment', '<!-- - --><!DOCTYPE a><a/>', 'doctype'],
  ['DOCTYPE with a small d', '<!doctype a><a/>', 'not-well-formed'],
  ['DOCTYPE after the root began', '<a><!DOCTYPE a></a>', 'not-well-formed'],
  ['entity of HTML', '<a>&nbsp;</a>', 'not-well-formed'],
  ['entity without an end', '<a>&amp</a>', 'not-well-formed'],
  ['entity named like a property', '<a>&__proto__;&constructor;</a>', 'not-well-formed'],
  ['processing instruction before', '<?php echo 1 ?><a/>', 'processing-instruction'],
  ['processing instruction inside', '<a><?x y?></a>', 'processing-instruction'],
  ['processing instruction after', '<a/><?x?>', 'processing-instruction'],
  ['depth 65', nested(65), 'too-deep'],
  ['101 attributes', `<a${attributes(101)}/>`, 'too-many-attributes'],
  ['20,000 attributes', `<a${attributes(20_000)}/>`, 'too-many-attributes'],
  ['201 declarations on one element', `<a${declarations(201)}/>`, 'too-many-namespaces'],
  ['201 in all', `<a${declarations(150)}><b${declarations(51, 150)}/></a>`, 'too-many-namespaces'],
  ['201 on siblings', `<a>${'<b xmlns="urn:b"/>'.repeat(201)}</a>`, 'too-many-namespaces'],
  ['NUL', '<a>\u0000</a>', 'not-well-formed'],
  ['NUL by reference', '<a>&#0;</a>', 'not-well-formed'],
  ['forbidden control character', '<a>\u0001</a>', 'not-well-formed'],
  ['forbidden by reference', '<a b="&#x1F;"/>', 'not-well-formed'],
  ['surrogate by reference', '<a>&#xD800;</a>', 'not-well-formed'],
  ['reference beyond Unicode', '<a>&#x110000;</a>', 'not-well-formed'],
  ['U+FFFE', '<a>\uFFFE</a>', 'not-well-formed'],
  ['prefix not declared', '<p:a/>', 'not-well-formed'],
  ['prefix of an attribute not declared', '<a p:b="1"/>', 'not-well-formed'],
  ['prefix of a sibling', '<a><b xmlns:p="urn:p"/><p:c/></a>', 'not-well-formed'],
  ['prefix undone', '<a xmlns:p="urn:p"><b xmlns:p=""/></a>', 'not-well-formed'],
  ['prefix xmlns for an element', '<xmlns:a/>', 'not-well-formed'],
  ['prefix xml misused', '<a xmlns:xml="urn:x"/>', 'not-well-formed'],
  ['name that begins wrongly after the prefix', '<p:-a xmlns:p="urn:p"/>', 'not-well-formed'],
  ['prefix that begins wrongly', '<a xmlns:-p="urn:p"/>', 'not-well-formed'],
  ['attribute that begins wrongly', '<a xmlns:p="urn:p" p:1="1"/>', 'not-well-formed'],
  ['namespace name with white space around', '<a xmlns=" urn:a"/>', 'not-well-formed'],
  ['namespace name of white space', '<a xmlns=" "/>', 'not-well-formed'],
  ['namespace name that is no URI', '<a xmlns:p="urn:{a}"/>', 'not-well-formed'],
  ['namespace name with half an escape', '<a xmlns:p="urn:a%2"/>', 'not-well-formed'],
  ['two colons', '<a:b:c xmlns:a="urn:a"/>', 'not-well-formed'],
  ['attribute twice', '<a b="1" b="2"/>', 'not-well-formed'],
  ['attribute twice by two prefixes', '<a xmlns:p="u" xmlns:q="u" p:b="1" q:b="2"/>', 'not-well-formed'],
  ['two roots', '<a/><b/>', 'not-well-formed'],
  ['text before the root', 'x<a/>', 'not-well-formed'],
  ['text after the root', '<a/>x', 'not-well-formed'],
  ['CDATA after the root', '<a/><![CDATA[]]>', 'not-well-formed'],
  ['no root', '<!-- nothing -->', 'not-well-formed'],
  ['root not closed', '<a><b></b>', 'not-well-formed'],
  ['tags that do not match', '<a><b></a></b>', 'not-well-formed'],
  ['tags of different case', '<a></A>', 'not-well-formed'],
  ['half a document', '<a><b>te', 'not-well-formed'],
  ['half a tag', '<a b="', 'not-well-formed'],
  ['comment with two hyphens', '<a><!-- -- --></a>', 'not-well-formed'],
  ['comment without an end', '<a><!-- </a>', 'not-well-formed'],
  ['CDATA without an end', '<a><![CDATA[ </a>', 'not-well-formed'],
  ['end of CDATA without a start', '<a>]]></a>', 'not-well-formed'],
  ['less-than in an attribute', '<a b="<"/>', 'not-well-formed'],
  ['attribute without quotes', '<a b=1/>', 'not-well-formed'],
  ['declaration not at the start', ' <?xml version="1.0"?><a/>', 'not-well-formed'],
  ['XML 1.1', '<?xml version="1.1"?><a/>', 'not-well-formed'],
  ['second byte order mark', '\uFEFF\uFEFF<a/>', 'not-well-formed'],
  ['HTML', '<html><body><br></body></html>', 'not-well-formed'],
  ['JSON', '{"a":1}', 'not-well-formed'],
];

describe('the gate', () => {
  it.each(ATTACKS)('refuses %s', (_, input, reason) => {
    expect(refusalOf(input)?.reason).toBe(reason);
  });

  it('ends at once in a document of 100,000 nested elements, closed or not', () => {
    expect(refusalOf(nested(100_000), AGENCY_LIMITS)?.reason).toBe('too-deep');
    expect(refusalOf('<a>'.repeat(600_000), AGENCY_LIMITS)?.reason).toBe('too-deep');
  });

  it.each([
    ['names', `<${'n'.repeat(120_000)}/>`],
    ['values', `<a b="${'v'.repeat(250_000)}"/>`],
    ['texts', `<a>${'x'.repeat(250_000)}</a>`],
    ['comments', `<a><!--${'x'.repeat(250_000)}--></a>`],
    ['amounts of references', `<a>${'&amp;'.repeat(50_000)}</a>`],
    ['amounts of siblings', `<a>${'<b/>'.repeat(9_999)}</a>`],
    ['amounts of white space in tags', `<a${' '.repeat(120_000)}></a${' '.repeat(120_000)}>`],
  ])('reads huge %s within the size limit', (_, input) => {
    expect(refusalOf(input)).toBeUndefined();
  });

  it.each([
    ['depth 64', nested(64)],
    [
      'namespace names',
      '<a xmlns="" xmlns:p="http://a.se/b/1?c=d&amp;e#f" xmlns:q="urn:a:%C3%A5" xmlns:r="../a"/>',
    ],
    ['100 attributes', `<a${attributes(100)}${declarations(200)}/>`],
    ['exactly the size', `<a>${'x'.repeat(256 * 1024 - 7)}</a>`],
  ])('lets the limit itself in: %s', (_, input) => {
    expect(refusalOf(input)).toBeUndefined();
  });

  it('lets processing instructions of an agency through', () => {
    expect(refusalOf('<?a b?><a><?x y?></a><?z?>', AGENCY_LIMITS)).toBeUndefined();
    expect(refusalOf('<a><?XML y?></a>', AGENCY_LIMITS)?.reason).toBe('not-well-formed');
  });

  const numbered = (count: number, piece: (n: number) => string) =>
    Array.from({ length: count }, (_, n) => piece(n)).join('');

  it.each([
    [
      'rows that declare',
      `<a>${numbered(8_000, (n) => `<r xmlns="urn:r" xmlns:p${n}="urn:${n}" p${n}:a="1"/>`)}</a>`,
    ],
    ['elements', `<a>${'<b/>'.repeat(210_000)}</a>`],
    ['attributes', `<a${numbered(20_000, (n) => ` b${n}=""`)}/>`],
    ['declarations', `<a${numbered(20_000, (n) => ` xmlns:b${n}="urn:${n}"`)}/>`],
    ['in a namespace name', `<a xmlns="urn:${'x'.repeat(1_000_000)}"/>`],
  ])('lets an agency say as much as it likes within the size: %s', (_, text) => {
    expect(refusalOf(text, AGENCY_LIMITS)).toBeUndefined();
    expect(refusalOf(text, { ...QUESTION_LIMITS, maxBytes: AGENCY_LIMITS.maxBytes })).toBeDefined();
  });

  it('refuses a question with a long namespace name, which every message about it would repeat', () => {
    expect(refusalOf(`<a xmlns="urn:${'x'.repeat(1_020)}"/>`)).toBeUndefined();
    expect(refusalOf(`<a xmlns="urn:${'x'.repeat(1_021)}"/>`)).toMatchObject({
      reason: 'too-large',
      rule: 'namespace name longer than allowed',
    });
  });

  it('leaves XInclude as it is', () => {
    const include =
      '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file:///etc/hostname" parse="text"/>';
    const { root } = readXml(bytes(`<a>${include}</a>`), QUESTION_LIMITS);
    expect(root.text).toBe('');
    expect(root.children.map((c) => c.local)).toEqual(['include']);
  });

  it.each([
    ['<!DOCTYPE a SYSTEM "a.dtd"><a/>', undefined],
    [`<!DOCTYPE a PUBLIC "-//x" 'a.dtd' ><a/>`, undefined],
    ['<!DOCTYPE a SYSTEM "a.dtd"><a>&e;</a>', 'not-well-formed'],
    ['<!DOCTYPE a><a/>', 'doctype'],
    ['<!DOCTYPE a SYSTEM "a.dtd" []><a/>', 'doctype'],
    ['<!DOCTYPE a SYSTEM "a.dtd" [<!ENTITY e "x">]><a>&e;</a>', 'doctype'],
    ['<!DOCTYPE a [<!ENTITY e "x">]><a>&e;</a>', 'doctype'],
  ])('lets only an external identifier in where a DOCTYPE is allowed: %s', (input, reason) => {
    expect(refusalOf(input, { ...QUESTION_LIMITS, doctype: 'external-id-only' })?.reason).toBe(reason);
  });

  it('says which rule was broken, in words of its own', () => {
    const secret = 'Efternamnsson191212121212';
    const inputs = [
      `<${secret}:a/>`,
      `<a>&${secret};</a>`,
      `<a><${secret}></a>`,
      `<a ${secret}="1" ${secret}="2"/>`,
      `<!DOCTYPE ${secret}><a/>`,
      `<a>${secret}\u0000</a>`,
      `<?${secret} ?><a/>`,
      `<?xml version="1.0" encoding="${secret}"?><a/>`,
      `<a/>${secret}`,
    ];
    for (const input of inputs) {
      const refusal = refusalOf(input);
      expect(refusal).toBeInstanceOf(XmlRefused);
      expect(JSON.stringify({ ...refusal, message: refusal?.message, stack: refusal?.stack })).not.toContain(
        secret,
      );
      expect(refusal?.cause).toBeUndefined();
    }
    expect(refusalOf('<p:a/>')?.rule).toBe('namespace prefix not declared');
    expect(refusalOf('<a/><a/>')?.rule).toBe('more than one root');
  });
});

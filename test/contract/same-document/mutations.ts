/** What breaks markup, or nearly does: every rule of the readers has its pieces. */
const MARKUP =
  `< > / " ' & ; = : - ]] ]]> <!-- --> -- <![CDATA[ ]]> <?x ?> p: xml: xmlns: xmlns <a> </a> <a/> <p:a/> <xml:a/>
  <xmlns:a/> <:a/> <a:/> <a:b:c/> <1/> <å/> &#0; &#x41; &#X41; &#65; &#xD800; &#xFFFE; &#1114111; &#1114112; &#; &#x; &; &amp;
  &lt; &quot &nbsp; &toString; <! <!- <!--a---> <!----> <![CDATA[]]> <![cdata[x]]> </`.split(/\s+/);
const SPACED = [
  ' ',
  '\t',
  '\r',
  '\r\n',
  '<?p i?>',
  '<?xml version="1.0"?>',
  '<!DOCTYPE a SYSTEM "b">',
  '<a  b = "c"\n/ >',
  '<a b="c"d="e"/>',
  '<a b/>',
  '<a b="<"/>',
  `<a b='"'/>`,
  '</ a>',
  '</a >',
];
const ATTRIBUTES = [
  ...['xmlns=""', 'xmlns:p=""', 'xmlns:p="urn:p"', 'xmlns:xml="urn:p"', 'xmlns:xmlns="urn:a"', 'p:a="1"'],
  ...['xmlns:xml="http://www.w3.org/XML/1998/namespace"', 'xmlns="http://www.w3.org/2000/xmlns/"'],
  ...[
    'xmlns="a b"',
    'xmlns="å"',
    'xmlns="1:b"',
    'xmlns="_:b"',
    'xmlns:q="u&amp;v"',
    'å="1"',
    'xmlns:å="u:1"',
  ],
  ...['a="1"', 'a="1" a="2"', 'xml:lang="sv"', 'standalone="yes"', 'encoding="utf-16"', 'version="1.1"'],
].map((attribute) => ` ${attribute}`);
const CHARACTERS = [
  ...'\0\u0001\u001f\u007f\u0080\u0085\u2028\u0300\uFEFF\uFFFE\uFFFF\uFFFD\uF8FF\u{1F600}\u{1FFFE}å',
];
/** Bytes that are no UTF-8, and a byte order mark. */
const BYTES = [
  [0xff],
  [0xc3],
  [0xed, 0xa0, 0x80],
  [0xef, 0xbb, 0xbf],
  [0xef, 0xbf],
  [0xc0, 0x80],
  [0xf4, 0x90, 0x80, 0x80],
];

const PIECES: readonly Buffer[] = [
  ...[...MARKUP, ...SPACED, ...ATTRIBUTES, ...CHARACTERS].map((piece) => Buffer.from(piece)),
  ...BYTES.map((piece) => Buffer.from(piece)),
];
const PLACES = ['<', '>', '"', '&', ' ', '/'];

/** Documents that are made of good ones by damage, the same for the same seed. */
export function* mutations(documents: readonly Buffer[], seed: number): Generator<Buffer> {
  let state = seed;
  const random = (n: number): number => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % n;
  };
  const pick = <T>(from: readonly T[]): T => from[random(from.length)] as T;
  const place = (document: Buffer): number => {
    const at = random(document.length + 1);
    const found = random(2) === 0 ? document.indexOf(pick(PLACES), at) : -1;
    return found < 0 ? at : found + random(2);
  };
  /** One thing put in, taken out, or both; a part of the document a second time; or one byte changed. */
  const damaged = (document: Buffer): Buffer => {
    const at = place(document);
    const kind = random(6);
    const from = random(document.length + 1);
    const inserted =
      kind === 0 ? document.subarray(from, from + random(200)) : kind === 1 ? Buffer.alloc(0) : pick(PIECES);
    const removed = kind === 1 || kind === 2 ? 1 + random(6) : 0;
    if (kind === 3) return Buffer.from(document.map((byte, index) => (index === at ? random(256) : byte)));
    return Buffer.concat([document.subarray(0, at), inserted, document.subarray(at + removed)]);
  };
  const part = (document: Buffer): Buffer => {
    const start = document.indexOf('<', random(document.length));
    const end = document.indexOf('>', start + 1 + random(400));
    return start < 0 || end < 0 ? document : document.subarray(start, end + 1);
  };
  for (;;) {
    let document = pick(documents);
    if (random(6) === 0) document = part(document);
    for (let left = random(4); left > 0; left -= 1) document = damaged(document);
    yield document;
  }
}

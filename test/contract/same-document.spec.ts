import {
  AGENCY_LIMITS,
  nameEndOf,
  QUESTION_LIMITS,
  readDocument,
  readXml,
  XmlRefused,
  type XmlDocument,
  type XmlElement,
} from '@ssbtek/xml';
import { describe, expect, it } from 'vitest';
import { scan } from '../../libs/xml/src/scan/scan';
import { mutations } from './same-document/mutations';
import { DRESSED, PAYLOADS, QUESTIONS } from './same-document/payloads';

/** How many are tried here; SSBTEK_TEST_FUZZ tries more, and SSBTEK_TEST_FUZZ_SEED others. */
const COUNT = Number(process.env['SSBTEK_TEST_FUZZ'] ?? 1_500);
const SEED = Number(process.env['SSBTEK_TEST_FUZZ_SEED'] ?? 4711);
const CHARSETS = [
  undefined,
  undefined,
  undefined,
  'utf-8',
  '"UTF-8"',
  'iso-8859-1',
  'us-ascii',
  'utf-16',
  'x',
  '',
];
/** In these dresses a document is the strict reader's. */
const UNUSUAL = ['byte order mark', 'ISO-8859-1', 'more namespaces'];

/** Everything that a mapping can see of an element. */
const seen = (document: XmlDocument, element: XmlElement): unknown => {
  const { uri, local, attributes, qualified, text, declared, scope, children } = element;
  const { start, contentStart, contentEnd, end } = element;
  return [
    [
      uri,
      local,
      [...attributes],
      qualified,
      text,
      [...declared],
      declared.size > 0 && [...scope],
      nameEndOf(document, element) - start,
    ],
    [
      document.text(start, contentStart),
      document.text(contentStart, contentEnd),
      document.text(contentEnd, end),
    ],
    Buffer.from(document.bytes(start, end)).toString('latin1'),
    children.map((child) => seen(document, child)),
  ];
};

/** The same as text; of a document that is refused, why. */
function read(reader: () => XmlDocument): string {
  try {
    const document = reader();
    return JSON.stringify(seen(document, document.root));
  } catch (error) {
    if (!(error instanceof XmlRefused)) throw error;
    return `refused: ${error.reason}, ${error.element}, ${error.rule}`;
  }
}

const differs = (bytes: Buffer, limits = AGENCY_LIMITS, charset?: string): boolean =>
  read(() => readDocument(bytes, limits, charset)) !== read(() => readXml(bytes, limits, charset));

describe('documents read from bytes', { timeout: 3_600_000 }, () => {
  it.each(PAYLOADS)('are what the strict reader sees: $name', ({ bytes }) => {
    expect(differs(bytes)).toBe(false);
  });

  it.each(DRESSED)('are what the strict reader sees: $name', ({ name, bytes }) => {
    expect(differs(bytes)).toBe(false);
    if (!UNUSUAL.some((dress) => name.includes(dress))) expect(scan(bytes, AGENCY_LIMITS)).toBeDefined();
  });

  it.each(QUESTIONS)('are what the strict reader sees: $name', ({ bytes }) => {
    expect(differs(bytes, QUESTION_LIMITS)).toBe(false);
    expect(scan(bytes, QUESTION_LIMITS)).toBeDefined();
  });

  it('are what the strict reader sees, and refused like there, when they are damaged', () => {
    const documents = [...PAYLOADS, ...DRESSED, ...QUESTIONS].map(({ bytes }) => bytes);
    let number = 0;
    let scanned = 0;
    const wrong: string[] = [];
    for (const bytes of mutations(documents, SEED)) {
      number += 1;
      const charset = CHARSETS[number % CHARSETS.length];
      const limits = number % 3 === 0 ? QUESTION_LIMITS : AGENCY_LIMITS;
      if (differs(bytes, limits, charset)) wrong.push(bytes.toString('latin1'));
      if (scan(bytes, AGENCY_LIMITS)) scanned += 1;
      if (number === COUNT) break;
    }
    expect(wrong).toEqual([]);
    expect(scanned).toBeGreaterThan(COUNT / 10);
  });
});

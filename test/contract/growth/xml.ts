import { readSoap, SOAP_ENVELOPE, soapFault } from '@ssbtek/soap';
import {
  AGENCY_LIMITS,
  cutContent,
  cutTogether,
  readDocument,
  readXml,
  writeXml,
  element,
  type XmlDocument,
  type XmlElement,
} from '@ssbtek/xml';
import { writePretty } from '@ssbtek/xml/pretty';
import { readSmall } from '@ssbtek/xml/small';
import type { Reader } from './measure';
import { LARGE_SHAPES, repeated, SHAPES, type Shape } from './shapes';

const bytes = (text: string): Uint8Array => Buffer.from(text, 'utf8');
const SIZE = 300_000;
const ALL = Object.entries({ ...SHAPES, ...LARGE_SHAPES });

/** Does the work that happens only when a text is used. */
const settle = (document: XmlDocument): XmlDocument => {
  document.root.text.includes('\u0001');
  return document;
};

const enveloped = (inside: string): string =>
  `<s:Envelope xmlns:s="${SOAP_ENVELOPE}"><s:Body>${inside}</s:Body></s:Envelope>`;

const gate =
  (shape: Shape): Reader =>
  (size) => {
    const document = bytes(`<r>${shape(size)}</r>`);
    return () => settle(readXml(document, AGENCY_LIMITS));
  };

/** All that a mapping can ask of an element and of those inside it. */
const ask = (element: XmlElement): void => {
  const { uri, local, text, attributes, qualified, children } = element;
  if (uri === local && text === uri && attributes.size === qualified.length) return;
  children.forEach(ask);
};

const answer =
  (shape: Shape): Reader =>
  (size) => {
    const document = bytes(`<r>${shape(size)}</r>`);
    return () => ask(readDocument(document, AGENCY_LIMITS).root);
  };

/** Rows that stand side by side and are cut together. */
const neighbours =
  (open: string, row: (n: number) => string): Reader =>
  (size) => {
    const document = readXml(bytes(`${open}${repeated(row, size)}</r>`), AGENCY_LIMITS);
    return () => cutTogether(document, document.root, document.root.children, AGENCY_LIMITS.maxBytes);
  };

/** The gate, the tree, cuttings, SOAP and the small readers. */
export const xmlReaders: ReadonlyArray<readonly [string, number, Reader]> = [
  ...ALL.map(([name, shape]) => [`gate and tree: ${name}`, SIZE, gate(shape)] as const),
  ...ALL.map(([name, shape]) => [`documents from bytes: ${name}`, SIZE, answer(shape)] as const),
  ...ALL.map(([name, shape]): [string, number, Reader] => [
    `cutting: ${name}`,
    SIZE,
    (size) => {
      const document = readXml(bytes(`<r>${shape(size)}</r>`), AGENCY_LIMITS);
      return () => cutContent(document, document.root.children[0] ?? document.root);
    },
  ]),
  ...Object.entries(SHAPES).map(([name, shape]): [string, number, Reader] => [
    `small documents: ${name}`,
    60_000,
    (size) => {
      const document = bytes(`<r><a>${shape(size)}</a></r>`);
      return () => readSmall(document, AGENCY_LIMITS);
    },
  ]),
  [
    'encodings: ISO-8859-1',
    SIZE,
    (size) => {
      const document = Buffer.from(
        `<?xml version="1.0" encoding="ISO-8859-1"?><r>${'å'.repeat(size)}</r>`,
        'latin1',
      );
      return () => readXml(document, AGENCY_LIMITS);
    },
  ],
  [
    'encodings: UTF-16',
    SIZE,
    (size) => {
      const document = Buffer.from(`\uFEFF<r>${'å'.repeat(size / 2)}</r>`, 'utf16le');
      return () => readXml(document, AGENCY_LIMITS);
    },
  ],
  [
    'encodings: a declaration without end',
    SIZE,
    (size) => {
      const document = bytes(`<?xml version="1.0" ${'encoding '.repeat(size / 9)}`);
      return () => refused(() => readXml(document, AGENCY_LIMITS));
    },
  ],
  [
    'document types',
    SIZE,
    (size) => {
      const limits = { ...AGENCY_LIMITS, doctype: 'external-id-only' } as const;
      const document = bytes(`<!DOCTYPE r${' '.repeat(size / 2)}PUBLIC "${' '.repeat(size / 2)}><r/>`);
      return () => refused(() => readXml(document, limits));
    },
  ],
  [
    'namespace names that are none',
    SIZE,
    (size) => {
      const document = bytes(`<r xmlns="${'a%20:'.repeat(size / 5)} "/>`);
      return () => refused(() => readXml(document, AGENCY_LIMITS));
    },
  ],
  [
    'tags that never close',
    SIZE,
    (size) => {
      const document = bytes(`<r>${'<a>'.repeat(50)}${' a="1'.repeat(size / 6)}`);
      return () => refused(() => readXml(document, AGENCY_LIMITS));
    },
  ],
  ['cut together: alike', SIZE, neighbours('<r>', () => '<s xmlns:p="urn:p"><p:x/></s>')],
  ['cut together: each otherwise', SIZE, neighbours('<r>', (n) => `<s xmlns:p="urn:${n}"><p:x/><p:y/></s>`)],
  ['cut together: other prefixes', SIZE, neighbours('<r>', (n) => `<s xmlns:p${n}="urn:p"><x/></s>`)],
  [
    'cut together: below many namespaces',
    SIZE,
    (size) =>
      neighbours(
        `<r${repeated((n) => ` xmlns:p${n}="urn:p"`, size / 2)}>`,
        () => '<s xmlns:q="urn:q"><q:x/></s>',
      )(size / 2),
  ],
  [
    'cut together: one with many, one with a long name',
    SIZE,
    (size) => {
      const text = `<r><s xmlns:p="urn:p"/><s xmlns:p="urn:${'u'.repeat(size / 2)}">${'<x/>'.repeat(size / 8)}</s></r>`;
      const document = readXml(bytes(text), AGENCY_LIMITS);
      return () => cutTogether(document, document.root, document.root.children, AGENCY_LIMITS.maxBytes);
    },
  ],
  [
    'envelopes: many header blocks',
    SIZE,
    (size) => {
      const document = bytes(
        enveloped('<a/>').replace('<s:Body>', `<s:Header>${'<h/>'.repeat(size / 4)}</s:Header><s:Body>`),
      );
      return () => readSoap(document, AGENCY_LIMITS);
    },
  ],
  [
    'envelopes: many bodies',
    SIZE,
    (size) => {
      const document = bytes(
        enveloped('').replace('</s:Envelope>', `${'<s:Body/>'.repeat(size / 9)}</s:Envelope>`),
      );
      return () => refused(() => readSoap(document, AGENCY_LIMITS));
    },
  ],
  [
    'faults',
    SIZE,
    (size) => {
      const text = ' \n x'.repeat(size / 8);
      const document = bytes(
        enveloped(`<s:Fault>${'<other/>'.repeat(size / 16)}<faultcode>${text}</faultcode></s:Fault>`),
      );
      return () => readSoap(document, AGENCY_LIMITS);
    },
  ],
  [
    'writing a fault',
    SIZE,
    (size) => {
      const faultstring = '&<>\r'.repeat(size / 4);
      return () => soapFault({ faultcode: 'Server', faultstring });
    },
  ],
  [
    'writing a document',
    SIZE,
    (size) => {
      const root = element(
        'r',
        Array.from({ length: size / 20 }, () => element('a', '&<>"\r', { attributes: { b: '"\n' } })),
      );
      return () => writeXml(root);
    },
  ],
  [
    'laying out a document',
    30_000,
    (size) => {
      const root = element(
        'r',
        Array.from({ length: size / 20 }, () => element('a', '&<>"\r', { attributes: { b: '"\n' } })),
      );
      return () => writePretty(root);
    },
  ],
];

/** A refusal is an answer too; only its cost matters here. */
function refused(read: () => unknown): void {
  try {
    read();
  } catch {
    return;
  }
  throw new Error('not refused');
}

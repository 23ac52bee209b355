import { EXAMPLE_TOKEN, exampleContext, exampleInquiry } from '@ssbtek/bastjanst-kit/testing';
import { BASTJANSTER } from '@ssbtek/bastjanst-registry';
import {
  readShsMessage,
  readShsReply,
  replyLabel,
  writeErrorMessage,
  writeShsMessage,
  type ShsLabel,
} from '@ssbtek/shs';
import type { Reader } from './measure';
import { repeated } from './shapes';

const csn = BASTJANSTER.find(({ descriptor }) => descriptor.kod === 'csn');
if (!csn) throw new Error('no CSN');
const settings = Object.fromEntries(csn.descriptor.settings.map(({ key, default: value }) => [key, value]));
const sent = csn.protocols[0]?.toRequest(exampleInquiry(), exampleContext(settings));
const read = readShsMessage(sent?.body ?? new Uint8Array(), sent?.headers['content-type']);
if (read.kind !== 'message') throw new Error('no message');
const LABEL: ShsLabel = read.message.label;

const TYPE = 'multipart/mixed; boundary="b"';
const bytes = (text: string): Uint8Array => Buffer.from(text, 'latin1');
const part = (content: string, headers = ''): string => `--b\r\n${headers}\r\n${content}\r\n`;
const labelPart = (label: string): string => part(label, 'Content-Type: text/xml\r\n');
const LABEL_TEXT =
  Buffer.from(sent?.body ?? [])
    .toString('latin1')
    .split('\r\n\r\n')[2]
    ?.split('\r\n--')[0] ?? '';

const message =
  (make: (size: number) => string, type = TYPE): Reader =>
  (size) => {
    const body = bytes(make(size));
    return () => readShsMessage(body, type);
  };
const typed =
  (make: (size: number) => string): Reader =>
  (size) => {
    const type = make(size);
    return () => readShsMessage(new Uint8Array(), type);
  };
const labelled = (inside: (size: number) => string): Reader =>
  message(
    (size) =>
      `${labelPart(LABEL_TEXT.replace('</shs.label>', `${inside(size)}</shs.label>`))}${part('x')}--b--\r\n`,
  );
const written =
  (content: (size: number) => string, encoding: 'binary' | 'base64' | '7bit'): Reader =>
  (size) => {
    const out = { content: bytes(content(size)), contentType: 'text/xml', encoding };
    return () => writeShsMessage(LABEL, [out], EXAMPLE_TOKEN);
  };

const SIZE = 300_000;
/** Below what Node takes as the headers of a message. */
const HEADER = 7_000;

/** MIME and labels, both ways. */
export const shsReaders: ReadonlyArray<readonly [string, number, Reader]> = [
  ['lines that are almost a boundary', SIZE, message((size) => `--b\r\n\r\n${repeated('\r\n--bx', size)}`)],
  ['boundaries within lines', SIZE, message((size) => `--b\r\n\r\n${repeated('x--b', size)}`)],
  ['one line of boundaries', SIZE, message((size) => repeated('--b', size))],
  ['boundaries with much white space', SIZE, message((size) => repeated(`--b${' '.repeat(500)}x\n`, size))],
  ['dashes', SIZE, message((size) => '-'.repeat(size), `multipart/mixed; boundary="${'-'.repeat(60)}b"`)],
  ['many parts', SIZE, message((size) => `${repeated(part(''), size)}--b--`)],
  [
    'large parts',
    SIZE,
    message((size) => `${labelPart(LABEL_TEXT)}${part(repeated('\r\n-', size))}--b--\r\n`),
  ],
  ['many header lines', 6_000, message((size) => `${part('x', repeated('a: b\r\n', size))}--b--`)],
  ['header lines without end', SIZE, message((size) => `--b\r\n${repeated('a: b\r\n', size)}`)],
  ['one folded header', 6_000, message((size) => `${part('x', `a: b\r\n${repeated(' c\r\n', size)}`)}--b--`)],
  ['no header at all', 6_000, message((size) => `${part('x', `${'a'.repeat(size)}\r\n`)}--b--`)],
  [
    'stray base64',
    SIZE,
    message(
      (size) =>
        `${labelPart(LABEL_TEXT)}${part(repeated('QUJD \r\n', size), 'Content-Transfer-Encoding: base64\r\n')}--b--\r\n`,
    ),
  ],
  [
    'parameters of a type',
    HEADER,
    typed((size) => `multipart/mixed${repeated((n) => `; a${n}="\\""`, size)}`),
  ],
  ['a parameter without end', HEADER, typed((size) => `multipart/mixed; boundary="${'\\'.repeat(size)}`)],
  [
    'a type of white space',
    HEADER,
    typed((size) => `multipart/mixed;${' '.repeat(size)}a${' '.repeat(size)}`),
  ],
  ['labels with many meta', 20_000, labelled((size) => repeated('<meta name="a">b</meta>', size))],
  ['labels with much white space', 20_000, labelled((size) => `<subject>x${' '.repeat(size)}x</subject>`)],
  ['labels with many attributes', 20_000, labelled((size) => repeated('<meta name="a" b="" c=""/>', size))],
  [
    'an error as text',
    SIZE,
    (size) => {
      const body = bytes(`x${' \n'.repeat(size / 2)}å`);
      const headers = { 'x-shs-errorcode': 'OtherError', 'content-type': 'text/plain' };
      return () => readShsReply({ status: 400, headers, body });
    },
  ],
  [
    'writing what holds boundaries',
    SIZE,
    written((size) => repeated((n) => `\r\n------=_SHS_${n}--`, size), 'binary'),
  ],
  ['writing base64', SIZE, written((size) => 'x'.repeat(size), 'base64')],
  ['writing 7bit', SIZE, written((size) => 'x'.repeat(size), '7bit')],
  [
    'writing a label',
    SIZE,
    (size) => {
      const label = { ...LABEL, meta: [{ name: 'a', value: '&\u0080å\u{1F600}'.repeat(size / 8) }] };
      return () =>
        writeShsMessage(
          label,
          [{ content: bytes('x'), contentType: 'text/xml', encoding: 'binary' }],
          EXAMPLE_TOKEN,
        );
    },
  ],
  [
    'writing a label with many meta',
    SIZE / 10,
    (size) => {
      const meta = Array.from({ length: size / 20 }, (_, n) => ({ name: `a${n}`, value: 'b' }));
      return () =>
        writeShsMessage(
          { ...LABEL, meta },
          [{ content: bytes('x'), contentType: 'text/xml', encoding: 'binary' }],
          EXAMPLE_TOKEN,
        );
    },
  ],
  [
    'writing an error',
    SIZE,
    (size) => {
      const facts = {
        code: 'OtherError',
        info: '&å'.repeat(size / 2),
        self: { urn: 'x' },
        datetime: 'd',
      } as const;
      return () => writeErrorMessage(LABEL, facts, EXAMPLE_TOKEN);
    },
  ],
  [
    'the label of a reply',
    SIZE,
    (size) => {
      const label = { ...LABEL, from: { urn: 'x'.repeat(size) } };
      return () => replyLabel(label, { self: { urn: 'x' }, datetime: 'd', dataParts: [] });
    },
  ],
];

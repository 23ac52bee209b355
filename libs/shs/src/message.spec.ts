import { describe, expect, it } from 'vitest';
import { concat, fromLatin1, toLatin1 } from './bytes';
import type { ShsLabel } from './label';
import {
  charsetOfPart,
  readShsMessage,
  shsFormOf,
  writeShsMessage,
  type ShsEntity,
  type ShsPartOut,
} from './message';

const LABEL: ShsLabel = {
  version: '1.2',
  txId: 'tx-1',
  corrId: 'corr-1',
  transferType: 'synch',
  messageType: 'simple',
  documentType: 'simple',
  sequenceType: 'request',
  status: 'production',
  from: { urn: 'urn:X-shs:2021005521', commonName: 'FK' },
  to: { urn: 'urn:X-shs:2120002411' },
  product: { urn: 'urn:X-shs:00000000-0000-4000-8000-000000000001' },
  meta: [],
  datetime: '2026-09-22T09:30:47',
  contentId: 'content-1',
  dataParts: [{ datapartType: 'xml', filename: 'fraga.xml' }],
};
const CONTENT = toLatin1('<?xml version="1.0"?>\r\n<a>\u00c3\u00a5</a>\n');
const part: ShsPartOut = { content: CONTENT, contentType: 'text/xml; charset=UTF-8', encoding: 'binary' };

/** What stands in the boundary of every message here. */
const TOKEN = '0123456789abcdef0123456789abcdef';
const BOUNDARY = `----=_SHS_${TOKEN}`;

const written = writeShsMessage(LABEL, [part], TOKEN);
const changed = (change: (text: string) => string, entity: ShsEntity = written) =>
  readShsMessage(toLatin1(change(fromLatin1(entity.body))), entity.contentType);

describe('SHS message', () => {
  it.each(['binary', '8bit', 'base64'] as const)('is read back byte for byte: %s', (encoding) => {
    for (const form of ['rfc822', 'multipart'] as const) {
      const entity = writeShsMessage(LABEL, [{ ...part, encoding }], TOKEN, form);
      const read = readShsMessage(entity.body, entity.contentType);
      expect(read).toMatchObject({ kind: 'message', message: { label: LABEL } });
      if (read.kind !== 'message') continue;
      expect(read.message.parts.map((p) => p.content)).toEqual([CONTENT]);
      expect(read.message.parts[0]?.data).toEqual({ datapartType: 'xml', filename: 'fraga.xml' });
    }
  });

  it('has the MIME form of sources.md 3.1', () => {
    expect(written.contentType).toBe('message/rfc822');
    const lines = fromLatin1(written.body).split('\r\n');
    expect(lines.slice(0, 9)).toEqual([
      'Subject: SHS Message',
      'MIME-Version: 1.0',
      `Content-Type: multipart/mixed; boundary="${BOUNDARY}"`,
      'Content-Transfer-Encoding: binary',
      '',
      `--${BOUNDARY}`,
      'Content-Type: text/xml; charset=ISO-8859-1',
      'Content-Transfer-Encoding: binary',
      '',
    ]);
    expect(lines).toContain('Content-Disposition: attachment; filename="fraga.xml"');
    expect(lines.slice(-2)).toEqual([`--${BOUNDARY}--`, '']);
  });

  it('lets no file name add header lines', () => {
    const label = { ...LABEL, dataParts: [{ datapartType: 'xml', filename: 'a"\r\nX-Evil: 1' }] };
    expect(fromLatin1(writeShsMessage(label, [part], TOKEN).body)).toContain('filename="a___X-Evil: 1"');
  });

  it('keeps several parts in the order of the label', () => {
    const label = { ...LABEL, dataParts: [{ datapartType: 'a' }, { datapartType: 'b' }] };
    const two = { ...part, content: toLatin1('two'), encoding: '7bit' } as const;
    const entity = writeShsMessage(label, [part, two], TOKEN);
    const read = readShsMessage(entity.body, entity.contentType);
    expect(
      read.kind === 'message' && read.message.parts.map((p) => [p.data.datapartType, p.content]),
    ).toEqual([
      ['a', CONTENT],
      ['b', toLatin1('two')],
    ]);
  });

  it('is read with LF alone, as brokers are seen to send it', () => {
    expect(changed((text) => text.replaceAll('\r\n', '\n'))).toMatchObject({ kind: 'message' });
  });

  it.each([
    [
      'no label',
      (t: string) => t.replace('Content-Type: text/xml; charset=ISO-8859-1', 'Content-Type: text/plain'),
      'IllegalMessageStructure',
    ],
    [
      'a label without content type',
      (t: string) => t.replace('Content-Type: text/xml; charset=ISO-8859-1', 'X: y'),
      'IllegalMessageStructure',
    ],
    ['a broken label', (t: string) => t.replace('<shs.label', '<shs.label<'), 'IllegalMessageStructure'],
    [
      'a label alone',
      (t: string) =>
        t.replace(
          new RegExp(`--${BOUNDARY}\\r\\nContent-Type: text/xml; charset=UTF-8[^]*(?=--${BOUNDARY}--)`),
          '',
        ),
      'IllegalMessageStructure',
    ],
    [
      'more parts than the label lists',
      (t: string) => t.replace(`--${BOUNDARY}--`, `--${BOUNDARY}\r\n\r\nx\r\n--${BOUNDARY}--`),
      'IllegalMessageStructure',
    ],
    [
      'fewer parts than the label lists',
      (t: string) => t.replace('<data ', '<data datapartType="x"/><data '),
      'IllegalMessageStructure',
    ],
    ['a label that lists no part', (t: string) => t.replace(/<data [^>]*>/, ''), 'IllegalMessageStructure'],
    ['no boundary', (t: string) => t.replace(`; boundary="${BOUNDARY}"`, ''), 'IllegalMessageStructure'],
    ['a cut body', (t: string) => t.slice(0, -40), 'IllegalMessageStructure'],
    [
      'an unknown transfer encoding',
      (t: string) => t.replace(/(UTF-8[^]*)Encoding: binary/, '$1Encoding: x-own'),
      'IllegalDatapartContent',
    ],
  ])('refuses %s', (_name, change, code) => {
    expect(changed(change)).toMatchObject({ kind: 'problem', problem: { code } });
  });

  it.each([
    ['another number of parts', (t: string) => t.replace('<data ', '<data datapartType="x"/><data '), true],
    [
      'a part that is not base64',
      (t: string) => t.replace(/(UTF-8[^]*)Encoding: binary/, '$1Encoding: base64'),
      true,
    ],
    ['a broken label', (t: string) => t.replace('<shs.label', '<shs.label<'), false],
    ['a cut body', (t: string) => t.slice(0, -40), false],
  ])('has its label in a problem where that could be read: %s', (_name, change, there) => {
    expect(changed(change)).toHaveProperty('problem');
    if (there) expect(changed(change)).toHaveProperty('label.corrId', 'corr-1');
    else expect(changed(change)).not.toHaveProperty('label');
  });

  it.each([
    ['text/xml; charset=UTF-8', 'UTF-8'],
    ['application/xml; name=a; CHARSET="iso-8859-1"', 'iso-8859-1'],
    ['text/xml; name=fraga.xml', undefined],
  ])('knows the charset of a part: %s', (contentType, charset) => {
    const { body, contentType: type } = writeShsMessage(LABEL, [{ ...part, contentType }], TOKEN);
    const read = readShsMessage(body, type);
    expect(read.kind === 'message' && read.message.parts.map(charsetOfPart)).toEqual([charset]);
  });

  it.each([
    ['message/rfc822', 'rfc822'],
    ['Multipart/Mixed ; boundary=a', 'multipart'],
    [undefined, 'rfc822'],
  ] as const)('knows the form of %s', (contentType, form) => {
    expect(shsFormOf(contentType)).toBe(form);
    if (contentType)
      expect(writeShsMessage(LABEL, [part], TOKEN, form).contentType).toContain(
        contentType.slice(1, 8).toLowerCase(),
      );
  });

  it('refuses a message without content type, and one cut anywhere', () => {
    expect(readShsMessage(written.body, undefined)).toMatchObject({ kind: 'problem' });
    const closing = fromLatin1(written.body).lastIndexOf('--\r\n');
    for (let length = 0; length < closing + 2; length += 7)
      expect(readShsMessage(written.body.slice(0, length), written.contentType).kind).toBe('problem');
  });

  it('says nothing from the message in a problem', () => {
    const read = changed((t) => t.replace('sequence-type="request"', 'sequence-type="SECRET"'));
    expect(JSON.stringify(read)).not.toContain('SECRET');
  });

  it('is not written without parts, or with others than the label lists', () => {
    expect(() => writeShsMessage(LABEL, [], TOKEN)).toThrow('data parts');
    expect(() => writeShsMessage(LABEL, [part, part], TOKEN)).toThrow('data parts');
  });

  it('is not ended by a part that holds the boundary of another message, however it got there', () => {
    const content = concat([written.body, toLatin1(`\r\n--${BOUNDARY}--\r\n`), CONTENT]);
    const entity = writeShsMessage(LABEL, [{ ...part, content }], TOKEN.toUpperCase(), 'multipart');
    const read = readShsMessage(entity.body, entity.contentType);
    expect(read.kind === 'message' && read.message.parts[0]?.content).toEqual(content);
  });

  it.each(['', '1', TOKEN.slice(1), `${TOKEN}"`, 'g'.repeat(32), '0'.repeat(61)])(
    'takes no boundary that could be foreseen or is none: %j',
    (token) => {
      expect(() => writeShsMessage(LABEL, [part], token)).toThrow('128 random bits');
    },
  );
});

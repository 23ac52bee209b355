import { describe, expect, it } from 'vitest';
import { SHS_ERROR_CODES } from './codes';
import { readShsReply, shsHttpError, type ShsHttpAnswer } from './http';
import type { ShsLabel } from './label';
import { writeManagementError } from './management';
import { readShsMessage, writeShsMessage, type ShsEntity } from './message';
import { replyLabel, writeErrorMessage } from './reply';

const TOKEN = '0123456789abcdef0123456789abcdef';
const REQUEST: ShsLabel = {
  version: '1.2',
  txId: 'tx-1',
  corrId: 'corr-1',
  transferType: 'synch',
  messageType: 'simple',
  documentType: 'simple',
  sequenceType: 'request',
  status: 'test',
  originator: { urn: 'urn:X-shs:2120002411.soc' },
  from: { urn: 'urn:X-shs:2120002411', commonName: 'Kommun' },
  to: { urn: 'urn:X-shs:2021005521', commonName: 'FK' },
  endRecipient: { urn: 'urn:X-shs:2021005521.ssbtek' },
  product: { urn: 'urn:X-shs:00000000-0000-4000-8000-000000000001' },
  meta: [{ name: 'a', value: 'b' }],
  subject: 's',
  datetime: '2026-09-22T09:30:47',
  contentId: 'content-1',
  dataParts: [{ datapartType: 'xml', filename: 'fraga.xml' }],
};
const self = { urn: 'urn:X-shs:2021005521', commonName: 'Self' };
const reply = {
  self,
  datetime: '2026-09-22T09:30:48',
  dataParts: [{ datapartType: 'xml', filename: 'svar.xml' }],
};
const ok = (entity: ShsEntity): ShsHttpAnswer => ({
  status: 200,
  headers: { 'content-type': entity.contentType },
  body: entity.body,
});

describe('reply label (sources.md 3.1)', () => {
  it('swaps the parties and keeps corr.id, tx.id and content.id', () => {
    expect(replyLabel(REQUEST, reply)).toEqual({
      version: '1.2',
      txId: 'tx-1',
      corrId: 'corr-1',
      transferType: 'synch',
      messageType: 'simple',
      documentType: 'simple',
      sequenceType: 'reply',
      status: 'test',
      originator: REQUEST.endRecipient,
      from: REQUEST.to,
      to: REQUEST.from,
      endRecipient: REQUEST.originator,
      product: REQUEST.product,
      meta: [],
      datetime: reply.datetime,
      contentId: 'content-1',
      dataParts: reply.dataParts,
    });
  });

  it('is from ourselves when the request names no receiver', () => {
    const { to: _to, endRecipient: _end, ...request } = REQUEST;
    expect(replyLabel(request, reply)).toMatchObject({ from: self, to: REQUEST.from });
    expect(replyLabel(request, reply)).not.toHaveProperty('originator');
  });
});

describe('answer to a synchronous call', () => {
  const label = replyLabel(REQUEST, reply);
  const part = {
    content: new Uint8Array([60, 97, 47, 62]),
    contentType: 'text/xml',
    encoding: 'base64',
  } as const;

  it('is a reply', () => {
    expect(readShsReply(ok(writeShsMessage(label, [part], TOKEN)))).toMatchObject({
      kind: 'reply',
      message: { label },
    });
  });

  it.each(SHS_ERROR_CODES)('is the error %s, in both forms', (code) => {
    const error = { code, info: 'Därför' };
    expect(readShsReply(shsHttpError(error))).toEqual({ kind: 'error', error });
    const message = writeErrorMessage(REQUEST, { ...error, self, datetime: reply.datetime }, TOKEN);
    expect(readShsReply(ok(message))).toEqual({ kind: 'error', error });
  });

  it.each(['rfc822', 'multipart'] as const)('is an error in either form of a message: %s', (form) => {
    const facts = { code: 'OtherError', info: 'x', self, datetime: 'd' } as const;
    const message = writeErrorMessage(REQUEST, facts, TOKEN, form);
    expect(message.contentType).toMatch(form === 'rfc822' ? /^message\/rfc822$/ : /^multipart\/mixed; b/);
    expect(readShsReply(ok(message))).toMatchObject({ kind: 'error', error: { code: 'OtherError' } });
  });

  it('carries the error in an administrative message about the request', () => {
    const { body, contentType } = writeErrorMessage(
      REQUEST,
      {
        code: 'OtherError',
        info: 'x',
        self,
        datetime: 'd',
      },
      TOKEN,
    );
    const read = readShsMessage(body, contentType);
    expect(read).toMatchObject({
      message: {
        label: {
          sequenceType: 'adm',
          corrId: 'corr-1',
          contentId: 'content-1',
          to: REQUEST.from,
          product: { urn: 'urn:X-shs:error' },
          dataParts: [{ datapartType: 'error', filename: 'error.xml' }],
        },
      },
    });
    expect(new TextDecoder().decode(body)).toContain(
      '<!DOCTYPE shs.management SYSTEM "shs-management-1.2.dtd">\n<shs.management version="1.2" corr.id="corr-1"' +
        ' content.id="content-1"><datetime>d</datetime><error errorcode="OtherError" errorinfo="x"/></shs.management>',
    );
  });

  it.each([
    ['an empty body', { body: new Uint8Array() }, 'Unknown receiver'],
    [
      'a page',
      { headers: { 'x-shs-errorcode': 'UnknownReceiver', 'content-type': 'text/html' } },
      'Unknown receiver',
    ],
    ['status 500', { status: 500 }, 'text'],
    ['status 200', { status: 200 }, 'text'],
    ['a code that is not in the list', { headers: { 'x-shs-errorcode': 'Own-Code' } }, 'text', 'Own-Code'],
    [
      'a foreign code without text',
      { headers: { 'x-shs-errorcode': 'Own-Code' }, body: new Uint8Array() },
      'Own-Code',
      'Own-Code',
    ],
  ])('is an error by its header, with %s', (_name, change, info, code = 'UnknownReceiver') => {
    const answer = { ...shsHttpError({ code: 'UnknownReceiver', info: 'text' }), ...change };
    expect(readShsReply(answer)).toEqual({ kind: 'error', error: { code, info } });
  });

  it.each([
    ['ISO-8859-1, not said', 'text/plain', 'latin1'],
    ['ISO-8859-1 by charset', 'text/plain; charset=ISO-8859-1', 'latin1'],
    ['UTF-8, not said', 'text/plain', 'utf8'],
    ['UTF-8 by charset', 'text/plain; charset="utf-8"', 'utf8'],
    ['ISO-8859-1 that is called UTF-8', 'text/plain; charset=utf-8', 'latin1'],
  ] as const)('keeps the letters of its text: %s', (_name, type, encoding) => {
    const headers = { 'x-shs-errorcode': 'MissingAgreement', 'content-type': type };
    const answer = {
      status: 400,
      headers,
      body: Buffer.from('Överenskommelse saknas för användaren', encoding),
    };
    expect(readShsReply(answer)).toMatchObject({ error: { info: 'Överenskommelse saknas för användaren' } });
  });

  it('does not take a header that cannot be a code', () => {
    const answer = { status: 400, headers: { 'x-shs-errorcode': 'a b<c>' }, body: new Uint8Array() };
    expect(readShsReply(answer)).toEqual({ kind: 'status', status: 400 });
  });

  it.each([202, 302, 400, 404, 500, 503])('is only a status when it is %i without an SHS error', (status) => {
    expect(readShsReply({ ...ok(writeShsMessage(label, [part], TOKEN)), status })).toEqual({
      kind: 'status',
      status,
    });
  });

  const adm = (xml: Uint8Array) =>
    ok(writeShsMessage({ ...label, sequenceType: 'adm' }, [{ ...part, content: xml }], TOKEN));
  const confirmation =
    '<shs.management version="1.2" corr.id="c" content.id="d"><datetime/><confirmation/></shs.management>';

  it.each([
    [
      'a page',
      { status: 200, headers: { 'content-type': 'text/html' }, body: new TextEncoder().encode('<html>') },
    ],
    ['a request', ok(writeShsMessage(REQUEST, [part], TOKEN))],
    ['a confirmation', adm(new TextEncoder().encode(confirmation))],
    ['an administrative message with something else', adm(part.content)],
    [
      'an administrative message without a code',
      adm(writeManagementError({ corrId: 'c', contentId: 'd', datetime: '', errorcode: '' })),
    ],
  ])('is a problem when it is %s', (_name, answer) => {
    expect(readShsReply(answer)).toMatchObject({
      kind: 'problem',
      problem: { code: 'IllegalMessageStructure' },
    });
  });
});

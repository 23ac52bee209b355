import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { FAULT } from '@ssbtek/contract';
import type { ContractVersion } from '@ssbtek/contract-version';
import type { Caller } from '@ssbtek/parties';
import {
  readShsMessage,
  readShsReply,
  writeShsMessage,
  type ShsEntity,
  type ShsErrorCode,
  type ShsForm,
  type ShsLabel,
} from '@ssbtek/shs';
import { renderMetrics, testTelemetry } from '@ssbtek/telemetry';
import { faultReply, type HttpReply } from './http-reply';
import { Body, type AskedBy } from './asking';
import { ShsDoor } from './shs-door';

const PRODUCT = 'urn:X-shs:00000000-0000-4000-8000-0000000000ab';
const LABEL: ShsLabel = {
  version: '1.2',
  txId: 'tx',
  corrId: 'corr',
  transferType: 'synch',
  messageType: 'simple',
  documentType: 'simple',
  sequenceType: 'request',
  status: 'production',
  from: { urn: 'urn:X-shs:2120002411' },
  to: { urn: 'urn:X-shs:2021005521' },
  product: { urn: PRODUCT },
  meta: [],
  datetime: '2026-11-24T09:30:47',
  contentId: 'content',
  dataParts: [{ datapartType: 'fraga' }],
};
const BARE = '<fraga/>';
const ENVELOPE = '<s:Envelope xmlns:s="urn:s"/>';
const ORGANISATION: Caller = { kind: 'organisation', organisationsnummer: '162120002411' };
const REFUSED: Caller = { kind: 'refused', refusal: 'no-certificate' };

const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');
const bytes = (message: string): Uint8Array => Buffer.from(message, 'latin1');

/** A version whose answers say which dress they are in. */
const dressed = (dress: string): ContractVersion =>
  ({
    name: 'v99',
    writeFault: ({ fel }) => bytes(`<${dress}-${fel.felkod}/>`),
    get bare() {
      return dressed('bare');
    },
  }) as Partial<ContractVersion> as ContractVersion;

interface Handled {
  readonly body: string;
  readonly charset: string | undefined;
  readonly by: AskedBy;
}

/** What stands in the boundary of every message here. */
const TOKEN = '1'.repeat(32);

function doorWith(
  answer?: (version: ContractVersion) => HttpReply,
  mayAsk?: (organisation: string) => boolean,
) {
  const handled: Handled[] = [];
  const telemetry = testTelemetry();
  const door = new ShsDoor({
    ingress: {
      handle: async (version, body, charset, by, back) => {
        handled.push({ body: text(body.take()), charset, by });
        const fault = { status: 200, headers: {}, body: version.writeFault({ fel: FAULT.invalid }) };
        await back.send(answer?.(version) ?? fault);
      },
    },
    rules: {
      address: 'urn:X-shs:2021005521',
      products: new Map([[PRODUCT.toLowerCase(), dressed('soap')]]),
      ...(mayAsk && { mayAsk }),
    },
    telemetry,
    now: () => new Date('2026-11-24T09:30:48Z'),
    newToken: () => TOKEN,
  });
  return { door, handled, telemetry };
}

interface Sending {
  readonly label?: Partial<ShsLabel>;
  readonly content?: string;
  readonly type?: string;
  readonly form?: ShsForm;
  readonly edit?: (message: string) => string;
}

function entity({ label = {}, content = BARE, type = 'text/xml', form, edit }: Sending = {}): ShsEntity {
  const whole = { ...LABEL, ...label };
  const part = { content: bytes(content), contentType: type, encoding: 'binary' } as const;
  const written = writeShsMessage(
    whole,
    whole.dataParts.map(() => part),
    TOKEN,
    form,
  );
  return edit ? { ...written, body: bytes(edit(text(written.body))) } : written;
}

const INQUIRY_ID = '0193a1b2-1234-7abc-8def-123456789012';

const send = async (door: ShsDoor, sending?: Sending, caller: Caller = ORGANISATION): Promise<HttpReply> => {
  const { body, contentType } = entity(sending);
  const sent: HttpReply[] = [];
  const back = {
    gone: new AbortController().signal,
    send: (reply: HttpReply) => Promise.resolve(sent.push(reply) > 0),
  };
  await door.answer(new Body(body), contentType, { inquiryId: INQUIRY_ID, caller }, back);
  const [reply] = sent;
  if (!reply || sent.length > 1) throw new Error(`${sent.length} replies`);
  return reply;
};

const contentOf = (reply: HttpReply): string => {
  const read = readShsReply(reply);
  if (read.kind !== 'reply') throw new Error(`no reply: ${JSON.stringify(read)}`);
  return text(read.message.parts[0]?.content ?? new Uint8Array());
};

describe('the SHS door', () => {
  it('asks in the dress of the question, with its charset, for the label’s sender', async () => {
    const { door, handled } = doorWith();
    const type = 'application/xml; Charset="ISO-8859-1"';
    expect(contentOf(await send(door, { content: BARE, type }))).toBe('<bare-1001/>');
    expect(contentOf(await send(door, { content: ENVELOPE }))).toBe('<soap-1001/>');
    expect(contentOf(await send(door, { content: 'no XML' }))).toBe('<bare-1001/>');
    const by = { inquiryId: INQUIRY_ID, caller: ORGANISATION, customer: '2120002411', way: 'shs' };
    expect(handled).toEqual([
      { body: BARE, charset: 'ISO-8859-1', by },
      { body: ENVELOPE, charset: undefined, by },
      { body: 'no XML', charset: undefined, by },
    ]);
  });

  it('tells overload by HTTP too, with the time to wait', async () => {
    const { door } = doorWith((version) =>
      faultReply(version, FAULT.internal, { status: 503, retryAfterSeconds: 1 }),
    );
    const reply = await send(door);
    expect([reply.status, reply.headers['retry-after']]).toEqual([503, '1']);
    expect(contentOf({ ...reply, status: 200 })).toBe('<bare-1002/>');
  });

  it.each(['rfc822', 'multipart'] as const)('replies in the form of the message: %s', async (form) => {
    const { status, headers, body } = await send(doorWith().door, { form });
    expect(status).toBe(200);
    expect(headers['content-type']).toMatch(
      form === 'rfc822' ? /^message\/rfc822$/ : /^multipart\/mixed; boundary=/,
    );
    expect(readShsMessage(body, headers['content-type'])).toMatchObject({
      message: {
        label: {
          sequenceType: 'reply',
          corrId: 'corr',
          from: LABEL.to,
          to: LABEL.from,
          datetime: '2026-11-24T10:30:48',
          dataParts: [{ datapartType: 'fraga', filename: 'svar.xml' }],
        },
      },
    });
  });

  it.each([
    [FAULT.timeout, 500],
    [FAULT.invalid, 500],
    [FAULT.internal, 500],
  ])('puts fault $felkod of the ingress into a normal reply', async (fel, status) => {
    const { door } = doorWith((version) => faultReply(version, fel, { status }));
    const reply = await send(door);
    expect([reply.status, contentOf(reply)]).toEqual([200, `<bare-${fel.felkod}/>`]);
  });

  it('lets what is unexpected pass, for the HTTP layer to report', async () => {
    const { door } = doorWith(() => {
      throw new Error('bug');
    });
    await expect(send(door)).rejects.toThrow('bug');
  });
});

const utf8Label = (message: string): string => message.replace('ISO-8859-1"?>', 'UTF-8"?>\u00e5');

/** Every problem: what is sent, the code, and the HTTP status; 200 is an administrative message (sources.md 3.1). */
const PROBLEMS: ReadonlyArray<readonly [string, Sending, ShsErrorCode, number]> = [
  ['no MIME message', { edit: () => 'hello' }, 'IllegalMessageStructure', 400],
  ['no boundary', { edit: (m) => m.replace(/; boundary="[^"]*"/, '') }, 'IllegalMessageStructure', 400],
  ['a cut message', { edit: (m) => m.slice(0, -30) }, 'IllegalMessageStructure', 400],
  [
    'no label',
    { edit: (m) => m.replace('text/xml; charset=ISO-8859-1', 'text/plain') },
    'IllegalMessageStructure',
    400,
  ],
  ['a broken label', { edit: (m) => m.replace('</shs.label>', '') }, 'IllegalMessageStructure', 400],
  ['a label in another encoding than it says', { edit: utf8Label }, 'IllegalMessageStructure', 400],
  [
    'an internal DTD subset',
    { edit: (m) => m.replace('.dtd">', '.dtd" [<!ENTITY a "b">]>') },
    'IllegalMessageStructure',
    400,
  ],
  ['two receivers', { edit: (m) => m.replace(/(<to>.*?<\/to>)/, '$1$1') }, 'IllegalMessageStructure', 400],
  ['no product', { edit: (m) => m.replace(/<product>.*<\/product>/, '') }, 'IllegalMessageStructure', 400],
  [
    'an unknown transfer type',
    { edit: (m) => m.replace('"synch"', '"quick"') },
    'IllegalMessageStructure',
    400,
  ],
  [
    'a compound message',
    { edit: (m) => m.replace(/<data [^>]*>/, '<compound no-of-parts="1"/>') },
    'IllegalMessageStructure',
    400,
  ],
  ['an asynchronous message', { label: { transferType: 'asynch' } }, 'OtherError', 400],
  [
    'a message that does not say how it is transferred',
    { edit: (m) => m.replace(' transfer-type="synch"', '') },
    'OtherError',
    400,
  ],
  [
    'an asynchronous message for somebody else',
    { label: { transferType: 'asynch', to: { urn: 'x' } } },
    'OtherError',
    400,
  ],
  ['an event', { label: { sequenceType: 'event' } }, 'IllegalMessageStructure', 200],
  [
    'more parts than the label lists',
    { edit: (m) => m.replace(`_SHS_${TOKEN}--`, `_SHS_${TOKEN}\r\n\r\nx\r\n------=_SHS_${TOKEN}--`) },
    'IllegalMessageStructure',
    200,
  ],
  ['no data part', { edit: (m) => m.replace(/<data [^>]*>/, '') }, 'IllegalMessageStructure', 200],
  [
    'two data parts',
    { label: { dataParts: [{ datapartType: 'a' }, { datapartType: 'b' }] } },
    'IllegalMessageStructure',
    200,
  ],
  [
    'an unknown transfer encoding',
    { edit: (m) => m.replace(/(_SHS_1{32}[^]*_SHS_1{32}[^]*_SHS_1{32}[^]*)binary/, '$1quoted-printable') },
    'IllegalDatapartContent',
    200,
  ],
  [
    'broken base64',
    { edit: (m) => m.replace(/(_SHS_1{32}[^]*_SHS_1{32}[^]*_SHS_1{32}[^]*)binary/, '$1base64') },
    'IllegalDatapartContent',
    200,
  ],
  ['somebody else’s message', { label: { to: { urn: 'urn:X-shs:1620021034' } } }, 'UnknownReceiver', 200],
  ['a receiver that is no address', { label: { to: { urn: '2021005521' } } }, 'IllegalReceiver', 200],
  ['no receiver', { edit: (m) => m.replace(/<to>.*?<\/to>/, '') }, 'UnresolvedReceiver', 200],
  [
    'an unknown product',
    { label: { product: { urn: PRODUCT.replace('ab', 'ac') } } },
    'UnknownProductType',
    200,
  ],
  ['no product id', { label: { product: { urn: 'urn:X-shs:confirm' } } }, 'IllegalProductType', 200],
  ['a sender that is no address', { label: { from: { urn: 'urn:X-shs:1' } } }, 'IllegalSender', 200],
  [
    'a sender who is not connected',
    { label: { from: { urn: 'urn:X-shs:8020069582' } } },
    'MissingAgreement',
    200,
  ],
];

describe('SHS problems, each with its code and form', () => {
  const mayAsk = (organisation: string): boolean => organisation === '2120002411';

  it.each(PROBLEMS)('%s', async (_, sending, code, status) => {
    const { door, handled, telemetry } = doorWith(undefined, mayAsk);
    const content = '<fraga>191212121212</fraga>';
    const reply = await send(door, { content, ...sending });
    expect(readShsReply(reply)).toMatchObject({ kind: 'error', error: { code } });
    expect(reply.status).toBe(status);
    expect(reply.headers['x-shs-errorcode']).toBe(status === 400 ? code : undefined);
    expect(handled).toEqual([]);
    expect((await renderMetrics([telemetry])).body).toContain(`rejections_total{reason="shs-${code}"} 1`);
    expect(telemetry.lines.join() + text(reply.body)).not.toContain('1912121');
    expect(telemetry.lines.join()).not.toMatch(/2120002411|8020069582/);
  });

  it('are in the documentation, each with its form', () => {
    const text = readFileSync(new URL('../../../../docs/guide/en/shs.md', import.meta.url), 'utf8');
    const rows = PROBLEMS.map(([, , code, status]) => `${code} ${status === 200 ? 'adm' : '400'}`);
    const documented = [...text.matchAll(/^\| `(\w+)` +\| (adm|400) +\|/gm)].map(
      ([, code, form]) => `${code} ${form}`,
    );
    expect(new Set(documented)).toEqual(new Set(rows));
  });

  it('are reported in the form of the message', async () => {
    const reply = await send(doorWith().door, { form: 'multipart', label: { sequenceType: 'event' } });
    expect(reply.headers['content-type']).toMatch(/^multipart\/mixed; boundary=/);
  });

  it('are reported to the sender, about its message, from us', async () => {
    const { body, headers } = await send(doorWith().door, { edit: (m) => m.replace(/<to>.*?<\/to>/, '') });
    expect(readShsMessage(body, headers['content-type'])).toMatchObject({
      message: {
        label: { sequenceType: 'adm', corrId: 'corr', from: { urn: 'urn:X-shs:2021005521' }, to: LABEL.from },
      },
    });
  });

  it('do not tell somebody who has not shown who they are who is connected', async () => {
    const { door, handled } = doorWith(undefined, () => false);
    expect(contentOf(await send(door, {}, REFUSED))).toBe('<bare-1001/>');
    expect(handled.map(({ by }) => by.caller)).toEqual([REFUSED]);
  });

  it('find nobody unconnected where no register is enforced', async () => {
    const stranger = { label: { from: { urn: 'urn:X-shs:8020069582' } } };
    expect(contentOf(await send(doorWith().door, stranger, { kind: 'unknown' }))).toBe('<bare-1001/>');
  });
});

import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { REFUSALS } from '@ssbtek/parties';
import { readShsMessage, readShsReply } from '@ssbtek/shs';
import { AGENCY_LIMITS, child, descend, readXml } from '@ssbtek/xml';
import { canonical } from '@ssbtek/xml/testing';
import { readFault } from '../support/answer';
import { startMesh, type Mesh } from '../support/mesh';
import { memoryBuses } from '../support/memory-buses';
import { question } from '../support/question';
import {
  alone,
  bareOf,
  KOMMUN,
  replyIn,
  sendShs,
  shsMessage,
  SSBTEK,
  TOKEN,
  type ShsOptions,
} from '../support/shs';
import { fixture, identity, sendTls } from '../support/tls-client';

const LIMITS = { ...AGENCY_LIMITS, maxNamespaceDeclarations: 1000 };
const bytes = (text: string): Buffer => Buffer.from(text, 'latin1');
const latin1 = (content: Uint8Array): string => Buffer.from(content).toString('latin1');

const rootOf = (xml: string) => readXml(Buffer.from(xml), LIMITS).root;

/** The questions of the documentation: file, contract version, text. */
const FOLDER = new URL('../../docs/examples/', import.meta.url);
const EXAMPLES = readdirSync(FOLDER)
  .filter((file) => /^v\d+-(?:fraga|testa)\.xml$/.test(file))
  .map((file) => [file, file.split('-')[0] ?? '', readFileSync(new URL(file, FOLDER), 'utf8')] as const);

/** Without what an agency makes up anew for each call. */
const lasting = (xml: string): string =>
  xml.replace(/(SkapadTidpunkt&gt;)[^&]+/, '$1').replace(/(<correlationid>)[^<]+/, '$1');

/** The element in the body of an envelope, in canonical form. */
function answerElement(envelope: string): string {
  const document = readXml(Buffer.from(envelope), LIMITS);
  const [element] = descend(document.root, 'Body')?.children ?? [];
  if (!element) throw new Error('nothing in the body');
  return canonical(alone(document, element));
}

/** felkod and felmeddelanden of a bare fault. */
function bareFault(xml: string): {
  readonly name: string;
  readonly felkod: string;
  readonly texts: readonly string[];
} {
  const root = rootOf(xml);
  const texts = root.children.filter(({ local }) => local === 'felmeddelande').map(({ text }) => text);
  return { name: root.local, felkod: child(root, 'felkod')?.text ?? '', texts };
}

describe('the SHS door (sources.md 3.2)', () => {
  let mesh: Mesh;
  beforeAll(async () => {
    mesh = await startMesh(memoryBuses(), { env: { SSBTEK_DEADLINE_MS: '20000' } });
  });
  afterAll(() => mesh.stop());

  const send = (text: string | Uint8Array, options?: ShsOptions) =>
    sendShs(mesh.url, shsMessage('v1', text, options));

  it('gives the answer that SOAP gives: bare element in, bare element out', async () => {
    const envelope = question();
    const [soap, shs] = [await mesh.ask(envelope), replyIn(await send(bareOf(envelope)))];
    expect(shs.xml).toMatch(
      /^<\?xml version="1.0" encoding="UTF-8"\?><ssbt:hamtaBastjanstInformationResponse /,
    );
    expect(lasting(canonical(shs.xml))).toBe(lasting(answerElement(soap.xml)));
    expect(shs.xml.match(/<ssbt:data/g)).toHaveLength(7);
  });

  it('gives it in an envelope when asked in one', async () => {
    const envelope = question({ fraganSkallInkluderasISvaret: true });
    const [soap, shs] = [await mesh.ask(envelope), replyIn(await send(envelope))];
    expect(lasting(canonical(shs.xml))).toBe(lasting(canonical(soap.xml)));
  });

  it.each(EXAMPLES)('answers %s as SOAP does', async (file, version, envelope) => {
    const soap = await mesh.ask(envelope, { path: `/ssbtek/${version}` });
    const { xml } = replyIn(await sendShs(mesh.url, shsMessage(version, bareOf(envelope))));
    expect(lasting(canonical(xml)), file).toBe(lasting(answerElement(soap.xml)));
    expect(rootOf(xml).local).toMatch(/^(?:hamta|testa)BastjanstInformationResponse$/);
  });

  it('answers in the namespace it was asked in', async () => {
    const namespace = 'http://schema.forsakringskassan.se/integration/SSBTEK/1';
    const { xml } = replyIn(await send(bareOf(question({ namespace }))));
    expect(rootOf(xml).uri).toBe(namespace);
  });

  it('swaps the parties and keeps corr.id, tx.id and content.id', async () => {
    const answer = await send(bareOf(question({ inkludera: ['SO'] })), {
      label: { originator: { urn: `${KOMMUN}.soc` }, endRecipient: { urn: `${SSBTEK}.ssbtek` } },
    });
    expect(answer.headers.get('content-type')).toBe('message/rfc822');
    const { label } = replyIn(answer);
    expect(label).toMatchObject({
      transferType: 'synch',
      sequenceType: 'reply',
      status: 'test',
      corrId: '2f1b6f0e-0000-4000-8000-000000000002',
      txId: '2f1b6f0e-0000-4000-8000-000000000001',
      contentId: '2f1b6f0e-0000-4000-8000-000000000003',
      from: { urn: SSBTEK },
      to: { urn: KOMMUN, commonName: 'Kommun Å' },
      originator: { urn: `${SSBTEK}.ssbtek` },
      endRecipient: { urn: `${KOMMUN}.soc` },
      dataParts: [{ datapartType: 'ssbtek', filename: 'svar.xml' }],
    });
  });

  describe('takes every dress of the message', () => {
    const text = bareOf(question({ inkludera: ['AF', 'CSN'] }));
    const ascii = text.replace(/[^\0-\x7F]/gu, (c) => `&#${c.codePointAt(0)};`);
    const inLatin1 = bytes(text.replace(' encoding="UTF-8"', ''));
    const typed = 'application/xml; charset="ISO-8859-1"';

    it.each<[string, string | Uint8Array, ShsOptions, ((message: string) => string)?]>([
      ['binary', text, { encoding: 'binary' }],
      ['8bit', text, { encoding: '8bit' }],
      ['7bit', ascii, { encoding: '7bit' }],
      ['base64', text, { encoding: 'base64' }],
      ['boundary in the HTTP header', text, { form: 'multipart' }],
      ['base64, boundary in the HTTP header', text, { form: 'multipart', encoding: 'base64' }],
      ['LF instead of CRLF', text, {}, (m) => m.replaceAll('\r\n', '\n')],
      ['LF and base64', text, { encoding: 'base64' }, (m) => m.replaceAll('\r\n', '\n')],
      ['an odd boundary', text, {}, (m) => m.replaceAll(`----=_SHS_${TOKEN}`, "'()+_,-./:=? x")],
      ['preamble and epilogue', text, {}, (m) => `${m.replace('\r\n\r\n', '\r\n\r\nhello\r\n')}bye`],
      ['a folded header', text, {}, (m) => m.replace('mixed; boundary', 'mixed;\r\n\tboundary')],
      ['a charset in the part’s header', inLatin1, { partType: typed }],
      ['a charset in the part’s header, base64', inLatin1, { partType: typed, encoding: 'base64' }],
      [
        'an encoding in the XML declaration',
        bytes(text.replace('UTF-8', 'ISO-8859-1')),
        { partType: 'text/xml' },
      ],
      [
        'UTF-16',
        Buffer.from(`\uFEFF${text.replace('UTF-8', 'UTF-16')}`, 'utf16le'),
        { partType: 'text/xml', encoding: 'base64' },
      ],
    ])('%s', async (_, content, options, edit = (message) => message) => {
      const sent = shsMessage('v1', content, options);
      const answer = await sendShs(mesh.url, { ...sent, body: bytes(edit(latin1(sent.body))) });
      const expected = await mesh.ask(question({ inkludera: ['AF', 'CSN'] }));
      expect(canonical(replyIn(answer).xml)).toBe(answerElement(expected.xml));
      expect(answer.headers.get('content-type')).toMatch(
        options.form === 'multipart' ? /^multipart\/mixed; b/ : /^message\/rfc822$/,
      );
    });
  });

  it('finds no boundary in a question that holds one', async () => {
    const envelope = question({ inkludera: ['AF'] }).replace(
      '</syfte>',
      `\r\n------=_SHS_${TOKEN.toUpperCase()}--\r\n</syfte>`,
    );
    const answer = await send(bareOf(envelope));
    expect(canonical(replyIn(answer).xml)).toBe(answerElement((await mesh.ask(envelope)).xml));
  });

  it('keeps messages at the same time apart', async () => {
    const persons = ['191212121212', '199001012385', '199908072391', '200001022391'];
    const answers = await Promise.all(
      persons.map(async (personidentitet, at) => {
        const text = bareOf(question({ personidentitet, korrelationsid: `KORR-${at}`, inkludera: ['AF'] }));
        return replyIn(await send(text, { label: { corrId: `corr-${at}` } }));
      }),
    );
    for (const [at, { label, xml }] of answers.entries()) {
      expect(label.corrId).toBe(`corr-${at}`);
      expect(xml).toContain(`<ssbt:korrelationsid>KORR-${at}<`);
      for (const other of persons) if (other !== persons[at]) expect(xml).not.toContain(other);
    }
  });

  describe('puts SSBTEK’s own faults into a normal reply', () => {
    const broken = question().replace('<personidentitet>191212121212', '<personidentitet>19121212121');

    it('bare to a bare question', async () => {
      const { label, xml } = replyIn(await send(bareOf(broken)));
      expect(label.sequenceType).toBe('reply');
      const { name, felkod, texts } = bareFault(xml);
      expect([name, felkod, texts.length]).toEqual(['hamtaBastjanstInformationFault', '1001', 2]);
      expect(xml).not.toMatch(/1912121|HL123456|AID12341234/);
    });

    it('in an envelope to one in an envelope', async () => {
      const { xml } = replyIn(await send(broken));
      expect(readFault(xml)).toMatchObject({ felkod: '1001', faultcode: 'soap:Client' });
      expect(xml).toBe((await mesh.ask(broken)).xml);
    });

    it.each([
      ['nothing', ''],
      ['no XML', 'hello'],
      ['another version’s namespace', bareOf(question()).replaceAll('ssbt/1"', 'ssbt/7"')],
      ['an envelope with a DOCTYPE', question().replace('?>', '?><!DOCTYPE a SYSTEM "a.dtd">')],
      [
        'a question of more than 256 KiB',
        bareOf(question()).replace('<syfte>', `<syfte>${'x'.repeat(300_000)}`),
      ],
      ['bytes that are not in the charset', bytes(bareOf(question()))],
    ])('1001 for %s', async (_, content) => {
      expect(bareFault(replyIn(await send(content)).xml).felkod).toBe('1001');
    });

    it('1001 for a charset that is not what the part is in', async () => {
      const silent = bareOf(question()).replace(/^<\?xml[^>]*>/, '');
      const answer = await send(silent, { partType: 'text/xml; charset=us-ascii' });
      expect(bareFault(replyIn(answer).xml).texts[1]).toMatch(/teckenkodning/);
    });
  });

  it('reports SHS problems with their code, to who asked a question in a message', async () => {
    const answer = await send(bareOf(question()), {
      label: { to: { urn: 'urn:X-shs:1620021034' } },
      form: 'multipart',
    });
    expect(answer.status).toBe(200);
    expect(answer.read).toMatchObject({ kind: 'error', error: { code: 'UnknownReceiver' } });
    expect(readShsMessage(answer.bytes, answer.headers.get('content-type') ?? '')).toMatchObject({
      message: {
        label: {
          sequenceType: 'adm',
          corrId: '2f1b6f0e-0000-4000-8000-000000000002',
          product: { urn: 'urn:X-shs:error' },
          to: { urn: KOMMUN },
        },
      },
    });
  });

  it('reports them with HTTP 400 to everybody else', async () => {
    const answer = await send(bareOf(question()), { label: { transferType: 'asynch' } });
    expect([answer.status, answer.headers.get('x-shs-errorcode')]).toEqual([400, 'OtherError']);
    expect(latin1(answer.bytes)).toContain('synch');
  });

  it('never fetches the label’s DTD', async () => {
    let fetched = 0;
    const server = createServer((_, response) => response.end(String((fetched += 1))));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const dtd = `http://127.0.0.1:${(server.address() as AddressInfo).port}/shs-label-1.2.dtd`;
    const sent = shsMessage('v1', bareOf(question({ inkludera: ['SO'] })));
    const body = bytes(latin1(sent.body).replace('shs-label-1.2.dtd', dtd));
    const { xml } = replyIn(await sendShs(mesh.url, { ...sent, body }));
    expect(xml).toContain('<ssbt:SO>');
    expect(fetched).toBe(0);
    server.close();
  });

  describe('is kept by the HTTP layer', () => {
    const sent = shsMessage('v1', bareOf(question()));
    const post = (headers: Record<string, string>, body: Uint8Array, path = '/shs') =>
      fetch(mesh.url + path, { method: 'POST', headers, body: Buffer.from(body) });

    it.each([
      ['a message beyond the limit', 413, { 'content-type': 'message/rfc822' }, Buffer.alloc(500_000, 'a')],
      ['a SOAP question', 415, { 'content-type': 'text/xml' }, Buffer.from(question())],
      ['another content type', 415, { 'content-type': 'application/json' }, Buffer.from('{}')],
      ['multipart/related', 415, { 'content-type': 'multipart/related; boundary=a' }, sent.body],
      [
        'a compressed message',
        415,
        { 'content-type': 'message/rfc822', 'content-encoding': 'gzip' },
        sent.body,
      ],
      ['a message without parts', 400, { 'content-type': 'message/rfc822' }, new Uint8Array()],
    ])('%s is HTTP %i', async (_, status, headers, body) => {
      const answer = await post(headers, body);
      expect([answer.status, answer.headers.get('x-shs-errorcode')]).toEqual([
        status,
        'IllegalMessageStructure',
      ]);
      expect(answer.headers.get('content-type')).toBe('text/plain; charset=utf-8');
      expect((await answer.text()).length).toBeGreaterThan(20);
    });

    it('takes SHS messages at its own address only', async () => {
      const answer = await post({ 'content-type': sent.contentType }, sent.body, '/ssbtek/v1');
      expect(answer.status).toBe(415);
      expect(readFault(await answer.text()).felkod).toBe('1001');
    });

    it('wants POST', async () => {
      const answer = await fetch(`${mesh.url}/shs`);
      expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'POST']);
    });

    it('takes the largest question that SOAP takes, in base64 too', async () => {
      const text = bareOf(question({ inkludera: [] }));
      const padded = text.replace('<syfte>', `${' '.repeat(256 * 1024 - Buffer.byteLength(text))}<syfte>`);
      expect(Buffer.byteLength(padded)).toBe(256 * 1024);
      expect(replyIn(await send(padded, { encoding: 'base64' })).xml).toContain('<ssbt:svarsdata>');
    });
  });

  it('answers the worked example of the documentation', async () => {
    const body = readFileSync(new URL('v1-shs.mime', FOLDER));
    expect(latin1(body).replaceAll('\r\n', '')).not.toContain('\n');
    const { label, xml } = replyIn(await sendShs(mesh.url, { contentType: 'message/rfc822', body }));
    expect(label).toMatchObject({ sequenceType: 'reply', to: { urn: KOMMUN } });
    expect(xml.match(/<ssbt:data/g)).toHaveLength(7);
  });

  it('counts inquiries by their version, and refused messages by their reason', async () => {
    const metrics = await mesh.metrics();
    expect(metrics).toMatch(
      /ssbtek_inquiries_total\{[^}]*outcome="complete"[^}]*version="v1"\} [1-9]|ssbtek_inquiries_total\{[^}]*version="v1"[^}]*outcome="complete"\} [1-9]/,
    );
    expect(metrics).toMatch(/ssbtek_ingress_rejections_total\{reason="shs-UnknownReceiver"\} 1/);
  });

  it('logs nothing of the messages', () => {
    expect(mesh.logs().join('\n')).not.toMatch(/1912121|HL123456|Kommun Å|AID12341234|2120002411|2f1b6f0e/);
  });
});

describe('the SHS door without an aggregator', () => {
  it('answers with fault 1000, bare, in a normal reply', async () => {
    const mesh = await startMesh(memoryBuses(), { env: { SSBTEK_DEADLINE_MS: '500' } });
    await mesh.stopRole('aggregator');
    const answer = await sendShs(mesh.url, shsMessage('v1', bareOf(question())));
    expect(bareFault(replyIn(answer).xml)).toMatchObject({
      name: 'hamtaBastjanstInformationFault',
      felkod: '1000',
    });
    await mesh.stop();
  });
});

describe('the SHS door with a register of parties (sources.md 3.3)', () => {
  const OTHER = '168020069582';
  const folder = mkdtempSync(join(tmpdir(), 'shs-door-'));
  const parties = join(folder, 'parties.yaml');
  let mesh: Mesh;
  beforeAll(async () => {
    const register = [
      { organisationsnummer: '162120002411', namn: 'Kommun', ombud: ['165565866996'] },
      { organisationsnummer: OTHER, namn: 'Annan kommun' },
    ];
    writeFileSync(parties, JSON.stringify({ parties: register }));
    const env = {
      SSBTEK_TLS_MODE: 'terminate',
      SSBTEK_TLS_CERT_FILE: fixture('server.pem'),
      SSBTEK_TLS_KEY_FILE: fixture('server.key'),
      SSBTEK_TLS_CLIENT_CA_FILE: fixture('ca.pem'),
      SSBTEK_PARTIES_FILE: parties,
      SSBTEK_DEADLINE_MS: '20000',
    };
    mesh = await startMesh(memoryBuses(), { env });
  });
  afterAll(async () => {
    await mesh.stop();
    rmSync(folder, { recursive: true });
  });

  /** What came back: the answer's name, a fault's hint, or an SHS error's code. */
  async function verdict(
    certificate: string | undefined,
    from: string,
    ingivare = '162120002411',
  ): Promise<string> {
    const text = bareOf(question({ inkludera: ['SO'] })).replace('162120002411', ingivare);
    const { body, contentType } = shsMessage('v1', text, { label: { from: { urn: from } } });
    const sending = { ...identity(certificate), headers: { 'content-type': contentType }, body: utf8(body) };
    const { status, headers, xml } = await sendTls(`${mesh.url}/shs`, sending);
    const sent = (name: string) => (headers[name] === undefined ? {} : { [name]: String(headers[name]) });
    const plain = { ...sent('content-type'), ...sent('x-shs-errorcode') };
    const read = readShsReply({ status, headers: plain, body: Buffer.from(xml) });
    if (read.kind === 'error') return read.error.code;
    if (read.kind !== 'reply') return `${read.kind} ${status}`;
    const answer = utf8(read.message.parts[0]?.content ?? new Uint8Array());
    const { name, felkod, texts } = bareFault(answer);
    return felkod === '' ? name : `${felkod} ${texts[1]}`;
  }
  const utf8 = (content: Uint8Array): string => Buffer.from(content).toString('utf8');
  const ANSWER = 'hamtaBastjanstInformationResponse';

  it.each([
    ['a municipality that sends its own message', 'kommun', KOMMUN, undefined, ANSWER],
    ['another one', 'other-kommun', 'urn:X-shs:8020069582', OTHER, ANSWER],
    ['the ombud of the sender', 'ombud', `${KOMMUN}.soc`, undefined, ANSWER],
    ['a sender that is not connected', 'kommun', 'urn:X-shs:5560000001', undefined, 'MissingAgreement'],
    ['an ombud as sender', 'ombud', 'urn:X-shs:5565866996', undefined, 'MissingAgreement'],
    ['a sender that is not the ingivare', 'kommun', KOMMUN, OTHER, `1001 ${REFUSALS['not-the-ingivare']}`],
    ['another municipality’s message', 'other-kommun', KOMMUN, undefined, `1001 ${REFUSALS['not-an-ombud']}`],
    ['no certificate', undefined, KOMMUN, undefined, 'UnknownSender'],
    ['no certificate, not connected', undefined, 'urn:X-shs:5560000001', undefined, 'UnknownSender'],
  ])('%s', async (_, certificate, from, ingivare, expected) => {
    const before = await mesh.received('so');
    expect(await verdict(certificate, from, ingivare)).toBe(expected);
    expect((await mesh.received('so')) - before).toBe(expected === ANSWER ? 1 : 0);
  });
});

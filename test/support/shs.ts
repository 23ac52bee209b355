import { CONTRACT_VERSIONS } from '@ssbtek/contract-versions';
import { ingressRole } from '@ssbtek/shell-ingress';
import { readShsReply, writeShsMessage, type ShsForm, type ShsLabel, type ShsReply } from '@ssbtek/shs';
import { cutElement, descend, readXml, AGENCY_LIMITS, type XmlElement } from '@ssbtek/xml';

/** An SHS message for tests: only what a test is about needs to be named. */
export interface ShsOptions {
  readonly label?: Partial<ShsLabel>;
  readonly encoding?: 'binary' | '8bit' | '7bit' | 'base64';
  readonly form?: ShsForm;
  readonly partType?: string;
}

/** A message as it is sent. */
export interface ShsSent {
  readonly contentType: string;
  readonly body: Uint8Array;
}

/** The answer to a message, with the HTTP layer's part of it. */
export interface ShsAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly bytes: Uint8Array;
  readonly read: ShsReply;
}

/** The product id that asks for a contract version when nothing is configured. */
export function productOf(version: string): string {
  const parsed = ingressRole(CONTRACT_VERSIONS).settings[`shsProduct.${version}`]?.parse(undefined);
  if (!parsed || !('value' in parsed)) throw new Error(`no product for ${version}`);
  return parsed.value;
}

export const KOMMUN = 'urn:X-shs:2120002411';
export const SSBTEK = 'urn:X-shs:2021005521';

export const labelFor = (version: string, changes: Partial<ShsLabel> = {}): ShsLabel => ({
  version: '1.2',
  txId: '2f1b6f0e-0000-4000-8000-000000000001',
  corrId: '2f1b6f0e-0000-4000-8000-000000000002',
  transferType: 'synch',
  messageType: 'simple',
  documentType: 'simple',
  sequenceType: 'request',
  status: 'test',
  from: { urn: KOMMUN, commonName: 'Kommun Å' },
  to: { urn: SSBTEK },
  product: { urn: productOf(version), commonName: 'SSBTEK' },
  meta: [],
  datetime: '2026-11-24T09:30:47',
  contentId: '2f1b6f0e-0000-4000-8000-000000000003',
  dataParts: [{ datapartType: 'ssbtek', filename: 'fraga.xml' }],
  ...changes,
});

/** What stands in the boundary of every message here. */
export const TOKEN = '0123456789abcdef0123456789abcdef';

/** A message with a question; several equal parts where the label lists several. */
export function shsMessage(
  version: string,
  question: string | Uint8Array,
  options: ShsOptions = {},
): ShsSent {
  const {
    encoding = 'binary',
    form = 'rfc822',
    partType = 'text/xml; charset=UTF-8; name=fraga.xml',
  } = options;
  const label = labelFor(version, options.label);
  const content = typeof question === 'string' ? Buffer.from(question) : question;
  const parts = label.dataParts.map(() => ({ content, contentType: partType, encoding }));
  return writeShsMessage(label, parts, TOKEN, form);
}

/** The question element of an envelope as a document of its own. */
export function bareOf(envelope: string): string {
  const document = readXml(Buffer.from(envelope), AGENCY_LIMITS);
  const [element] = descend(document.root, 'Body')?.children ?? [];
  if (!element) throw new Error('nothing in the body');
  return `<?xml version="1.0" encoding="UTF-8"?>${alone(document, element)}`;
}

/** An element with the namespaces it needs from further out. */
export function alone(document: ReturnType<typeof readXml>, element: XmlElement): string {
  const { declarations, content } = cutElement(document, element);
  const text = Buffer.from(content).toString('utf8');
  const startTag = document.source.slice(element.start, element.contentStart);
  const missing = declarations
    .map(([prefix, uri]) => [prefix === '' ? 'xmlns' : `xmlns:${prefix}`, uri] as const)
    .filter(
      ([name]) => name !== 'xmlns:xml' && !startTag.includes(` ${name}=`) && !startTag.includes(`\n${name}=`),
    )
    .map(([name, uri]) => ` ${name}="${uri}"`)
    .join('');
  return text.replace(/^<[^\s/>]+/, (open) => open + missing);
}

/** Sends a message to the SHS door. */
export async function sendShs(url: string, { contentType, body }: ShsSent): Promise<ShsAnswer> {
  const headers = { 'content-type': contentType };
  const response = await fetch(`${url}/shs`, { method: 'POST', headers, body: Buffer.from(body) });
  const bytes = new Uint8Array(await response.arrayBuffer());
  const read = readShsReply({
    status: response.status,
    headers: Object.fromEntries(response.headers),
    body: bytes,
  });
  return { status: response.status, headers: response.headers, bytes, read };
}

/** Label and document of a reply; an error when the answer is none. */
export function replyIn({ status, read, bytes }: ShsAnswer): {
  readonly label: ShsLabel;
  readonly xml: string;
} {
  if (read.kind !== 'reply')
    throw new Error(`no reply: ${status} ${Buffer.from(bytes).toString('utf8').slice(0, 400)}`);
  const [part] = read.message.parts;
  return { label: read.message.label, xml: Buffer.from(part?.content ?? []).toString('utf8') };
}

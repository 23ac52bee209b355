import { child, type XmlElement } from '@ssbtek/xml';
import { illegalStructure } from './codes';
import { readShsDocument } from './document';
import type { ShsAddress, ShsDataPart, ShsLabel } from './label';

/**
 * Reads a label (shs-label 1.2; 1.1 has the same parts). Nodes are seen to send `charset=UTF-8` in the part's header
 * over a document in ISO-8859-1.
 * @param charset of the part, if it names one
 * @throws ShsRefused IllegalMessageStructure
 */
export function readLabel(bytes: Uint8Array, charset?: string): ShsLabel {
  const { root } = readShsDocument(bytes, 'shs.label', charset);
  refuseDoubles(root);
  const content = required(root, 'content');
  if (child(content, 'compound', '')) throw illegalStructure('compound messages are not supported');
  const [originator, from] = [address(root, 'originator'), address(root, 'from')];
  if (!from && !originator) throw illegalStructure('the label has neither from nor originator');
  return {
    ...attributes(root),
    ...optional('originator', originator),
    ...optional('from', from),
    ...optional('to', address(root, 'to')),
    ...optional('endRecipient', address(root, 'end-recipient')),
    product: addressOf(required(root, 'product')),
    meta: root.children
      .filter((c) => c.local === 'meta' && c.uri === '')
      .map((c) => ({ name: c.attributes.get('name') ?? '', value: c.text.trim() })),
    ...optional('subject', child(root, 'subject', '')?.text.trim()),
    datetime: required(root, 'datetime').text.trim(),
    contentId: attribute(content, 'content.id'),
    dataParts: content.children.filter((c) => c.local === 'data' && c.uri === '').map(dataPart),
  };
}

/** What the DTD has once: with two of it, two readers could take the message for two different ones. */
const SINGLE = ['originator', 'from', 'to', 'end-recipient', 'product', 'subject', 'datetime', 'content'];

function refuseDoubles({ children }: XmlElement): void {
  for (const name of SINGLE)
    if (children.filter(({ local }) => local === name).length > 1)
      throw illegalStructure(`the label has more than one ${name}`);
}

type Attributes = Pick<
  ShsLabel,
  | 'version'
  | 'txId'
  | 'corrId'
  | 'agreement'
  | 'transferType'
  | 'messageType'
  | 'documentType'
  | 'sequenceType'
  | 'status'
>;

function attributes(root: XmlElement): Attributes {
  return {
    version: root.attributes.get('version') ?? '1.2',
    txId: attribute(root, 'tx.id'),
    corrId: attribute(root, 'corr.id'),
    ...optional('agreement', root.attributes.get('shs.agreement')),
    transferType: oneOf(root, 'transfer-type', ['asynch', 'synch'], 'asynch'),
    messageType: oneOf(root, 'message-type', ['simple', 'compound'], 'simple'),
    documentType: oneOf(root, 'document-type', ['simple', 'compound'], 'simple'),
    sequenceType: oneOf(root, 'sequence-type', ['event', 'request', 'reply', 'adm']),
    status: oneOf(root, 'status', ['test', 'production'], 'production'),
  };
}

function dataPart(data: XmlElement): ShsDataPart {
  return {
    datapartType: attribute(data, 'datapartType'),
    ...optional('filename', data.attributes.get('filename')),
    ...optional('noOfBytes', data.attributes.get('no-of-bytes')),
    ...optional('noOfRecords', data.attributes.get('no-of-records')),
  };
}

function address(root: XmlElement, local: string): ShsAddress | undefined {
  const element = child(root, local, '');
  return element && addressOf(element);
}

function addressOf(element: XmlElement): ShsAddress {
  const urn = element.text.trim();
  if (urn === '') throw illegalStructure(`the label's ${element.local} is empty`);
  const name = element.attributes.get('commonName') ?? element.attributes.get('name');
  return { urn, ...optional('commonName', name) };
}

function required(parent: XmlElement, local: string): XmlElement {
  const found = child(parent, local, '');
  if (!found) throw illegalStructure(`the label has no ${local}`);
  return found;
}

function attribute(element: XmlElement, name: string): string {
  const value = element.attributes.get(name)?.trim() ?? '';
  if (value === '') throw illegalStructure(`the label has no ${name}`);
  return value;
}

function oneOf<const T extends string>(
  element: XmlElement,
  name: string,
  allowed: readonly T[],
  absent?: T,
): T {
  const value = element.attributes.get(name) ?? absent;
  const found = allowed.find((one) => one === value);
  if (found === undefined) throw illegalStructure(`the label's ${name} is not one of the known ones`);
  return found;
}

function optional<K extends string, V>(key: K, value: V | undefined): { readonly [P in K]?: V } {
  return (value === undefined ? {} : { [key]: value }) as { readonly [P in K]?: V };
}

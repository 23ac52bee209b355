import { allOf, attributeOf, textIn, type SmallValue } from '@ssbtek/xml/small';
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
  const root = readShsDocument(bytes, 'shs.label', charset);
  refuseDoubles(root);
  const content = required(root, 'content');
  if (allOf(content, 'compound').length > 0) throw illegalStructure('compound messages are not supported');
  const [originator, from] = [address(root, 'originator'), address(root, 'from')];
  if (!from && !originator) throw illegalStructure('the label has neither from nor originator');
  return {
    ...attributes(root),
    ...optional('originator', originator),
    ...optional('from', from),
    ...optional('to', address(root, 'to')),
    ...optional('endRecipient', address(root, 'end-recipient')),
    product: addressOf(required(root, 'product'), 'product'),
    meta: allOf(root, 'meta').map((one) => ({
      name: attributeOf(one, 'name') ?? '',
      value: textIn(one)?.trim() ?? '',
    })),
    ...optional('subject', textIn(allOf(root, 'subject')[0])?.trim()),
    datetime: textIn(required(root, 'datetime'))?.trim() ?? '',
    contentId: attribute(content, 'content.id'),
    dataParts: allOf(content, 'data').map(dataPart),
  };
}

/** What the DTD has once: with two of it, two readers could take the message for two different ones. */
const SINGLE = ['originator', 'from', 'to', 'end-recipient', 'product', 'subject', 'datetime', 'content'];

function refuseDoubles(root: SmallValue): void {
  for (const name of SINGLE)
    if (allOf(root, name).length > 1) throw illegalStructure(`the label has more than one ${name}`);
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

function attributes(root: SmallValue): Attributes {
  return {
    version: attributeOf(root, 'version') ?? '1.2',
    txId: attribute(root, 'tx.id'),
    corrId: attribute(root, 'corr.id'),
    ...optional('agreement', attributeOf(root, 'shs.agreement')),
    transferType: oneOf(root, 'transfer-type', ['asynch', 'synch'], 'asynch'),
    messageType: oneOf(root, 'message-type', ['simple', 'compound'], 'simple'),
    documentType: oneOf(root, 'document-type', ['simple', 'compound'], 'simple'),
    sequenceType: oneOf(root, 'sequence-type', ['event', 'request', 'reply', 'adm']),
    status: oneOf(root, 'status', ['test', 'production'], 'production'),
  };
}

function dataPart(data: SmallValue): ShsDataPart {
  return {
    datapartType: attribute(data, 'datapartType'),
    ...optional('filename', attributeOf(data, 'filename')),
    ...optional('noOfBytes', attributeOf(data, 'no-of-bytes')),
    ...optional('noOfRecords', attributeOf(data, 'no-of-records')),
  };
}

function address(root: SmallValue, name: string): ShsAddress | undefined {
  const [element] = allOf(root, name);
  return element === undefined ? undefined : addressOf(element, name);
}

function addressOf(element: SmallValue, name: string): ShsAddress {
  const urn = textIn(element)?.trim() ?? '';
  if (urn === '') throw illegalStructure(`the label's ${name} is empty`);
  const commonName = attributeOf(element, 'commonName') ?? attributeOf(element, 'name');
  return { urn, ...optional('commonName', commonName) };
}

function required(parent: SmallValue, name: string): SmallValue {
  const [found] = allOf(parent, name);
  if (found === undefined) throw illegalStructure(`the label has no ${name}`);
  return found;
}

function attribute(element: SmallValue, name: string): string {
  const value = attributeOf(element, name)?.trim() ?? '';
  if (value === '') throw illegalStructure(`the label has no ${name}`);
  return value;
}

function oneOf<const T extends string>(
  element: SmallValue,
  name: string,
  allowed: readonly T[],
  absent?: T,
): T {
  const value = attributeOf(element, name) ?? absent;
  const found = allowed.find((one) => one === value);
  if (found === undefined) throw illegalStructure(`the label's ${name} is not one of the known ones`);
  return found;
}

function optional<K extends string, V>(key: K, value: V | undefined): { readonly [P in K]?: V } {
  return (value === undefined ? {} : { [key]: value }) as { readonly [P in K]?: V };
}

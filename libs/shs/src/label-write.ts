import { element, type XmlOut } from '@ssbtek/xml';
import { writeSmall } from '@ssbtek/xml/pretty';
import { toLatin1 } from './bytes';
import type { ShsAddress, ShsDataPart, ShsLabel } from './label';

/** Writes a label as SHS nodes expect it: ISO-8859-1, with the DOCTYPE, children in the DTD's order (sources.md 3.1). */
export function writeLabel(label: ShsLabel): Uint8Array {
  return writeShsDocument(
    element(
      'shs.label',
      [
        label.originator && element('originator', label.originator.urn, named('name', label.originator)),
        label.from && element('from', label.from.urn, named('commonName', label.from, '')),
        label.to && element('to', label.to.urn, named('commonName', label.to)),
        label.endRecipient &&
          element('end-recipient', label.endRecipient.urn, named('name', label.endRecipient)),
        element('product', label.product.urn, named('commonName', label.product)),
        ...label.meta.map(({ name, value }) => element('meta', value, { attributes: { name } })),
        label.subject === undefined ? undefined : element('subject', label.subject),
        element('datetime', label.datetime),
        element('content', label.dataParts.map(data), { attributes: { 'content.id': label.contentId } }),
      ],
      { attributes: attributes(label) },
    ),
    'shs-label-1.2.dtd',
  );
}

function attributes(label: ShsLabel): Record<string, string> {
  return {
    version: label.version,
    'tx.id': label.txId,
    'corr.id': label.corrId,
    ...(label.agreement === undefined ? {} : { 'shs.agreement': label.agreement }),
    'transfer-type': label.transferType,
    'message-type': label.messageType,
    'document-type': label.documentType,
    'sequence-type': label.sequenceType,
    status: label.status,
  };
}

function named(attribute: string, address: ShsAddress, absent?: string): Pick<XmlOut, 'attributes'> {
  const name = address.commonName ?? absent;
  return name === undefined ? {} : { attributes: { [attribute]: name } };
}

function data(part: ShsDataPart): XmlOut {
  const { datapartType, filename, noOfBytes, noOfRecords } = part;
  return element('data', [], {
    attributes: {
      datapartType,
      ...(filename === undefined ? {} : { filename }),
      ...(noOfBytes === undefined ? {} : { 'no-of-bytes': noOfBytes }),
      ...(noOfRecords === undefined ? {} : { 'no-of-records': noOfRecords }),
    },
  });
}

/**
 * One of SHS' own documents in ISO-8859-1. Characters that encoding lacks become character references; so do
 * the controls that many readers take for windows-1252.
 */
export function writeShsDocument(root: XmlOut, dtd: string): Uint8Array {
  const xml = writeSmall(root).replace(
    /[\u007F-\u009F]|[\u0100-\u{10FFFF}]/gu,
    (character) => `&#${character.codePointAt(0)};`,
  );
  return toLatin1(
    `<?xml version="1.0" encoding="ISO-8859-1"?>\n<!DOCTYPE ${root.name} SYSTEM "${dtd}">\n${xml}\n`,
  );
}

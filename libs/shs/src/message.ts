import { concat, toLatin1 } from './bytes';
import { illegalStructure, ShsRefused, type ShsProblem } from './codes';
import { readFieldValue } from './header';
import type { ShsDataPart, ShsLabel } from './label';
import { readLabel } from './label-read';
import { writeLabel } from './label-write';
import { decodePart, readMultipart, type EncodedPart, type MimePart } from './mime-read';
import { boundaryOf, writeMultipart, type MimePartOut, type TransferEncoding } from './mime-write';

/** A data part as it was received, with what the label says about it. */
export interface ShsPart extends MimePart {
  readonly data: ShsDataPart;
}

/** The charset that a part's header names, if it names one. */
export const charsetOfPart = ({ headers }: MimePart): string | undefined =>
  readFieldValue(headers.get('content-type') ?? '').parameters.get('charset');

/** A message that was read. There are as many parts as the label lists, in its order. */
export interface ShsMessage {
  readonly label: ShsLabel;
  readonly parts: readonly ShsPart[];
}

/** What became of reading. */
export type ShsRead =
  | { readonly kind: 'message'; readonly message: ShsMessage }
  /** `label` is there when it could be read: the problem can then be reported in a message of its own. */
  | { readonly kind: 'problem'; readonly problem: ShsProblem; readonly label?: ShsLabel };

/**
 * Reads an SHS message from an HTTP body (sources.md 3.1): `multipart/mixed` or `message/rfc822`, first part
 * `text/xml` with the label, then as many data parts as the label lists, at least one.
 * @param contentType of the HTTP message
 */
export function readShsMessage(body: Uint8Array, contentType: string | undefined): ShsRead {
  let label: ShsLabel | undefined;
  try {
    const [first, ...rest] = readMultipart(body, contentType ?? '');
    label = labelOf(first);
    return { kind: 'message', message: { label, parts: dataParts(label, rest) } };
  } catch (error) {
    if (!(error instanceof ShsRefused)) throw error;
    return { kind: 'problem', problem: { code: error.code, info: error.info }, ...(label && { label }) };
  }
}

function labelOf(first: EncodedPart | undefined): ShsLabel {
  if (!first) throw illegalStructure('the message has no parts');
  if (readFieldValue(first.headers.get('content-type') ?? '').value !== 'text/xml')
    throw illegalStructure('the first part is not a label');
  const part = decodePart(first);
  return readLabel(part.content, charsetOfPart(part));
}

function dataParts(label: ShsLabel, rest: readonly EncodedPart[]): readonly ShsPart[] {
  if (label.dataParts.length === 0) throw illegalStructure('the label lists no data part');
  if (label.dataParts.length !== rest.length)
    throw illegalStructure('the message has another number of parts than its label lists');
  return rest.map((part, index) => ({ ...decodePart(part), data: label.dataParts[index] as ShsDataPart }));
}

/** A data part to be written; its file name is the label's. */
export interface ShsPartOut {
  readonly content: Uint8Array;
  readonly contentType: string;
  readonly encoding: TransferEncoding;
}

/**
 * How a message stands in an HTTP message: `rfc822` as nodes send it on (the MIME headers stand in the body),
 * `multipart` with the boundary in the HTTP header.
 */
export type ShsForm = 'rfc822' | 'multipart';

/** The form of a message that was received, so that it can be answered in the same one. */
export const shsFormOf = (contentType: string | undefined): ShsForm =>
  readFieldValue(contentType ?? '').value === 'multipart/mixed' ? 'multipart' : 'rfc822';

/** An SHS message ready to be sent. */
export interface ShsEntity {
  readonly contentType: string;
  readonly body: Uint8Array;
}

/**
 * Writes an SHS message.
 * @param token for the boundary: 128 bits or more that nobody can guess, new for each message, as hexadecimal digits
 * @throws Error when label and parts do not fit together
 */
export function writeShsMessage(
  label: ShsLabel,
  parts: readonly ShsPartOut[],
  token: string,
  form: ShsForm = 'rfc822',
): ShsEntity {
  if (parts.length === 0 || parts.length !== label.dataParts.length)
    throw new Error('an SHS message has the data parts that its label lists, at least one');
  const boundary = boundaryOf(token);
  const written = parts.map((part, index) => dataPart(part, label.dataParts[index] as ShsDataPart));
  const body = writeMultipart([labelPart(label), ...written], boundary);
  const contentType = `multipart/mixed; boundary="${boundary}"`;
  if (form === 'multipart') return { contentType, body };
  const head = [
    'Subject: SHS Message',
    'MIME-Version: 1.0',
    `Content-Type: ${contentType}`,
    'Content-Transfer-Encoding: binary',
  ];
  return { contentType: 'message/rfc822', body: concat([toLatin1(`${head.join('\r\n')}\r\n\r\n`), body]) };
}

const labelPart = (label: ShsLabel): MimePartOut => ({
  headers: [['Content-Type', 'text/xml; charset=ISO-8859-1']],
  content: writeLabel(label),
  encoding: 'binary',
});

function dataPart({ content, contentType, encoding }: ShsPartOut, { filename }: ShsDataPart): MimePartOut {
  const disposition = filename === undefined ? 'attachment' : `attachment; filename="${quotable(filename)}"`;
  return {
    headers: [
      ['Content-Type', contentType],
      ['Content-Disposition', disposition],
    ],
    content,
    encoding,
  };
}

/** A file name comes from a label: it must not be able to add header lines. */
const quotable = (filename: string): string => filename.replace(/[^ -~]|["\\]/g, '_');

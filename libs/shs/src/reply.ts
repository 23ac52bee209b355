import { SHS_PRODUCT_ERROR, type ShsAddress, type ShsDataPart, type ShsLabel, type ShsMeta } from './label';
import type { ShsProblem } from './codes';
import { writeManagementError } from './management';
import { writeShsMessage, type ShsEntity, type ShsForm } from './message';

/** What a reply adds to the request it answers. */
export interface ShsReplyFacts {
  /** Who answers, for a request that names no receiver. */
  readonly self: ShsAddress;
  readonly datetime: string;
  readonly dataParts: readonly ShsDataPart[];
  /** What else it says of itself; nothing unless given. */
  readonly meta?: readonly ShsMeta[];
}

/**
 * The label of a synchronous reply (sources.md 3.1): parties swapped, corr.id kept; tx.id and content.id kept
 * too, as nodes do for synchronous answers.
 */
export function replyLabel(request: ShsLabel, reply: ShsReplyFacts): ShsLabel {
  const { originator, from, to, endRecipient, meta: _meta, subject: _subject, ...kept } = request;
  return {
    ...kept,
    sequenceType: 'reply',
    ...(endRecipient ? { originator: endRecipient } : {}),
    from: to ?? reply.self,
    ...(from ? { to: from } : {}),
    ...(originator ? { endRecipient: originator } : {}),
    meta: reply.meta ?? [],
    datetime: reply.datetime,
    dataParts: reply.dataParts,
  };
}

/** What an error report adds to the request it is about. */
export interface ShsErrorFacts extends ShsProblem {
  readonly self: ShsAddress;
  readonly datetime: string;
  readonly meta?: readonly ShsMeta[];
}

/** An error as an administrative message (sources.md 3.1, errors, form b). `token` is {@link writeShsMessage}'s. */
export function writeErrorMessage(
  request: ShsLabel,
  error: ShsErrorFacts,
  token: string,
  form?: ShsForm,
): ShsEntity {
  const { self, datetime, code, info, meta = [] } = error;
  const reply = replyLabel(request, {
    self,
    datetime,
    meta,
    dataParts: [{ datapartType: 'error', filename: 'error.xml' }],
  });
  const content = writeManagementError({
    corrId: request.corrId,
    contentId: request.contentId,
    datetime,
    errorcode: code,
    errorinfo: info,
  });
  const label: ShsLabel = { ...reply, sequenceType: 'adm', product: { urn: SHS_PRODUCT_ERROR } };
  const contentType = 'text/xml; charset=ISO-8859-1; name=error.xml';
  return writeShsMessage(label, [{ content, contentType, encoding: 'binary' }], token, form);
}

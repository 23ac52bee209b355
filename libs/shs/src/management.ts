import { element } from '@ssbtek/xml';
import { allOf, attributeOf, textIn } from '@ssbtek/xml/small';
import { illegalStructure } from './codes';
import { readShsDocument } from './document';
import { writeShsDocument } from './label-write';

/** The document of an administrative message that reports an error (shs-management 1.2, sources.md 3.1). */
export interface ShsManagementError {
  /** Of the message that the error is about. */
  readonly corrId: string;
  readonly contentId: string;
  readonly datetime: string;
  /** Usually one of the codes of sources.md 3.1, as sent. */
  readonly errorcode: string;
  readonly errorinfo?: string;
}

/**
 * Reads an error document.
 * @param charset of the part, if it names one
 * @throws ShsRefused IllegalMessageStructure, also for a confirmation
 */
export function readManagementError(bytes: Uint8Array, charset?: string): ShsManagementError {
  const root = readShsDocument(bytes, 'shs.management', charset);
  const [error] = allOf(root, 'error');
  const errorcode = attributeOf(error, 'errorcode')?.trim() ?? '';
  if (errorcode === '') throw illegalStructure('the management document reports no error');
  const errorinfo = attributeOf(error, 'errorinfo');
  return {
    corrId: attributeOf(root, 'corr.id') ?? '',
    contentId: attributeOf(root, 'content.id') ?? '',
    datetime: textIn(allOf(root, 'datetime')[0])?.trim() ?? '',
    errorcode,
    ...(errorinfo === undefined ? {} : { errorinfo }),
  };
}

/** Writes an error document (ISO-8859-1 with its DOCTYPE). */
export function writeManagementError(error: ShsManagementError): Uint8Array {
  const { errorcode, errorinfo } = error;
  return writeShsDocument(
    element(
      'shs.management',
      [
        element('datetime', error.datetime),
        element('error', [], {
          attributes: { errorcode, ...(errorinfo === undefined ? {} : { errorinfo }) },
        }),
      ],
      { attributes: { version: '1.2', 'corr.id': error.corrId, 'content.id': error.contentId } },
    ),
    'shs-management-1.2.dtd',
  );
}

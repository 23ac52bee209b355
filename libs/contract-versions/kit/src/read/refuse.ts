import { SoapVersionMismatch } from '@ssbtek/soap';
import { QUESTION_LIMITS, XmlRefused, type RefusalReason } from '@ssbtek/xml';
import { QuestionRefused } from '../version';
import type { AskedOperation } from './operation';

const HINTS: Readonly<Record<Exclude<RefusalReason, 'schema'>, string>> = {
  empty: 'the message is empty',
  'too-large': `the message is larger than ${QUESTION_LIMITS.maxBytes / 1024} KiB`,
  encoding: 'the message is not in the encoding it says it is in',
  'not-well-formed': 'the message is not well-formed XML',
  doctype: 'the message has a DOCTYPE, which SOAP does not allow',
  'processing-instruction': 'the message has a processing instruction, which SOAP does not allow',
  'too-deep': `elements are nested deeper than ${QUESTION_LIMITS.maxDepth}`,
  'too-many-attributes': `an element has more than ${QUESTION_LIMITS.maxAttributes} attributes`,
  'too-many-namespaces': `the message has more than ${QUESTION_LIMITS.maxNamespaceDeclarations} namespace declarations`,
};

/**
 * A hint from what the gate, the envelope or the schema objected to. It holds names that the schema declares and
 * fixed words, as {@link XmlRefused} promises: never a value or a name from the question.
 */
function hintOf({ reason, element, rule }: XmlRefused): string {
  if (reason !== 'schema') return rule === undefined ? HINTS[reason] : `${HINTS[reason]} (${rule})`;
  return `${element ?? 'an element the schema does not have'}: ${rule ?? 'does not follow the schema'}`;
}

/** Runs a step, turning a refusal by XML rules into a refused question. Other errors are bugs and pass. */
export function refusing<T>(step: () => T): T {
  try {
    return step();
  } catch (error) {
    if (error instanceof SoapVersionMismatch)
      throw new QuestionRefused(hintOf(error), undefined, undefined, 'VersionMismatch');
    if (error instanceof XmlRefused) throw new QuestionRefused(hintOf(error));
    throw error;
  }
}

/** Runs a step whose refusals shall be answered in the operation's namespace with the operation's fault. */
export function refusingIn<T>({ typ, element }: AskedOperation, step: () => T): T {
  try {
    return step();
  } catch (error) {
    if (error instanceof QuestionRefused)
      throw new QuestionRefused(error.hint, element.uri, typ, error.faultcode);
    throw error;
  }
}

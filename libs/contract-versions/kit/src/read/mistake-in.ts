import type { XmlDocument, XmlElement } from '@ssbtek/xml';
import { QuestionRefused } from '../version';
import type { Validator } from './validator';

/** What the schema says against an element, in the words that callers are told; undefined where it says nothing. */
export function mistakeIn(
  validator: Validator,
  document: XmlDocument,
  element: XmlElement,
): string | undefined {
  try {
    validator.validate(document, element);
    return undefined;
  } catch (error) {
    if (error instanceof QuestionRefused) return error.hint;
    throw error;
  }
}

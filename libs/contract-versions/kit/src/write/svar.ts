import { felOf, type Failure, type SvarData } from '@ssbtek/core';
import type { BastjanstSpec } from '../spec';
import type { AnswerWriter } from './answer-writer';

type WriteSvar = BastjanstSpec['writeSvar'];

/** Data that is not in the form the contract has for it, or not there at all: an error in place of it. */
export const UNDELIVERABLE: Failure = { kind: 'malformed', reason: 'data-form' };

/** An agency whose answer is XML: it stands as it is inside `data` (seed 5). */
export const xmlSvar: WriteSvar = svar('xml', (writer, data) => writer.cutting('data', data));

/** An agency whose answer is carried base64 encoded in an element inside `data` (seed 6.9: CSN's `svar`). */
export const base64Svar = (element: string): WriteSvar =>
  svar('binary', (writer, data) => writer.element('data', () => writer.base64(element, data.content)));

/**
 * `data` or `error`, exactly one. Data in another form than the contract has for the agency cannot be delivered:
 * the caller gets that agency's error, and all others their data.
 */
function svar<F extends SvarData['form']>(
  form: F,
  writeData: (writer: AnswerWriter, data: Extract<SvarData, { form: F }>) => void,
): WriteSvar {
  const fits = (data: SvarData): data is Extract<SvarData, { form: F }> => data.form === form;
  return (writer, outcome) => {
    if (outcome.type === 'failure') writer.error(felOf(outcome.failure));
    else if (fits(outcome.data)) writeData(writer, outcome.data);
    else writer.error(felOf(UNDELIVERABLE));
  };
}

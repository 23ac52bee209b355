import type { SoapMessage } from '@ssbtek/soap';
import { cutContent, type XmlElement } from '@ssbtek/xml';
import type { DressedSpec } from '../dress';
import type { VersionSpec } from '../spec';
import type { Question, TestQuestion } from '../version';
import { readFragor } from './fragor';
import { readGeneral, readGeneralTidsperiod } from './general';
import { readIipAddress, refuseUnknownHeaders } from './headers';
import { operationOf } from './operation';
import { refusing, refusingIn } from './refuse';
import type { Validator } from './validator';
import { isTrue, required, stringOf } from './values';

/**
 * From the bytes of an HTTP body to a question: gate, envelope, operation, headers, schema, and the rules that
 * the schema cannot say, in this order.
 * @throws QuestionRefused
 */
export function readQuestion(
  spec: DressedSpec,
  validator: Validator,
  body: Uint8Array,
  charset?: string,
): Question | TestQuestion {
  const message = refusing(() => spec.dress.open(body, charset));
  const operation = operationOf(message, spec);
  return refusingIn(operation, () => {
    const { typ, element } = operation;
    refuseUnknownHeaders(message.header);
    const iipAddress = readIipAddress(message.header);
    validator.validate(message.document, element);
    const question = typ === 'test' ? { typ, namespace: element.uri } : extract(spec, message, element);
    return { ...question, ...(iipAddress !== undefined && { iipAddress }) };
  });
}

function extract(spec: VersionSpec, { document }: SoapMessage, operation: XmlElement): Question {
  const generella = required(operation, 'generellaFrageparametrar');
  const specifika = required(operation, 'specifikaFrageparametrar');
  const tidsperiod = readGeneralTidsperiod(generella);
  const wanted = isTrue(stringOf(generella, 'fraganSkallInkluderasISvaret'));
  const general = readGeneral(generella);
  return {
    typ: 'fraga',
    namespace: operation.uri,
    general,
    fragor: readFragor(specifika, spec.bastjanster, general, tidsperiod),
    ...(wanted && { fraga: cutContent(document, operation) }),
  };
}

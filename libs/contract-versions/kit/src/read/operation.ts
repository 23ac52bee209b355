import type { SoapMessage } from '@ssbtek/soap';
import type { XmlElement } from '@ssbtek/xml';
import { OPERATION, type QuestionTyp } from '../operation';
import type { VersionSpec } from '../spec';
import { QuestionRefused } from '../version';

/** Which operation a message asks for, and its element. */
export interface AskedOperation {
  readonly typ: QuestionTyp;
  readonly element: XmlElement;
}

/**
 * The body's element, when it is one of the version's operations in one of its namespaces.
 * @throws QuestionRefused naming what belongs here
 */
export function operationOf({ body }: SoapMessage, spec: VersionSpec): AskedOperation {
  const belongs = spec.operations.map((typ) => OPERATION[typ]).join(' or ');
  if (body.kind === 'fault') throw new QuestionRefused(`Body: a fault stands where ${belongs} belongs`);
  const { element } = body;
  const typ = spec.operations.find((known) => OPERATION[known] === element.local);
  if (!typ) throw new QuestionRefused(`Body: another element stands where ${belongs} belongs`);
  const namespaces = spec.namespaces.map(({ uri }) => uri);
  if (!namespaces.includes(element.uri))
    throw new QuestionRefused(
      `${OPERATION[typ]}: wrong namespace; at this address it is ${namespaces.join(' or ')}, and every version has its own address`,
      undefined,
      typ,
    );
  return { typ, element };
}

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
  const belongs = spec.operations.map((typ) => OPERATION[typ]).join(' eller ');
  if (body.kind === 'fault') throw new QuestionRefused(`Body: en Fault står där ${belongs} hör hemma`);
  const { element } = body;
  const typ = spec.operations.find((known) => OPERATION[known] === element.local);
  if (!typ) throw new QuestionRefused(`Body: ett annat element står där ${belongs} hör hemma`);
  const namespaces = spec.namespaces.map(({ uri }) => uri);
  if (!namespaces.includes(element.uri))
    throw new QuestionRefused(
      `${OPERATION[typ]}: fel namnrymd; på den här adressen är den ${namespaces.join(' eller ')}, och varje version har sin egen adress`,
      undefined,
      typ,
    );
  return { typ, element };
}

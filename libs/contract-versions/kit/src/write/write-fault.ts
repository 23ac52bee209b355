import { FAULT } from '@ssbtek/contract';
import { element } from '@ssbtek/xml';
import type { Dress } from '../dress';
import { xmlSafe } from '../escape';
import { OPERATION, type QuestionTyp } from '../operation';
import type { SsbtekFault } from '../version';
import { PREFIX } from './answer-writer';

/**
 * The fault in its dress (seed 7.1): the standard text first, then the hint. The question is to blame for 1001 only,
 * so only that is a fault of the client.
 */
export function writeFault(
  dress: Dress,
  { fel, hint, faultcode }: SsbtekFault,
  namespace: string,
  typ: QuestionTyp,
): Uint8Array {
  const texts = hint === undefined ? [fel.felmeddelande] : [fel.felmeddelande, xmlSafe(hint)];
  return dress.fault({
    faultcode: faultcode ?? (fel.felkod === FAULT.invalid.felkod ? 'Client' : 'Server'),
    faultstring: fel.felmeddelande,
    detail: element(
      `${PREFIX}:${OPERATION[typ]}Fault`,
      [
        element(`${PREFIX}:felkod`, fel.felkod),
        ...texts.map((text) => element(`${PREFIX}:felmeddelande`, text)),
      ],
      { namespaces: { [PREFIX]: namespace } },
    ),
  });
}

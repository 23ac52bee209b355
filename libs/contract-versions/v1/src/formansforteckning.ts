import { FORMANER, FORMANSINFORMATION_NS } from '@ssbtek/contract';
import { isTrue, QuestionRefused } from '@ssbtek/contract-version';
import type { Specifikt } from '@ssbtek/core';
import { child, type XmlElement } from '@ssbtek/xml';

/**
 * The benefits asked for. The schema lets the list be left out, which is right only when the agency is not asked
 * (seed 3.2.3).
 * @throws QuestionRefused when the list or one of its 27 flags is missing
 */
export function readFormansforteckning(fraga: XmlElement): Specifikt {
  const forteckning = child(fraga, 'formansforteckning');
  if (!forteckning)
    throw new QuestionRefused('FK: med inkludera true måste det finnas en formansforteckning');
  const formaner = FORMANER.map((forman) => {
    const flag = child(forteckning, forman, FORMANSINFORMATION_NS);
    if (!flag) throw new QuestionRefused(`formansforteckning: ${forman} saknas`);
    return [forman, isTrue(flag.text)] as const;
  });
  return { typ: 'formansforteckning', formaner: Object.fromEntries(formaner) };
}

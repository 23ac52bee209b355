import { DELAR } from '@ssbtek/contract';
import { isTrue, QuestionRefused, stringOf, trimmed } from '@ssbtek/contract-version';
import type { Specifikt } from '@ssbtek/core';
import { child, type XmlElement } from '@ssbtek/xml';

/**
 * SKV's question: the tax years as they were sent, and the parts that are true (sources.md 1.4). The schema lets
 * the whole of it be left out, which is right only when the agency is not asked.
 * @throws QuestionRefused when it is missing or asks for no part
 */
export function readBeskattning(skv: XmlElement): Specifikt {
  const fraga = child(skv, 'fraga');
  if (!fraga)
    throw new QuestionRefused(
      'SKV: med inkludera true måste det finnas en fraga, eftersom SKV svarar bara för de år och delar som den nämner',
    );
  const delar = DELAR.filter((del) => isTrue(stringOf(fraga, del)));
  if (delar.length === 0)
    throw new QuestionRefused(
      `SKV: fraga frågar om inget; minst en av ${DELAR.join(', ')} måste vara true, eller inkludera false`,
    );
  const ar = fraga.children.filter(({ local }) => local === 'ar').map(({ text }) => Number(trimmed(text)));
  return { typ: 'beskattning', ar, delar };
}

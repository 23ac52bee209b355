import type { AgencyQuestion, GeneralQuestion, Kod, Tidsperiod } from '@ssbtek/core';
import { child, type XmlElement } from '@ssbtek/xml';
import type { BastjanstSpec } from '../spec';
import { readOwnTidsperiod } from './general';
import { isTrue } from './values';

/** What each agency with `inkludera` true is asked, by code and in the order of the contract (seed 3.2). */
export function readFragor(
  specifika: XmlElement,
  bastjanster: readonly BastjanstSpec[],
  general: GeneralQuestion,
  tidsperiod: Tidsperiod,
): Readonly<Record<Kod, AgencyQuestion>> {
  const asked = bastjanster.flatMap((bastjanst) => {
    const fraga = child(specifika, bastjanst.element);
    return fraga && isTrue(fraga.attributes.get('inkludera') ?? '') ? [{ bastjanst, fraga }] : [];
  });
  return Object.fromEntries(
    asked.map(({ bastjanst, fraga }) => [
      bastjanst.kod,
      {
        tidsperiod: readOwnTidsperiod(fraga) ?? tidsperiod,
        specifikt: bastjanst.readSpecifikt?.(fraga, general) ?? { typ: 'ingen' },
      },
    ]),
  );
}

import type { GeneralQuestion, Tidsperiod } from '@ssbtek/core';
import { child, type XmlElement } from '@ssbtek/xml';
import { dayOf, required, stringOf, tokenOf, trimmed } from './values';

/**
 * The part of the question that is the same for every agency (contracts.md 1.3). The order of the two days is
 * not looked at: what an agency says about it is part of its contract.
 */
export function readGeneral(generella: XmlElement): GeneralQuestion {
  const frageTidpunkt = child(generella, 'frageTidpunkt');
  const korrelationsid = child(generella, 'korrelationsid');
  const ingivare = required(generella, 'ingivare');
  return {
    ...(frageTidpunkt && { frageTidpunkt: trimmed(frageTidpunkt.text) }),
    ...(korrelationsid && { korrelationsid: korrelationsid.text }),
    ingivare: {
      organisationsnummer: tokenOf(ingivare, 'organisationsnummer'),
      namn: stringOf(ingivare, 'namn'),
      handlaggare: stringOf(ingivare, 'handlaggare'),
    },
    personidentitet: tokenOf(generella, 'personidentitet'),
    arendeidentitet: stringOf(generella, 'arendeidentitet'),
    syfte: stringOf(generella, 'syfte'),
    lagtext: stringOf(generella, 'lagtext'),
  };
}

/** The `tidsperiod` inside this element, or undefined where there is none. */
export function readTidsperiod(parent: XmlElement): Tidsperiod | undefined {
  const tidsperiod = child(parent, 'tidsperiod');
  return tidsperiod && { fromDatum: dayOf(tidsperiod, 'fromDatum'), tomDatum: dayOf(tidsperiod, 'tomDatum') };
}

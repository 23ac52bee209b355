import type { GeneralQuestion, Tidsperiod } from '@ssbtek/core';
import { child, type XmlElement } from '@ssbtek/xml';
import { QuestionRefused } from '../version';
import { dayOf, refuseOddYear, required, stringOf, tokenOf } from './values';

/** Of an ingivare: the prefix of juridical persons and ten digits (sources.md 5 #18). */
const ORGANISATION = /^16[0-9]{10}$/;

/**
 * The part of the question that is the same for every agency (sources.md 1.3).
 * @throws QuestionRefused for an ingivare with another prefix than 16, or an odd year, which the schema lets pass
 */
export function readGeneral(generella: XmlElement): GeneralQuestion {
  const frageTidpunkt = child(generella, 'frageTidpunkt') && tokenOf(generella, 'frageTidpunkt');
  if (frageTidpunkt !== undefined) refuseOddYear('frageTidpunkt', frageTidpunkt);
  const korrelationsid = child(generella, 'korrelationsid');
  const ingivare = required(generella, 'ingivare');
  return {
    ...(frageTidpunkt !== undefined && { frageTidpunkt }),
    ...(korrelationsid && { korrelationsid: korrelationsid.text }),
    ingivare: {
      organisationsnummer: organisationOf(ingivare),
      namn: stringOf(ingivare, 'namn'),
      handlaggare: stringOf(ingivare, 'handlaggare'),
    },
    personidentitet: tokenOf(generella, 'personidentitet'),
    arendeidentitet: stringOf(generella, 'arendeidentitet'),
    syfte: stringOf(generella, 'syfte'),
    lagtext: stringOf(generella, 'lagtext'),
  };
}

/**
 * Who asks is held against a certificate by the last ten digits and told to agencies with all twelve: any other prefix
 * would tell them of an organisation that nobody has proved to be (ADR 12).
 */
function organisationOf(ingivare: XmlElement): string {
  const number = tokenOf(ingivare, 'organisationsnummer');
  if (ORGANISATION.test(number)) return number;
  throw new QuestionRefused('organisationsnummer: måste vara 16 och organisationens tio siffror');
}

/**
 * The period of every agency that has none of its own. The order of the two days is not looked at: what an agency says
 * about it is part of its contract.
 * @throws QuestionRefused
 */
export function readGeneralTidsperiod(generella: XmlElement): Tidsperiod {
  const { fromDatum, tomDatum } = tidsperiodOf(required(generella, 'tidsperiod'));
  refuseOddYear('fromDatum', fromDatum);
  refuseOddYear('tomDatum', tomDatum);
  return { fromDatum, tomDatum };
}

/** An agency's own `tidsperiod`, if it has one. Days that it cannot be asked with are that agency's error, not all's. */
export function readOwnTidsperiod(fraga: XmlElement): Tidsperiod | undefined {
  const tidsperiod = child(fraga, 'tidsperiod');
  return tidsperiod && tidsperiodOf(tidsperiod);
}

const tidsperiodOf = (tidsperiod: XmlElement): Tidsperiod => ({
  fromDatum: dayOf(tidsperiod, 'fromDatum'),
  tomDatum: dayOf(tidsperiod, 'tomDatum'),
});

import { DELAR, FORMANER, FORMANSINFORMATION_NS, SOAP_NS } from '@ssbtek/contract';
import type { Specifikt } from '@ssbtek/core';
import { element, type XmlOut } from '@ssbtek/xml';
import type { Facts, PortalVersion } from '../facts';
import type { TrialForm } from './form';
import { lefiQuestion } from './lefi';

/** Who asks in every example. */
export const INGIVARE = { organisationsnummer: '162120002411', namn: 'Kommun A', handlaggare: 'HL123456' };
const SYFTE = 'Beslut om eller kontroll av Ekonomiskt försörjningsstöd';
const LAGTEXT =
  '11 kap. 11 a § socialtjänstlagen (2001:453), 5 § förordning (2008:975) om uppgiftsskyldighet i vissa fall enligt socialtjänstlagen.';

/** The element of the operation, with nothing around it. */
export function questionElement(facts: Facts, version: PortalVersion, form: TrialForm): XmlOut {
  const agencies = version.koder.flatMap((kod) => facts.agencies.filter((one) => one.kod === kod));
  const fragor = agencies.map(({ kod, element: name }) => {
    const included = form.asked.includes(kod);
    return element(name, included ? specific(version.specifikt[kod] ?? 'ingen', form) : [], {
      attributes: { inkludera: String(included) },
    });
  });
  const withBenefits = Object.values(version.specifikt).includes('formansforteckning');
  return element('hamtaBastjanstInformation', [general(form), element('specifikaFrageparametrar', fragor)], {
    namespaces: { '': version.namespaces[0] ?? '', ...(withBenefits && { form: FORMANSINFORMATION_NS }) },
  });
}

/** The element in a SOAP envelope. */
export const envelopeAround = (question: XmlOut): XmlOut =>
  element('soapenv:Envelope', [element('soapenv:Header', []), element('soapenv:Body', [question])], {
    namespaces: { soapenv: SOAP_NS },
  });

const leaves = (values: Readonly<Record<string, string>>): readonly XmlOut[] =>
  Object.entries(values).map(([name, value]) => element(name, value));

const general = ({ person, from, tom }: TrialForm): XmlOut =>
  element('generellaFrageparametrar', [
    element('korrelationsid', 'PROVA-1'),
    element('fraganSkallInkluderasISvaret', 'false'),
    element('ingivare', leaves(INGIVARE)),
    element('personidentitet', person),
    element('arendeidentitet', 'AID12341234'),
    element('tidsperiod', leaves({ fromDatum: from, tomDatum: tom })),
    element('syfte', SYFTE),
    element('lagtext', LAGTEXT),
  ]);

/** What an agency is asked beyond the general part. */
function specific(typ: Specifikt['typ'], form: TrialForm): readonly XmlOut[] {
  switch (typ) {
    case 'ingen':
      return [];
    case 'formansforteckning': {
      const wanted = (name: string): boolean =>
        form.forman === 'all' || (form.forman === 'some' && form.formaner.includes(name));
      return [
        element(
          'formansforteckning',
          FORMANER.map((name) => element(`form:${name}`, String(wanted(name)))),
        ),
      ];
    }
    case 'lefi': {
      const json = lefiQuestion(form.person, { from: form.from, tom: form.tom }, form.lefi);
      const base64 = Buffer.from(json, 'utf8').toString('base64');
      return [element('fraga', leaves({ version: 'v9', aktorsid: form.aktorsid, lefiJsonFraga: base64 }))];
    }
    case 'beskattning':
      return [
        element('fraga', [
          ...form.ar.map((year) => element('ar', String(year))),
          ...DELAR.map((del) => element(del, String(form.delar.includes(del)))),
        ]),
      ];
  }
}

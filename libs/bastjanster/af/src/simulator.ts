import {
  dayFrom,
  documented,
  entriesOf,
  soapAnswer,
  soapMisunderstood,
  soapQuestion,
  textOf,
  type AgencySimulator,
  type Persona,
  type SimulatedCase,
  type SimulatedRequest,
  type SoapQuestion,
} from '@ssbtek/bastjanst-kit';
import { child, element, type XmlOut } from '@ssbtek/xml';
import { AF_NS, descriptor } from './descriptor';
import { brokenLimit } from './limits';

const QUESTION = { uri: AF_NS, local: 'FragaMeddelande' };

/** Arbetsförmedlingen as its test environment could be: answers with the question repeated, as the schema wants. */
export const simulator: AgencySimulator = {
  personOf: (request) => textOf(questionOf(request), 'IdentitetsbeteckningFysiskPerson'),
  judge: (request, today) => {
    const fraga = questionOf(request);
    const kod = fraga && brokenLimit(fraga, today);
    return kod === undefined ? undefined : { kod };
  },
  answer: (request, simulated) => {
    const fraga = questionOf(request);
    if (!fraga) return soapMisunderstood();
    const echo = element(
      'Fraga',
      fraga.children.map(({ local, text }) => element(local, text)),
    );
    return soapAnswer(
      element('SvarMeddelande', [echo, svar(fraga, simulated)], { namespaces: { '': AF_NS } }),
    );
  },
  misunderstood: soapMisunderstood,
};

function questionOf(request: SimulatedRequest): SoapQuestion['element'] | undefined {
  const question = soapQuestion(request, QUESTION);
  return question && child(question.element, 'Fraga', AF_NS);
}

function svar(fraga: SoapQuestion['element'], { persona, kod = '0', nonce, now }: SimulatedCase): XmlOut {
  const status = documented(descriptor, kod);
  const open = status.becomes === 'data';
  const named = open && persona.data !== 'protected';
  const registered = open && persona.data !== 'nothing';
  return element('Svar', [
    element('Schemaversion', '4.0'),
    element('Referensnummer', textOf(fraga, 'Referensnummer') ?? ''),
    element('LagParagraf', textOf(fraga, 'LagParagraf') ?? ''),
    element('IdentitetsbeteckningFysiskPerson', persona.personidentitet),
    named ? element('Fornamn', persona.fornamn) : undefined,
    named ? element('Efternamn', persona.efternamn) : undefined,
    open ? element('Sekretessmarkering', String(persona.data === 'protected')) : undefined,
    registered ? jobSeeker(now) : undefined,
    // Status 10 is "something is missing": here the decisions.
    registered && kod !== '10' ? decisions(persona, now) : undefined,
    open
      ? element('Akassetillhorighet', nonce === undefined ? 'Alfakassan' : `Alfakassan ${nonce}`)
      : undefined,
    element('StatusSokandeinformationKod', kod),
    element('StatusSokandeinformationKodText', status.text),
  ]);
}

const jobSeeker = (now: Date): XmlOut =>
  element('ArbetssokandeInfo', [
    element('Arbetssokande', 'true'),
    element('ArbetssokandeSKAT', 'Öppet arbetslös'),
    element('ArbetssokandeRegistrerad', `${dayFrom(now, -240)}+01:00`),
    element('ArbetssokandeOmfattning', '100'),
    element('AktivetetsRapportDatum', [
      element('AktivitetsRapportMeddelande', '200'),
      element('SenasteAktivitetsRapportDatum', dayFrom(now, -17)),
    ]),
  ]);

function decisions(persona: Persona, now: Date): XmlOut {
  const one = (back: number): XmlOut =>
    element('Beslut', [
      element('ErsattningTyp', back % 2 === 0 ? 'Aktivitetsstöd' : 'Utvecklingsersättning'),
      element('Omfattning', '100'),
      element('BeslutFrom', dayFrom(now, -30 * (back + 1))),
      element('BeslutTom', dayFrom(now, -30 * back)),
    ]);
  return element('BeslutInfo', [element('EkonomiskaBeslut', entriesOf(persona, 2, one))]);
}

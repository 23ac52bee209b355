import {
  dayFrom,
  documented,
  entriesOf,
  hasRightCheckDigit,
  soapAnswer,
  soapFaultAnswer,
  soapMisunderstood,
  soapQuestion,
  textOf,
  type AgencySimulator,
  type SimulatedCase,
  type SimulatedRequest,
} from '@ssbtek/bastjanst-kit';
import { child, element, type XmlElement, type XmlOut } from '@ssbtek/xml';
import { MIV_HEADER, MIV_NS, descriptor } from './descriptor';

const QUESTION = { uri: MIV_NS, local: 'findByPersonnummer' };

/** Migrationsverket as its test environment could be: wants its own header, answers with decisions on permits. */
export const simulator: AgencySimulator = {
  personOf: (request) => textOf(queryOf(request), 'personnummer'),
  // What makes a number wrong is a guess of sources.md 2.7: its check digit.
  judge: (request) =>
    hasRightCheckDigit(textOf(queryOf(request), 'personnummer') ?? '') ? undefined : { kod: '500-103' },
  answer: (request, simulated) => {
    const kod = documented(descriptor, simulated.kod ?? '200');
    if (kod.becomes === 'error') return fault(kod.kod, kod.text);
    const found = response(textOf(queryOf(request), 'korrelationsid'), simulated);
    return soapAnswer(element('miv:findByPersonnummerResponse', [found], { namespaces: { miv: MIV_NS } }));
  },
  misunderstood: soapMisunderstood,
};

function queryOf(request: SimulatedRequest): XmlElement | undefined {
  const question = soapQuestion(request, QUESTION);
  if (!question?.header || !child(question.header, MIV_HEADER.local, MIV_HEADER.uri)) return undefined;
  return child(question.element, 'query', '');
}

const fault = (kod: string, text: string) =>
  soapFaultAnswer({
    faultcode: 'Server',
    faultstring: text,
    detail: element('miv:SSBTEKSoapException', [element('faultCode', kod), element('faultString', text)], {
      namespaces: { miv: MIV_NS },
    }),
  });

function response(korrelationsid: string | undefined, { persona, nonce, now, newId }: SimulatedCase): XmlOut {
  const named = persona.data !== 'protected';
  return element('response', [
    korrelationsid === undefined ? undefined : element('korrelationsid', korrelationsid),
    element('correlationid', nonce ?? newId()),
    named ? element('efternamn', persona.efternamn) : undefined,
    named ? element('fornamn', persona.fornamn) : undefined,
    element('personnummer', persona.personidentitet),
    persona.data === 'nothing'
      ? undefined
      : element(
          'svarCollection',
          entriesOf(persona, 3, (index) => decision(now, index)),
        ),
  ]);
}

/** Dates carry a time zone, as in a real answer (sources.md 1.3). */
const decision = (now: Date, index: number): XmlOut =>
  element('svar', [
    element('ansokningsdatum', `${dayFrom(now, -400 * (index + 1))}+02:00`),
    element('arendeTyp', 'UAT'),
    element('arendeTypNamn', 'UPPEHÅLLS- OCH ARBETSTILLSTÅND'),
    element('beslutsKod', 'BEV'),
    element('beslutsKodNamn', 'ANSÖKAN BEVILJAS'),
    element('beslutsTyp', 'PUT'),
    element('beslutsTypNamn', 'PERMANENT UPPEHÅLLSTILLSTÅND'),
    element('beslutsdatum', `${dayFrom(now, -400 * index - 90)}+02:00`),
    element('giltighetstid', 'PERMANENT'),
  ]);

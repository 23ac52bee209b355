import {
  documented,
  entriesOf,
  soapAnswer,
  soapMisunderstood,
  soapQuestion,
  textOf,
  type AgencySimulator,
  type SimulatedCase,
  type SimulatedRequest,
} from '@ssbtek/bastjanst-kit';
import { child, element, type RawXml, type XmlOut } from '@ssbtek/xml';
import { FORDON_NS, TNS_HEADER, TNS_NS, descriptor } from './descriptor';
import { isKnownNumber, UNKNOWN_NUMBER } from './limits';

const QUESTION = { uri: TNS_NS, local: 'HamtaUppgifter' };

/** Transportstyrelsen as its test environment could be: wants its own header, answers with vehicles. */
export const simulator: AgencySimulator = {
  personOf,
  judge: (request) => (isKnownNumber(personOf(request) ?? '') ? undefined : { kod: UNKNOWN_NUMBER }),
  answer: (_, simulated) => soapAnswer(response(simulated)),
  misunderstood: soapMisunderstood,
};

function personOf(request: SimulatedRequest): string | undefined {
  const question = soapQuestion(request, QUESTION);
  if (!question?.header || !child(question.header, TNS_HEADER.local, TNS_HEADER.uri)) return undefined;
  const person = child(question.element, 'identifikation', TNS_NS);
  const number = `${textOf(person, 'sekel') ?? ''}${textOf(person, 'personnummer') ?? ''}`;
  return /^\d{12}$/.test(number) ? number : undefined;
}

function response(simulated: SimulatedCase): XmlOut {
  const namespaces = { '': TNS_NS, frdn: FORDON_NS };
  const error = simulated.kod === undefined ? undefined : documented(descriptor, simulated.kod);
  if (error?.becomes !== 'error')
    return element('HamtaUppgifterResponse', [element('resultat', 'OK'), vehicles(simulated)], {
      namespaces,
    });
  const result = element('felresultat', [element('felkod', error.kod), element('feltext', error.text)]);
  return element('HamtaUppgifterResponse', [element('resultat', 'FEL'), result], { namespaces });
}

function vehicles({ persona, nonce }: SimulatedCase): XmlOut {
  // An empty list has no text to carry the nonce, so a comment does: answers are delivered with their comments.
  const mark: readonly RawXml[] = nonce === undefined ? [] : [{ raw: `<!-- ${nonce} -->` }];
  if (persona.data === 'nothing') return element('fordonsinnehav', mark);
  return element(
    'fordonsinnehav',
    entriesOf(persona, 6, (index) => vehicle(index, nonce)),
  );
}

const KINDS = [
  ['Volvo', 'PERSONBIL', 'V70'],
  ['HONDA', 'MOTORCYKEL', 'SH300A'],
  ['KABE', 'SLÄP', 'Ädelsten 560'],
] as const;

function vehicle(index: number, nonce: string | undefined): XmlOut {
  const [fabrikat, fordonsslag, beteckning] = KINDS[index % KINDS.length] ?? KINDS[0];
  const letters = ['ABC', 'DEF', 'GHJ'][Math.floor(index / 900) % 3];
  return element('frdn:fordon', [
    element('frdn:regnr', `${letters}${String(index % 900).padStart(3, '0')}`),
    element('frdn:fabrikat', fabrikat),
    element('frdn:fordonsar', String(2001 + (index % 20))),
    element('frdn:fordonsslag', fordonsslag),
    element('frdn:handelsbeteckning', nonce === undefined ? beteckning : `${beteckning} ${nonce}`),
  ]);
}

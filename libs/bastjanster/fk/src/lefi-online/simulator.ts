import { FORMANER } from '@ssbtek/contract';
import {
  dayFrom,
  documented,
  entriesOf,
  soapAnswer,
  soapMisunderstood,
  soapQuestion,
  textOf,
  type AgencyResponse,
  type SimulatedCase,
  type SimulatedRequest,
} from '@ssbtek/bastjanst-kit';
import { child, element, type XmlElement, type XmlOut } from '@ssbtek/xml';
import { descriptor } from '../descriptor';
import { FRAGA, LEFI_NS, LEFI_ONLINE, SVAR } from './names';

/** Personidentitet in a question, or undefined. */
export function personOf(request: SimulatedRequest): string | undefined {
  const number = textOf(formansfraga(request), 'personnummer');
  return number !== undefined && /^\d{12}$/.test(number) ? number : undefined;
}

/**
 * LEFI Online as its test environment could be. What stands under svarspost is made up: an entry for each benefit
 * that was asked for and that the person has.
 */
export function answer(request: SimulatedRequest, simulated: SimulatedCase): AgencyResponse {
  const fraga = formansfraga(request);
  if (!fraga) return soapMisunderstood();
  const { kod } = simulated;
  const fragasvar = kod === undefined ? svarspost(fraga, simulated) : fel(kod);
  const huvud = element('meddelandehuvud', [element('skapades', simulated.now.toISOString())]);
  return soapAnswer(
    element(SVAR, [huvud, element('fragasvar', [fragasvar])], { namespaces: { '': LEFI_NS } }),
  );
}

/** The question's part, when it is one that FK would take: with all 27 flags (seed 3.2.3). */
function formansfraga(request: SimulatedRequest): XmlElement | undefined {
  const question = soapQuestion(request, { uri: LEFI_NS, local: FRAGA })?.element;
  const fraga = question && child(question, 'formansfraga', LEFI_NS);
  const forteckning = fraga && child(fraga, 'formansforteckning', LEFI_NS);
  const asked = forteckning?.children.map(({ local }) => local).join();
  return asked === FORMANER.join() ? fraga : undefined;
}

const fel = (kod: string): XmlOut =>
  element('fel', [
    element('kod', kod),
    element('beskrivning', documented(descriptor, kod, LEFI_ONLINE).text),
  ]);

function svarspost(fraga: XmlElement, { persona, nonce, now }: SimulatedCase): XmlOut {
  const forteckning = child(fraga, 'formansforteckning');
  const asked = (forteckning?.children ?? []).filter(({ text }) => ['true', '1'].includes(text.trim()));
  const has = persona.data === 'nothing' ? [] : asked.filter(({ local }) => HELD.includes(local));
  const utbetalningar =
    persona.data === 'nothing' ? [] : entriesOf(persona, 3, (index) => utbetalning(index, now));
  return element('svarspost', [
    element('personnummer', persona.personidentitet),
    element(
      'upplysning',
      nonce === undefined ? 'Uppgifter enligt SFS 2008:975' : `Uppgifter enligt SFS 2008:975 ${nonce}`,
    ),
    persona.data === 'protected' ? element('skyddadIdentitet', 'true') : undefined,
    ...has.map(({ local }) => forman(local, now)),
    element('utbetalningar', utbetalningar),
  ]);
}

/** Benefits that the simulated people have. */
const HELD: readonly string[] = [
  'sjukpenning',
  'foraldrapenning',
  'barnbidrag',
  'bostadsbidrag',
  'underhallsstod',
];

const forman = (name: string, now: Date): XmlOut =>
  element(name, [
    element('beslut', [
      element('beslutsdatum', dayFrom(now, -95)),
      element('from', dayFrom(now, -90)),
      element('tom', dayFrom(now, 275)),
      element('omfattning', '100'),
      element('beloppPerManad', '1250'),
    ]),
  ]);

const utbetalning = (index: number, now: Date): XmlOut =>
  element('utbetalning', [
    element('forman', HELD[index % HELD.length] ?? ''),
    element('utbetalningsdatum', dayFrom(now, -30 * index - 5)),
    element('bruttobelopp', String(1_250 + index)),
    element('nettobelopp', String(1_000 + index)),
    element('mottagare', 'Den försäkrade'),
  ]);

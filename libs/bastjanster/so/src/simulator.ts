import {
  dayFrom,
  documented,
  entriesOf,
  soapAnswer,
  soapFaultAnswer,
  soapMisunderstood,
  soapQuestion,
  textOf,
  type AgencySimulator,
  type SimulatedCase,
} from '@ssbtek/bastjanst-kit';
import { element, type XmlOut } from '@ssbtek/xml';
import { FUND_SILENT, SO_NS, descriptor } from './descriptor';

const QUESTION = { uri: SO_NS, local: 'GetUnemploymentBenefitPaymentRequest' };
const XSI = 'http://www.w3.org/2001/XMLSchema-instance';

/** The funds' joint service as its test environment could be: repeats the question, then lists the funds. */
export const simulator: AgencySimulator = {
  personOf: (request) => textOf(soapQuestion(request, QUESTION)?.element, 'IdentificationNumber'),
  answer: (request, simulated) => {
    const { kod = '0' } = simulated;
    const failed = kod !== '0' && documented(descriptor, kod).becomes === 'error';
    if (failed) return soapFaultAnswer({ faultcode: kod, faultstring: documented(descriptor, kod).text });
    const fields = soapQuestion(request, QUESTION)?.element.children ?? [];
    const echo = fields.map(({ local, text }) => element(local, text));
    const list = element('ArbetsloshetsersattningLista', funds(simulated));
    return soapAnswer(
      element('GetUnemploymentBenefitPaymentResponse', [...echo, list], {
        namespaces: { '': SO_NS, xsi: XSI },
      }),
    );
  },
  misunderstood: soapMisunderstood,
};

function funds(simulated: SimulatedCase): readonly XmlOut[] {
  const { persona, nonce, kod } = simulated;
  const name = nonce === undefined ? 'Alfakassan' : `Alfakassan ${nonce}`;
  if (kod === FUND_SILENT)
    return [fund(name, '0', benefits(simulated)), fund('Arbetslöshetskassa', FUND_SILENT, [])];
  return [fund(name, '0', persona.data === 'nothing' ? [] : benefits(simulated))];
}

const fund = (name: string, status: string, content: readonly XmlOut[]): XmlOut =>
  element('Arbetsloshetsersattning', [
    element('SvarandeOrganisation', name),
    element('StatusSvarandeOrganisation', status),
    ...content,
  ]);

const benefits = ({ persona, now }: SimulatedCase): readonly XmlOut[] => [
  ...entriesOf(persona, 3, (index) => payment(now, index)),
  element('Avstangningar', [
    element('AvstangdFrom', dayFrom(now, -83)),
    element('AvstangdTom', dayFrom(now, -79)),
  ]),
  element('AnsoktOmErsattning', [
    element('BeslutOmRattTillErsattning', [], { attributes: { 'xsi:nil': 'true' } }),
    element('AnsokanOmUtbetalningInlamnad', 'true'),
  ]),
];

const payment = (now: Date, index: number): XmlOut =>
  element('Utbetalningar', [
    element('Utbetalningsdatum', dayFrom(now, -28 * index - 2)),
    element('NettoEfterSkatt', '12500.50'),
    element('NettoEfterAvdrag', '12300.50'),
    element('Ersattningsdagar', '20'),
    element('AvserFrom', dayFrom(now, -28 * index - 31)),
    element('AvserTom', dayFrom(now, -28 * index - 4)),
  ]);

import {
  dayFrom,
  documented,
  entriesOf,
  soapAnswer,
  soapFaultAnswer,
  soapQuestion,
  textOf,
  type AgencyResponse,
  type SimulatedCase,
  type SimulatedRequest,
} from '@ssbtek/bastjanst-kit';
import { element, writeXml, type XmlElement, type XmlOut } from '@ssbtek/xml';
import { descriptor } from '../descriptor';
import { innerRoot } from './inner';
import { INRE_FRAGA, SKV_NS, SOAP } from './names';

const QUESTION = { uri: SKV_NS, local: 'BeskattningsuppgifterRequest' };
const KOMPONENT = 'http://xmls.skatteverket.se/se/skatteverket/zg/komponent';
const NAMESPACES = {
  '': INRE_FRAGA.namespace,
  besko: `${KOMPONENT}/infoForBeskattning/1.0`,
  folko: `${KOMPONENT}/infoForFolkbokforing/1.0`,
};
/** Pages as the servers in front of SKV send them (seed 7.3.3: "html-sida enligt standard Apache tomcat"). */
const PAGES: Readonly<Record<string, string>> = { 403: 'Forbidden', 404: 'Not Found' };

/** Personidentitet in a question, or undefined. */
export function personOf(request: SimulatedRequest): string | undefined {
  const number = textOf(questionOf(request), 'IdentitetsbeteckningFysiskPerson');
  return number !== undefined && /^\d{12}$/.test(number) ? number : undefined;
}

/** Skatteverket's SOAP service as its test environment could be. */
export function answer(_request: SimulatedRequest, simulated: SimulatedCase): AgencyResponse {
  const { kod } = simulated;
  if (kod !== undefined) return failure(kod);
  const svar = element('svar', inner(simulated));
  return soapAnswer(element('skv:BeskattningsuppgifterResponse', [svar], { namespaces: { skv: SKV_NS } }));
}

function questionOf(request: SimulatedRequest): XmlElement | undefined {
  const outer = soapQuestion(request, QUESTION)?.element;
  const root = outer && innerRoot(textOf(outer, 'forfragan') ?? '');
  return root?.local === INRE_FRAGA.root && root.uri === INRE_FRAGA.namespace ? root : undefined;
}

/** 403 and 404 are pages, 500 a gateway's fault without SKV's detail, everything else SKV's own fault. */
function failure(kod: string): AgencyResponse {
  const reason = PAGES[kod];
  if (reason !== undefined) return page(Number(kod), reason);
  if (kod === '500') return soapFaultAnswer({ faultcode: 'Server', faultstring: 'Internal Server Error' });
  const detail = element(
    'skv:Exception',
    [
      element('MeddelandeKod', kod),
      element('MeddelandeText', documented(descriptor, kod, SOAP).text),
      element('Systemversion', '1.0'),
    ],
    { namespaces: { skv: SKV_NS } },
  );
  return soapFaultAnswer({ faultcode: 'Server', faultstring: 'Exception', detail });
}

const page = (status: number, reason: string): AgencyResponse => ({
  status,
  reason,
  headers: { 'content-type': 'text/html; charset=utf-8' },
  body: new TextEncoder().encode(
    `<html><head><title>${status} ${reason}</title></head><body><h1>HTTP Status ${status}</h1><hr></body></html>`,
  ),
});

/** The document that goes escaped into `svar`. */
function inner(simulated: SimulatedCase): string {
  const { persona, nonce, now } = simulated;
  const named = persona.data !== 'protected';
  const registered = persona.data !== 'nothing';
  // Free text: a name where there is one, else the address line that stands in for a protected identity.
  const free = nonce === undefined ? '' : ` ${nonce}`;
  const person = element('Personuppgift', [
    element('folko:IdentitetsbeteckningFysiskPerson', persona.personidentitet),
    named ? element('folko:Fornamn', persona.fornamn) : undefined,
    named ? element('folko:Efternamn', persona.efternamn + free) : undefined,
    named ? undefined : element('folko:Skyddsmarkering', `Skyddade uppgifter${free}`),
    element('StatusPersonuppgiftKod', registered ? '0' : '1'),
    ...(registered ? uppgifter(simulated) : []),
    element('StatusKapitaluppgiftKod', registered ? '0' : '1'),
    element('StatusSkattekontouppgiftKod', registered ? '0' : '1'),
  ]);
  const xml = writeXml(
    element(
      'SvarBeskattningsuppgifterEnligtSFS2008-975',
      [element('SkapadTidpunkt', now.toISOString()), element('PersonuppgiftLista', [person])],
      { namespaces: NAMESPACES },
    ),
  );
  return `<?xml version="1.0" encoding="UTF-8"?>\n${xml}`;
}

/** The latest tax years, and payments from the tax account (sources.md 2.4, meaning of the data). */
function uppgifter({ persona, now }: SimulatedCase): readonly XmlOut[] {
  const kapital = [1, 2, 3].map((back) =>
    element('Kapitaluppgift', [
      element('besko:Taxeringsar', String(now.getUTCFullYear() - back)),
      element('besko:SummaIntakterPaKapital', String(12_345 - 100 * back)),
      element('besko:OverskottPaKapital', String(666 - back)),
    ]),
  );
  const utbetalning = (index: number): XmlOut =>
    element('Skattekontouppgift', [
      element('besko:Bokforingsdag', dayFrom(now, -30 * index - 10)),
      element('besko:SenasteUtbetalningFranSkattekonto', String(4_000 + index)),
      element(
        'besko:Handelse',
        index % 2 === 0 ? 'Utbetalning av överskjutande skatt' : 'Återbetalning till konto',
      ),
    ]);
  return [...kapital, ...entriesOf(persona, 3, utbetalning)];
}

import { AGENCY_LIMITS, child, descend, readXml, type XmlElement } from '@ssbtek/xml';

/** One agency's element in an answer. */
export type Svar =
  | { readonly type: 'data'; readonly element: XmlElement; readonly xml: string }
  | {
      readonly type: 'error';
      readonly kalla: string;
      readonly felkod: string;
      readonly felmeddelanden: readonly string[];
    };

const LIMITS = { ...AGENCY_LIMITS, maxBytes: 64 * 1024 * 1024, maxNamespaceDeclarations: 10_000 };

/** The agencies of an answer by element name. */
export function readAnswer(xml: string): {
  readonly svar: Readonly<Record<string, Svar>>;
  readonly root: XmlElement;
} {
  const document = readXml(Buffer.from(xml), LIMITS);
  const root = descend(document.root, 'Body', 'hamtaBastjanstInformationResponse');
  const svarsdata = root && child(root, 'svarsdata');
  if (!svarsdata) throw new Error(`not an answer: ${xml.slice(0, 400)}`);
  const entries = svarsdata.children.map(
    (element) => [element.local, svarOf(element, document.source)] as const,
  );
  return { svar: Object.fromEntries(entries), root };
}

function svarOf(element: XmlElement, source: string): Svar {
  const [only, ...others] = element.children;
  if (!only || others.length > 0) throw new Error(`${element.local} has not exactly one of data and error`);
  if (only.local === 'data') return { type: 'data', element: only, xml: source.slice(only.start, only.end) };
  const text = (name: string): string => child(only, name)?.text ?? '';
  const felmeddelanden = only.children.filter((c) => c.local === 'felmeddelande').map((c) => c.text);
  return { type: 'error', kalla: text('kalla'), felkod: text('felkod'), felmeddelanden };
}

/** A SOAP fault of SSBTEK. */
export interface Fault {
  readonly faultcode: string;
  readonly namespace: string;
  readonly felkod: string;
  readonly felmeddelanden: readonly string[];
}

/** Reads a fault; throws when the answer is none. */
export function readFault(xml: string): Fault {
  const { root } = readXml(Buffer.from(xml), LIMITS);
  const fault = descend(root, 'Body', 'Fault');
  const detail = fault && descend(fault, 'detail', 'hamtaBastjanstInformationFault');
  if (!fault || !detail) throw new Error(`not a fault: ${xml.slice(0, 400)}`);
  return {
    faultcode: child(fault, 'faultcode')?.text ?? '',
    namespace: detail.uri,
    felkod: child(detail, 'felkod')?.text ?? '',
    felmeddelanden: detail.children.filter((c) => c.local === 'felmeddelande').map((c) => c.text),
  };
}

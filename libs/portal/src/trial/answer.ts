import type { Descriptor } from '@ssbtek/bastjanst-kit';
import { SOAP_NS } from '@ssbtek/contract';
import { hintOf } from '@ssbtek/contract-version';
import {
  AGENCY_LIMITS,
  child,
  readXml,
  XmlRefused,
  type XmlElement,
  type XmlTextDocument,
} from '@ssbtek/xml';
import type { Facts, PortalVersion } from '../facts';
import { shownOf, type Shown } from './data';

/** An error of an agency's part, as it stands in the answer. */
export interface Fel {
  readonly kalla: string;
  readonly felkod: string;
  readonly felmeddelanden: readonly string[];
}

/** What became of an agency, or of one part of what it was asked. */
export type Svar =
  { readonly type: 'data'; readonly shown: Shown } | { readonly type: 'error'; readonly fel: Fel };

/** One agency of an answer. */
export interface AgencySvar {
  readonly element: string;
  readonly agency: Descriptor | undefined;
  /** One for the whole, by the name of the part where it answers in parts. */
  readonly svar: ReadonlyArray<{ readonly del?: string; readonly svar: Svar }>;
}

/** A document that came as an answer. */
export type ReadAnswer =
  | {
      readonly kind: 'answer';
      readonly version: PortalVersion;
      readonly agencies: readonly AgencySvar[];
      /** What the version's schema objects to. */
      readonly mistake: string | undefined;
      readonly source: string;
    }
  | {
      readonly kind: 'fault';
      readonly faultcode: string;
      readonly felkod: string;
      readonly felmeddelanden: readonly string[];
      readonly version: PortalVersion | undefined;
      readonly mistake: string | undefined;
      readonly source: string;
    }
  /** A document that is no answer: `found` is the name of its element. */
  | { readonly kind: 'other'; readonly found: string; readonly source: string }
  /** What is not even a document, with why, in Swedish. */
  | { readonly kind: 'unreadable'; readonly why: string };

/** Larger answers are not shown: seven agencies with two megabytes each, twice wrapped, are fewer. */
export const MOST_ANSWER_BYTES = 8 * 1024 * 1024;
/** More of one kind than any answer has; what a page shows of a document is bounded, whatever it holds. */
const MOST_OF_A_KIND = 20;
const MOST_NAME = 100;
const LIMITS = { ...AGENCY_LIMITS, maxBytes: MOST_ANSWER_BYTES, maxElements: 200_000 };

/** Reads an answer of any version: an envelope, or the bare element of SHS. */
export function readAnswer(
  { versions, agencies }: Pick<Facts, 'versions' | 'agencies'>,
  bytes: Uint8Array,
  charset?: string,
): ReadAnswer {
  let document: XmlTextDocument;
  try {
    document = readXml(bytes, LIMITS, charset);
  } catch (error) {
    if (error instanceof XmlRefused) return { kind: 'unreadable', why: hintOf(error, LIMITS) };
    throw error;
  }
  const { root, source } = document;
  const content = root.uri === SOAP_NS && root.local === 'Envelope' ? bodyOf(root) : root;
  const fault = content && faultIn(content);
  const named = fault?.detail ?? content;
  const version = versions.find(({ namespaces }) => named && namespaces.includes(named.uri));
  const mistake = named && version?.answerMistake(document, named);
  if (fault) {
    const { faultcode, felkod, felmeddelanden } = fault;
    return { kind: 'fault', faultcode, felkod, felmeddelanden, version, mistake, source };
  }
  if (!content || !version || !content.local.endsWith('Response'))
    return { kind: 'other', found: nameOf(content ?? root), source };
  const parts = (child(content, 'svarsdata') ?? content).children
    .filter(({ children }) => children.length > 0)
    .slice(0, MOST_OF_A_KIND);
  return { kind: 'answer', version, agencies: parts.map((one) => agencyIn(agencies, one)), mistake, source };
}

const bodyOf = (envelope: XmlElement): XmlElement | undefined =>
  child(envelope, 'Body', SOAP_NS)?.children[0];

const nameOf = ({ local }: XmlElement): string => local.slice(0, MOST_NAME);

const textsOf = (parent: XmlElement, local: string): readonly string[] =>
  parent.children
    .filter((one) => one.local === local)
    .slice(0, MOST_OF_A_KIND)
    .map(({ text }) => text.trim());

interface FaultParts {
  readonly faultcode: string;
  readonly felkod: string;
  readonly felmeddelanden: readonly string[];
  readonly detail: XmlElement | undefined;
}

/** A SOAP fault, or the bare element that SHS has in its place. */
function faultIn(content: XmlElement): FaultParts | undefined {
  if (content.local.endsWith('InformationFault')) return partsOf('', content, []);
  if (content.uri !== SOAP_NS || content.local !== 'Fault') return undefined;
  const detail = child(content, 'detail')?.children[0];
  return partsOf(textsOf(content, 'faultcode')[0] ?? '', detail, textsOf(content, 'faultstring'));
}

const partsOf = (
  faultcode: string,
  detail: XmlElement | undefined,
  texts: readonly string[],
): FaultParts => ({
  faultcode,
  felkod: (detail && textsOf(detail, 'felkod')[0]) ?? '',
  felmeddelanden: detail ? textsOf(detail, 'felmeddelande') : texts,
  detail,
});

function agencyIn(agencies: readonly Descriptor[], part: XmlElement): AgencySvar {
  const own = svarIn(part);
  const delar = part.children.slice(0, MOST_OF_A_KIND).flatMap((one) => {
    const svar = svarIn(one);
    return svar && one.local !== 'data' && one.local !== 'error' ? [{ del: nameOf(one), svar }] : [];
  });
  return {
    element: nameOf(part),
    agency: agencies.find(({ element }) => element === part.local),
    svar: [...(own ? [{ svar: own }] : []), ...delar],
  };
}

/** What stands in an agency's element, or in a part's; the test operation has only `anropad`. */
function svarIn(part: XmlElement): Svar | undefined {
  const error = child(part, 'error');
  if (error) return { type: 'error', fel: felOf(error) };
  const data = child(part, 'data');
  if (data) return { type: 'data', shown: shownOf(data) };
  return child(part, 'anropad') ? { type: 'data', shown: shownOf(part) } : undefined;
}

const felOf = (error: XmlElement): Fel => ({
  kalla: textsOf(error, 'kalla')[0] ?? '',
  felkod: textsOf(error, 'felkod')[0] ?? '',
  felmeddelanden: textsOf(error, 'felmeddelande'),
});

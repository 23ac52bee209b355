import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { HttpResponse } from '@ssbtek/agency-http';
import { simulate, type AgencyProtocol, type Bastjanst } from '@ssbtek/bastjanst-kit';
import { BASTJANSTER } from '@ssbtek/bastjanst-registry';
import { contractVersion, CONTRACT_VERSIONS } from '@ssbtek/contract-versions';
import { AGENCY_LIMITS, child, descend, readXml, type XmlElement } from '@ssbtek/xml';
import type { Part } from '../history.ts';
import type { PlannedAsk } from '../plan.ts';
import { BEGINNING } from '../world/globals.ts';
import { spoiled, type Respond } from './agencies.ts';
import type { AllDocuments } from './all-documents.ts';
import { noncesIn } from './nonce.ts';
import { ABOUT, type ReadAnswer } from './plain-documents.ts';

/** Examples lie in the repository; whoever runs a bundle runs it there. */
const EXAMPLES = join(process.cwd(), 'docs/examples');
const PERSON = '191212121212';
const KORRELATIONSID = 'KORRID12345';
const INGIVARE = '162120002411';
const LIMITS = { ...AGENCY_LIMITS, maxBytes: 64 * 1024 * 1024, maxNamespaceDeclarations: 10_000 };

const EXAMPLE = new Map<string, string>();

function example(version: string): string {
  const known = EXAMPLE.get(version) ?? readFileSync(join(EXAMPLES, `${version}-fraga.xml`), 'utf8');
  EXAMPLE.set(version, known);
  return known;
}

/** The documentation's example of a version, about another person and from another caller. */
function question({ typ, version, person, korrelationsid, organisation }: PlannedAsk): Uint8Array {
  if (typ === 'unreadable') return Buffer.from('<fraga');
  const text = example(version)
    .replaceAll(PERSON, person)
    .replace(KORRELATIONSID, korrelationsid)
    .replace(`>${INGIVARE}<`, `>${organisation}<`)
    .replace(/(<lefiJsonFraga>)([^<]+)/, (_, tag: string, base64: string) => {
      const inner = Buffer.from(base64, 'base64').toString('utf8').replaceAll(PERSON, person);
      return tag + Buffer.from(inner).toString('base64');
    });
  return Buffer.from(text);
}

const KODER = new Map<string, readonly string[]>();

/** The agencies that the example of a version asks. */
function koder(version: string): readonly string[] {
  const read = contractVersion(version)?.readQuestion(Buffer.from(example(version)));
  const asked = KODER.get(version) ?? (read?.typ === 'fraga' ? Object.keys(read.fragor) : []);
  KODER.set(version, asked);
  return asked;
}

/** The protocol with headers by which the transport knows what a request is for. */
const told = (protocol: AgencyProtocol): AgencyProtocol => ({
  ...protocol,
  toRequest(inquiry, context, del) {
    const request = protocol.toRequest(inquiry, context, del);
    const about = {
      [ABOUT.inquiryId]: inquiry.inquiryId,
      [ABOUT.person]: inquiry.general.personidentitet,
      [ABOUT.del]: del ?? '',
    };
    return { ...request, headers: { ...request.headers, ...about } };
  },
});

const BASTJANSTER_TOLD: readonly Bastjanst[] = BASTJANSTER.map((one) => ({
  ...one,
  protocols: one.protocols.map(told),
}));

/** The agencies as the simulator plays them. */
const respond: Respond = (kod, name, { method, path, headers, body }, mood, nonce): HttpResponse => {
  const bastjanst = BASTJANSTER.find(({ descriptor }) => descriptor.kod === kod);
  const protocol = bastjanst?.protocols.find((one) => one.name === name);
  if (!bastjanst || !protocol) throw new Error(`no agency ${kod} ${name}`);
  const own = bastjanst.descriptor.koder.find(
    ({ becomes, protokoll }) => becomes === 'error' && (protokoll ?? name) === name,
  );
  const { response } = simulate(
    bastjanst,
    { method, path: protocol.simulatorPath + path, headers, body },
    {
      now: new Date(BEGINNING),
      newId: () => '019a0000-0000-7000-8000-000000000000',
      newToken: () => '0123456789abcdef0123456789abcdef',
      nonce,
      ...(mood === 'other-person' && { otherPerson: true }),
      ...(mood === 'own-error' && own && { kod: own.kod }),
    },
  );
  const status = mood === 'status-500' ? 500 : response.status;
  const answered = mood === 'other-document' ? Buffer.from('<else/>') : spoiled(mood, response.body);
  return { ...response, status, body: answered };
};

const ENCODED = />([A-Za-z0-9+/=\s]{40,})</g;

/** An agency's data as text, with what is carried base64 encoded. */
const decoded = (xml: string): string =>
  [
    xml,
    ...[...xml.matchAll(ENCODED)].map(([, text = '']) => Buffer.from(text, 'base64').toString('latin1')),
  ].join(' ');

const FORMS = ['data', 'error'];

/** How many of `data` and `error` an agency has; of one that answers in parts, the number that is wrong if one has. */
function formsOf({ children }: XmlElement): number {
  const forms = children.filter(({ local }) => FORMS.includes(local)).length;
  if (forms > 0 || children.length === 0) return forms;
  return children.map(formsOf).find((each) => each !== 1) ?? 1;
}

function partOf(element: XmlElement, source: string): Part {
  const kod = element.local.toLowerCase();
  const { children } = element;
  const [first] = children;
  const forms = formsOf(element);
  if (first?.local === 'error')
    return {
      ...{ kod, forms },
      felkod: child(first, 'felkod')?.text ?? '',
      kalla: child(first, 'kalla')?.text ?? '',
    };
  const content = source.slice(element.start, element.end);
  const nonces = noncesIn(decoded(content));
  const hasErrorsOnly = /felkod>/.test(content);
  // Parts of an agency that all failed are data of the answer without any of the agency's.
  return { kod, forms, ...(!(hasErrorsOnly && nonces.length === 0) && { nonces }) };
}

function read(name: string, _status: number, body: Uint8Array): ReadAnswer {
  const document = readXml(body, LIMITS);
  const [root] = descend(document.root, 'Body')?.children ?? [];
  if (!root) return { mistake: 'nothing in the body' };
  if (root.local === 'Fault') {
    const felkod = /felkod>(\d+)</.exec(document.source)?.[1];
    return felkod === undefined ? {} : { felkod };
  }
  const mistake = contractVersion(name)?.answerMistake(document, root);
  const korrelationsid = /korrelationsid>([^<]+)</.exec(document.source)?.[1];
  return {
    ...(mistake !== undefined && { mistake }),
    ...(korrelationsid !== undefined && { korrelationsid }),
    parts: (child(root, 'svarsdata')?.children ?? []).map((one) => partOf(one, document.source)),
  };
}

/** Contract versions, agencies and questions as they are. */
export const realDocuments = (): AllDocuments => ({
  documents: { versions: CONTRACT_VERSIONS, bastjanster: BASTJANSTER_TOLD, respond },
  callers: { question, read, koder: ({ version }) => koder(version) },
});

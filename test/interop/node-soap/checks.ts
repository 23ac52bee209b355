import assert from 'node:assert/strict';
import { createClientAsync, type Client } from 'soap';
import { DELAR, ERRORS, NOBODY, question, WELL } from './question.ts';

/** One thing that node-soap must be able to do with a contract version. */
export interface Check {
  readonly version: string;
  readonly what: string;
  /** @throws when it cannot */
  readonly run: (base: string) => Promise<void>;
}

interface Fel {
  readonly kalla: string;
  readonly felkod: string;
  readonly felmeddelande: readonly string[];
}
interface Svar {
  readonly data?: Readonly<Record<string, unknown>> | string;
  readonly error?: Fel;
}
type Delar = Readonly<Record<(typeof DELAR)[number], Svar>>;
interface Answer {
  readonly korrelationsid: string;
  readonly frageTidpunkt: Date;
  readonly fraga: { readonly generellaFrageparametrar: { readonly personidentitet: string } };
  readonly svarsdata: Readonly<Record<string, Svar>>;
}

const FELKODER: Readonly<Record<string, string>> = {
  AF: '700',
  CSN: '-1103',
  SO: '201',
  TNS: '99',
  MIV: '500-104',
};

/** Everything that is checked of these versions. */
export const checksOf = (versions: readonly string[]): readonly Check[] =>
  versions.flatMap((version) => [
    { version, what: 'wsdl', run: async (base) => void (await quietly(() => clientOf(base, version))) },
    { version, what: 'data', run: async (base) => data(version, await ask(base, version, WELL)) },
    { version, what: 'errors', run: async (base) => errors(version, await ask(base, version, ERRORS)) },
    { version, what: 'fault', run: (base) => fault(base, version) },
    ...(version === 'v1' ? [] : [{ version, what: 'testa', run: (base: string) => testa(base, version) }]),
  ]);

/** Days stay text: node-soap makes an invalid date of one with a time zone, which agencies send. */
const clientOf = (base: string, version: string): Promise<Client> =>
  createClientAsync(`${base}/ssbtek/${version}?wsdl`, { customDeserializer: { date: (day: string) => day } });

/** What a client can do is made from the WSDL; no type knows it beforehand. */
type Operations = Readonly<Record<string, ((question: object) => Promise<readonly [unknown]>) | undefined>>;

async function call(base: string, version: string, operation: string, asked: object): Promise<unknown> {
  const client = (await clientOf(base, version)) as unknown as Operations;
  const answer = await client[`${operation}Async`]?.(asked);
  assert.ok(answer, `${operation} is not in the WSDL`);
  return answer[0];
}

const ask = async (base: string, version: string, person: string): Promise<Answer> =>
  (await call(base, version, 'hamtaBastjanstInformation', question(version, person))) as Answer;

function data(version: string, { korrelationsid, frageTidpunkt, fraga, svarsdata }: Answer): void {
  assert.equal(korrelationsid, 'KORR-Å');
  assert.deepEqual(frageTidpunkt, new Date('2026-11-24T09:30:47.123'));
  assert.equal(fraga.generellaFrageparametrar.personidentitet, WELL);
  const { SKV, ...others } = svarsdata;
  for (const [element, svar] of Object.entries(others)) {
    assert.ok(typeof svar.data === 'object' && Object.keys(svar.data).length > 0, element);
    assert.equal(svar.error, undefined, element);
  }
  assert.deepEqual(Object.keys(others), ['AF', 'CSN', 'FK', 'SO', 'TNS', 'MIV']);
  if (version !== 'v1') typed(svarsdata);
  if (version !== 'v11') assert.ok(typeof SKV?.data === 'object');
  else for (const del of DELAR) JSON.parse(decoded((SKV as Delar)[del].data));
}

/** Each agency's data comes as values of its own types: numbers and booleans, not texts. */
function typed(svarsdata: Answer['svarsdata']): void {
  const at = (element: string, ...path: readonly string[]): unknown =>
    path.reduce<unknown>((from, name) => (from as Record<string, unknown>)[name], svarsdata[element]?.data);
  assert.equal(at('AF', 'Svar', 'StatusSokandeinformationKod'), 0);
  assert.equal(at('AF', 'Svar', 'Sekretessmarkering'), false);
  assert.equal(at('AF', 'Svar', 'ArbetssokandeInfo', 'ArbetssokandeOmfattning'), 100);
  const kassa = ['ArbetsloshetsersattningLista', 'Arbetsloshetsersattning', '0'];
  assert.equal(at('SO', ...kassa, 'Utbetalningar', '0', 'NettoEfterSkatt'), 12_500.5);
  assert.equal(at('SO', ...kassa, 'AnsoktOmErsattning', 'AnsokanOmUtbetalningInlamnad'), true);
  assert.equal(at('TNS', 'fordonsinnehav', 'fordon', '0', 'regnr'), 'ABC000');
  assert.equal(at('MIV', 'response', 'personnummer'), WELL);
  assert.match(
    String(at('MIV', 'response', 'svarCollection', 'svar', '0', 'beslutsdatum')),
    /^\d{4}-\d{2}-\d{2}\+\d{2}:\d{2}$/,
  );
}

const decoded = (base64: unknown): string => Buffer.from(String(base64), 'base64').toString('utf8');

function errors(version: string, { svarsdata }: Answer): void {
  const { SKV, ...others } = svarsdata;
  for (const [element, { error }] of Object.entries(others))
    isFel(error, FELKODER[element] ?? (version === 'v1' ? '1002' : '500'), element);
  if (version !== 'v11') isFel(SKV?.error, '9071009', 'SKV');
  else for (const del of DELAR) isFel((SKV as Delar)[del].error, '500', del);
}

function isFel(error: Fel | undefined, felkod: string, element: string): void {
  assert.deepEqual([error?.kalla, error?.felkod], ['BT', felkod], element);
  assert.ok((error?.felmeddelande.length ?? 0) > 0, element);
}

async function fault(base: string, version: string): Promise<void> {
  const refused: unknown = await ask(base, version, NOBODY).then(
    () => assert.fail('answered'),
    (error: unknown) => error,
  );
  const { root } = refused as { root: { Envelope: { Body: { Fault: { detail: Record<string, Fel> } } } } };
  const detail = root.Envelope.Body.Fault.detail['hamtaBastjanstInformationFault'];
  assert.equal(detail?.felkod, '1001');
  assert.match(detail.felmeddelande.join(' '), /personidentitet/);
}

/** Of the agencies, FK has a test operation (sources.md 1.7). */
const testa = async (base: string, version: string): Promise<void> =>
  assert.deepEqual(await call(base, version, 'testaBastjanstInformation', {}), { FK: { anropad: true } });

/** Fails when anything is written to the console or warned about meanwhile: node-soap does both. */
async function quietly<T>(step: () => Promise<T>): Promise<T> {
  const said: string[] = [];
  const { log, warn, error } = console;
  const note = (...words: unknown[]): void => void said.push(words.map(String).join(' '));
  const warned = (warning: Error): void => note(warning.message);
  Object.assign(console, { log: note, warn: note, error: note });
  process.on('warning', warned);
  try {
    const result = await step();
    assert.deepEqual(said, []);
    return result;
  } finally {
    process.off('warning', warned);
    Object.assign(console, { log, warn, error });
  }
}

import { auditKeys, finder, ofInquiry, TrailCheck, type AuditKeys, type TrailReport } from '@ssbtek/audit';
import { readSettings, type Environment } from '@ssbtek/config';
import { EXIT, makeBus, PROCESS_SETTINGS, readKeys, VERSION } from '@ssbtek/runtime';
import { createTelemetry } from '@ssbtek/telemetry';
import { readArguments, USAGE, type Asked } from './arguments';
import { foundLines, type FoundRecord } from './found';
import { reportText } from './report-text';
import { readFileLines, readTopic, TrailUnreadable, type TakeLine } from './source';

/** Standard input and output. */
export interface Streams {
  readonly stdin: AsyncIterable<Uint8Array | string>;
  readonly stdout: { write(text: string): unknown };
  readonly stderr: { write(text: string): unknown };
}

/** The trail could not be read, so that nothing can be said about it. */
const UNREADABLE = 2;

const INQUIRY_ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

class Mistake extends Error {}

/** Runs one command over the audit trail; resolves to the exit code. Nothing personal is written but what `find` finds. */
export async function auditCommand(
  args: readonly string[],
  env: Environment,
  streams: Streams,
): Promise<number> {
  const { stdout, stderr } = streams;
  const asked = readArguments(args);
  if (asked === 'version') {
    stdout.write(`${VERSION}\n`);
    return EXIT.ok;
  }
  if (asked === undefined || asked === 'help') {
    (asked ? stdout : stderr).write(USAGE);
    return asked ? EXIT.ok : EXIT.usage;
  }
  const settings = { ...env, ...(asked.brokers && { SSBTEK_KAFKA_BROKERS: asked.brokers }) };
  const read = (take: TakeLine): Promise<void> => readTrail(asked, settings, take);
  try {
    if (asked.action === 'export') {
      await read((line) => void stdout.write(`${line}\n`));
      return EXIT.ok;
    }
    const keys = keysOf(asked.keys ?? env['SSBTEK_AUDIT_KEYS_FILE']);
    return asked.action === 'verify'
      ? await verify(asked, keys, read, streams)
      : await find(asked, keys, read, streams);
  } catch (error) {
    if (!(error instanceof Mistake) && !(error instanceof TrailUnreadable)) throw error;
    stderr.write(`${error.message}\n`);
    return error instanceof Mistake ? EXIT.configuration : UNREADABLE;
  }
}

type Read = (take: TakeLine) => Promise<void>;

async function verify(asked: Asked, keys: AuditKeys, read: Read, { stdout }: Streams): Promise<number> {
  const check = new TrailCheck(keys);
  await read((line, place) => void check.add(line, place));
  const report = forgiving(check.report(new Date()), asked);
  stdout.write(asked.json ? `${JSON.stringify(report, undefined, 2)}\n` : reportText(report));
  const open = asked.strict && report.chains.some(({ ending }) => ending === 'open');
  return report.findings.length > 0 || open ? EXIT.fault : EXIT.ok;
}

const forgiving = (report: TrailReport, { allowCutHead }: Asked): TrailReport =>
  allowCutHead
    ? { ...report, findings: report.findings.filter(({ fault }) => fault !== 'head-missing') }
    : report;

async function find(asked: Asked, keys: AuditKeys, read: Read, streams: Streams): Promise<number> {
  const matches = await soughtBy(asked, keys, streams);
  const check = new TrailCheck(keys);
  const found = new Map<string, FoundRecord>();
  await read((line, place) => {
    const record = check.add(line, place);
    if (record && matches(record)) found.set(record.hash, record);
  });
  streams.stdout.write(foundLines([...found.values()], keys, asked.ground));
  const { findings } = forgiving(check.report(new Date()), asked);
  const trust = findings.length > 0 ? ', and the trail is not whole: run verify' : '';
  streams.stderr.write(`${found.size} answers${trust}\n`);
  return findings.length > 0 ? EXIT.fault : EXIT.ok;
}

/** What `find` looks for. An inquiry's id is nothing personal, so it may stand among the arguments. */
async function soughtBy(asked: Asked, keys: AuditKeys, streams: Streams): Promise<ReturnType<typeof finder>> {
  const { inquiry, handlaggare } = asked;
  if (inquiry === undefined)
    return finder(keys, handlaggare ? 'handlaggare' : 'person', await identityOf(asked, streams));
  if (!INQUIRY_ID.test(inquiry) || handlaggare)
    throw new Mistake(
      '--inquiry must be the id of X-SSBTEK-Inquiry-Id, a UUID, and stands without --handlaggare.',
    );
  return ofInquiry(inquiry.toLowerCase());
}

/** From standard input: arguments are seen by everybody on the machine. */
async function identityOf({ handlaggare }: Asked, { stdin }: Streams): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stdin) chunks.push(typeof chunk === 'string' ? Buffer.from(chunk) : chunk);
  const given = Buffer.concat(chunks).toString('utf8').trim();
  if (handlaggare && given !== '') return given;
  const digits = given.replace(/[\s-]/g, '');
  if (/^\d{12}$/.test(digits)) return digits;
  throw new Mistake('Standard input must hold the identity of one person, twelve digits, or a handläggare.');
}

function keysOf(path: string | undefined): AuditKeys {
  if (path === undefined || path === '')
    throw new Mistake('SSBTEK_AUDIT_KEYS_FILE must be set, or --keys given.');
  const read = readKeys('The file with the audit keys', path);
  if ('mistake' in read) throw new Mistake(read.mistake);
  return auditKeys(read.keys);
}

async function readTrail({ file }: Asked, env: Environment, take: TakeLine): Promise<void> {
  if (file !== undefined) return readFileLines(file, take);
  const settings = readSettings(PROCESS_SETTINGS, { ...env, SSBTEK_KAFKA_ENSURE_TOPICS: 'false' });
  if (!settings.ok) throw new Mistake(settings.mistakes.join('\n'));
  if (!settings.values.kafkaBrokers)
    throw new Mistake('SSBTEK_KAFKA_BROKERS must be set, or --brokers or --file given.');
  const silent = createTelemetry({ role: 'audit', instance: 'audit', level: 'silent' });
  const bus = await makeBus(settings.values, 'ssbtek-audit', silent, ['audit']);
  try {
    await readTopic(bus, take);
  } finally {
    await bus.close();
  }
}

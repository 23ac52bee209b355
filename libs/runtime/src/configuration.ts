import { readFileSync } from 'node:fs';
import { readSettings, unknownVariables, type Environment, type Settings } from '@ssbtek/config';
import { ephemeralSealer, plainSealer, sealerFromKeysFile, type PayloadSealer } from '@ssbtek/messaging';
import { kafkaTlsMistakes } from './kafka-tls';
import { KNOWN_ELSEWHERE, PROCESS_SETTINGS, type ProcessValues } from './process-settings';
import type { Role } from './role';

/** Everything checked: what a process is started from. */
export interface Configuration {
  readonly process: ProcessValues;
  /** Values of each role, by its name. */
  readonly roles: ReadonlyMap<string, Readonly<Record<string, unknown>>>;
  readonly sealer: PayloadSealer;
}

export type ConfigurationResult =
  | { readonly ok: true; readonly configuration: Configuration }
  | { readonly ok: false; readonly mistakes: readonly string[] };

/** Agency that a variable belongs to: `SSBTEK_AGENCY_CSN_URL` to `CSN`. */
const agencyOf = (name: string): string | undefined => /^SSBTEK_AGENCY_([A-Z0-9]+)_/.exec(name)?.[1];

/**
 * A process with all roles knows every variable. A process with one role shares its environment with others: there
 * only a name that looks like a slip of one of its own is a mistake.
 */
function unknownMistakes(roles: readonly Role[], env: Environment): string[] {
  const records: readonly Settings[] = [PROCESS_SETTINGS, ...roles.map((role) => role.settings)];
  const known = [
    ...records.flatMap((record) => Object.values(record).map(({ name }) => name)),
    ...KNOWN_ELSEWHERE,
  ];
  return unknownVariables(known, env)
    .filter(({ name, meant }) => roles.length > 1 || (meant && agencyOf(name) === agencyOf(meant)))
    .map(({ mistake }) => mistake);
}

function busMistakes(roles: readonly Role[], values: ProcessValues): string[] {
  const alone = roles.length === 1 && roles[0]?.needsBus;
  return alone && !values.kafkaBrokers
    ? ['SSBTEK_KAFKA_BROKERS must be set: the bus in memory serves only roles of one process.']
    : [];
}

const tracingMistakes = ({ tracing, tracingUrl }: ProcessValues): string[] =>
  tracing === 'otlp' && tracingUrl === undefined
    ? ['SSBTEK_TRACING_OTLP_URL must be set when SSBTEK_TRACING is otlp.']
    : [];

/** The sealer in force. A single process that talks to itself makes its own key at start (architecture 11). */
function sealerFor(
  roles: readonly Role[],
  values: ProcessValues,
): PayloadSealer | { readonly mistake: string } {
  if (values.payloadEncryption === 'off') return plainSealer();
  if (values.payloadKeysFile !== undefined) {
    try {
      return sealerFromKeysFile(readFileSync(values.payloadKeysFile, 'utf8'));
    } catch {
      return { mistake: 'SSBTEK_PAYLOAD_KEYS_FILE must hold usable keys; see the setting for its form.' };
    }
  }
  if (roles.length > 1 || !roles.some(({ needsBus }) => needsBus)) return ephemeralSealer();
  return { mistake: 'SSBTEK_PAYLOAD_KEYS_FILE must be set, or SSBTEK_PAYLOAD_ENCRYPTION=off be said.' };
}

function readRoles(roles: readonly Role[], env: Environment) {
  const values = new Map<string, Readonly<Record<string, unknown>>>();
  const mistakes: string[] = [];
  for (const role of roles) {
    const read = readSettings(role.settings, env);
    if (!read.ok) {
      mistakes.push(...read.mistakes);
      continue;
    }
    values.set(role.name, read.values);
    mistakes.push(...(role.check?.(read.values, roles.length === 1) ?? []));
  }
  return { values, mistakes };
}

/** Reads and checks the whole configuration of a process; names every mistake, each once. */
export function loadConfiguration(roles: readonly Role[], env: Environment): ConfigurationResult {
  const processRead = readSettings(PROCESS_SETTINGS, env);
  const roleRead = readRoles(roles, env);
  const sealer = processRead.ok ? sealerFor(roles, processRead.values) : undefined;
  const mistakes = [
    ...(processRead.ok
      ? [...busMistakes(roles, processRead.values), ...kafkaTlsMistakes(processRead.values)]
      : processRead.mistakes),
    ...(processRead.ok ? tracingMistakes(processRead.values) : []),
    ...(sealer && 'mistake' in sealer ? [sealer.mistake] : []),
    ...roleRead.mistakes,
    ...unknownMistakes(roles, env),
  ];
  if (mistakes.length > 0 || !processRead.ok || !sealer || 'mistake' in sealer)
    return { ok: false, mistakes: [...new Set(mistakes)] };
  return { ok: true, configuration: { process: processRead.values, roles: roleRead.values, sealer } };
}

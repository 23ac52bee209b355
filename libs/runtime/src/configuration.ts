import {
  mistakesOf,
  readOnes,
  readSettings,
  unknownVariables,
  type Environment,
  type Settings,
} from '@ssbtek/config';
import type { PayloadSealer } from '@ssbtek/messaging';
import { kafkaSaslMistakes } from './kafka-sasl';
import { kafkaTlsMistakes } from './kafka-tls';
import { sealerFor } from './payload-keys';
import { KNOWN_ELSEWHERE, OWNED_BY_ALL, PROCESS_SETTINGS, type ProcessValues } from './process-settings';
import type { Role } from './role';
import { stopMistakes, stopTimeoutMs } from './stop-time';

type RoleValues = Readonly<Record<string, unknown>>;

/** Everything checked: what a process is started from. */
export interface Configuration {
  readonly process: ProcessValues;
  /** Values of each role, by its name. */
  readonly roles: ReadonlyMap<string, RoleValues>;
  readonly sealer: PayloadSealer;
  /** How long a stop waits for what is in flight, ms. */
  readonly stopTimeoutMs: number;
}

export type ConfigurationResult =
  | { readonly ok: true; readonly configuration: Configuration }
  | { readonly ok: false; readonly mistakes: readonly string[] };

/** Agency that a variable belongs to: `SSBTEK_AGENCY_CSN_URL` to `CSN`. */
const agencyOf = (name: string): string | undefined => /^SSBTEK_AGENCY_([A-Z0-9]+)_/.exec(name)?.[1];

/**
 * A process with all roles knows every variable. One that is a part of the mesh shares its environment with others: there
 * a mistake is what begins with a prefix of its own, and what looks like a slip of one of its names.
 */
function unknownMistakes(roles: readonly Role[], alone: boolean, env: Environment): string[] {
  const records: readonly Settings[] = [PROCESS_SETTINGS, ...roles.map((role) => role.settings)];
  const known = [
    ...records.flatMap((record) => Object.values(record).map(({ name }) => name)),
    ...KNOWN_ELSEWHERE,
  ];
  const owned = [...OWNED_BY_ALL, ...roles.flatMap(({ owns }) => owns)];
  return unknownVariables(known, env)
    .filter(
      ({ name, meant }) =>
        !alone ||
        owned.some((prefix) => name.startsWith(prefix)) ||
        (meant && agencyOf(name) === agencyOf(meant)),
    )
    .map(({ mistake }) => mistake);
}

function busMistakes(roles: readonly Role[], alone: boolean, values: ProcessValues): string[] {
  const speaksToOthers = alone && roles.some(({ needsBus }) => needsBus);
  return speaksToOthers && !values.kafkaBrokers
    ? ['SSBTEK_KAFKA_BROKERS must be set: the bus in memory serves only roles of one process.']
    : [];
}

const tracingMistakes = ({ tracing, tracingUrl }: ProcessValues): string[] =>
  tracing === 'otlp' && tracingUrl === undefined
    ? ['SSBTEK_TRACING_OTLP_URL must be set when SSBTEK_TRACING is otlp.']
    : [];

/** What a process is in the mesh. */
export interface ConfigurationOptions {
  /**
   * The rest of the mesh runs in other processes, although several roles run in this one: they share the environment
   * and the broker with it. A single role always is a part.
   */
  readonly part?: boolean;
}

/** Reads and checks the whole configuration of a process; names every mistake, each once. */
export function loadConfiguration(
  roles: readonly Role[],
  env: Environment,
  { part = roles.length === 1 }: ConfigurationOptions = {},
): ConfigurationResult {
  const own = readSettings(PROCESS_SETTINGS, env);
  const read = roles.map((role) => ({ role, ...readSettings(role.settings, env) }));
  const process = readOnes<ProcessValues>(own.values);
  const known = read.map(({ role, values }) => ({ role, values: readOnes<RoleValues>(values) }));
  let sealer: PayloadSealer | undefined;
  const checks = [
    () => busMistakes(roles, part, process),
    () => kafkaTlsMistakes(process),
    () => kafkaSaslMistakes(process),
    () => tracingMistakes(process),
    () => {
      const made = sealerFor(roles, process, part);
      if ('mistake' in made) return [made.mistake];
      sealer = made;
      return [];
    },
    ...known.flatMap(({ role, values }) => role.checks?.(values, { alone: part, process }) ?? []),
    ...known.map((one) => () => stopMistakes(process, one)),
  ];
  const mistakes = [
    ...[own, ...read].flatMap((result) => (result.ok ? [] : result.mistakes)),
    ...mistakesOf(checks),
    ...unknownMistakes(roles, part, env),
  ];
  if (mistakes.length > 0 || !own.ok || !sealer) return { ok: false, mistakes: [...new Set(mistakes)] };
  return {
    ok: true,
    configuration: {
      process: own.values,
      roles: new Map(read.map(({ role, values }) => [role.name, values])),
      sealer,
      stopTimeoutMs: stopTimeoutMs(own.values, known),
    },
  };
}

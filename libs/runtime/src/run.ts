import { showSettings, type Environment, type Settings } from '@ssbtek/config';
import { parseArguments, USAGE } from './arguments';
import { loadConfiguration, type Configuration } from './configuration';
import { fixedWords } from './fixed-words';
import { mesh } from './mesh';
import { PROCESS_SETTINGS } from './process-settings';
import type { Role } from './role';
import { exitOnFaults, stopOnSignals } from './signals';
import { startFailure } from './start-failure';
import { VERSION } from './version';

/** Exit codes, as in sysexits.h. */
export const EXIT = { ok: 0, fault: 1, usage: 64, configuration: 78 } as const;

export interface RunOptions {
  /** Called once, when every role has started, with the addresses that they have told and the port of metrics and health. */
  readonly onStarted?: (addresses: Readonly<Record<string, string>>, managementPort: number) => void;
  /** Name of the process; the role's when there is one, else `all-in-one`. */
  readonly name?: string;
  /** See {@link loadConfiguration}. */
  readonly part?: boolean;
}

/** What the command line and the environment come to. */
export type Preparation =
  { readonly run: Configuration } | { readonly exit: number; readonly out: string; readonly err: string };

const allSettings = (roles: readonly Role[]): readonly Settings[] => [
  PROCESS_SETTINGS,
  ...roles.map(({ settings }) => settings),
];

const lines = (list: readonly string[]): string => list.map((line) => `${line}\n`).join('');

/** Decides, without doing anything, whether to run or what to print and how to exit. */
export function prepare(
  roles: readonly Role[],
  args: readonly string[],
  env: Environment,
  options: Pick<RunOptions, 'part'> = {},
): Preparation {
  const command = parseArguments(args);
  if (typeof command === 'object') return { exit: EXIT.usage, out: '', err: `${command.mistake}\n` };
  if (command === 'help') return { exit: EXIT.ok, out: USAGE, err: '' };
  if (command === 'version') return { exit: EXIT.ok, out: `${VERSION}\n`, err: '' };
  if (command === 'list-targets')
    return { exit: EXIT.ok, out: lines(roles.map(({ name }) => name)), err: '' };
  const result = loadConfiguration(roles, env, options);
  const shown = showSettings(allSettings(roles), env);
  const out =
    command === 'print-config' ? lines(shown.map(({ name, shown: value }) => `${name}=${value}`)) : '';
  if (!result.ok) {
    const err = lines([
      'The configuration cannot be used:',
      ...result.mistakes.map((mistake) => `- ${mistake}`),
    ]);
    return { exit: EXIT.configuration, out, err };
  }
  if (command === 'run') return { run: result.configuration };
  return {
    exit: EXIT.ok,
    out: command === 'verify-config' ? 'The configuration can be used.\n' : out,
    err: '',
  };
}

const nameOf = (roles: readonly Role[], options: RunOptions): string =>
  options.name ?? (roles.length === 1 ? (roles[0]?.name ?? 'none') : 'all-in-one');

async function start(
  roles: readonly Role[],
  configuration: Configuration,
  options: RunOptions,
): Promise<void> {
  const name = nameOf(roles, options);
  const exit = (code: number): void => process.exit(code);
  const running = mesh(roles, configuration, { name, version: VERSION });
  const { log } = running.telemetry;
  process.title = `ssbtek-${name}`;
  // Node's own listener prints a warning's text to the console, and texts may quote what they warn of.
  process
    .removeAllListeners('warning')
    .on('warning', ({ name: reason }) => log.warn('Node warns', { reason }));
  exitOnFaults(process, log, exit);
  log.info('starting', { version: VERSION });
  const { stopTimeoutMs: timeoutMs } = configuration;
  const signals = stopOnSignals(process, { log, timeoutMs, stop: () => running.stop(), exit });
  try {
    await running.start();
  } catch (error) {
    log.error('the process could not start', { reason: fixedWords(error) });
    const { sentence, setting } = startFailure(error, showSettings(allSettings(roles), process.env));
    process.stderr.write(sentence);
    return exit(setting ? EXIT.configuration : EXIT.fault);
  }
  if (signals.stopping()) return;
  log.info('running', { port: running.managementPort });
  options.onStarted?.(running.addresses, running.managementPort);
}

/**
 * Runs one role, or several beside each other (all-in-one), until SIGTERM or SIGINT. A configuration that cannot be
 * used ends the process with exit code 78, every mistake on standard error.
 */
export async function run(roles: readonly Role[], options: RunOptions = {}): Promise<void> {
  const prepared = prepare(roles, process.argv.slice(2), process.env, options);
  if ('run' in prepared) return start(roles, prepared.run, options);
  process.stdout.write(prepared.out);
  process.stderr.write(prepared.err);
  process.exitCode = prepared.exit;
}

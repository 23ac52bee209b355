import { parseArgs } from 'node:util';

/** For `--help`. */
export const USAGE = `Reads the audit trail: from Kafka, or from a file of exported records.

  verify   checks every chain; exit code 0: whole, 1: not
  export   writes the records to standard output, a line each
  find     lists the answers about the person whose identity stands on standard input, as JSON, or what became of
           one inquiry

  --file <path>       exported records instead of Kafka
  --brokers <list>    instead of SSBTEK_KAFKA_BROKERS
  --keys <path>       instead of SSBTEK_AUDIT_KEYS_FILE
  --strict            verify: an end that is open counts as wrong too
  --allow-cut-head    verify: chains may lack their beginning, which retention took
  --json              verify: the report as JSON
  --handlaggare       find: a handläggare instead of a person
  --inquiry <id>      find: by the id that the answer had in X-SSBTEK-Inquiry-Id; standard input is not read
  --ground            find: with syfte and lagtext
  --version           print the version of the mesh, and exit
  --help              print this, and exit

Kafka is reached with the settings of every process (SSBTEK_KAFKA_...).
`;

export type Action = 'verify' | 'export' | 'find';

/** What the command line asks for. */
export interface Asked {
  readonly action: Action;
  readonly file?: string | undefined;
  readonly brokers?: string | undefined;
  readonly keys?: string | undefined;
  readonly strict: boolean;
  readonly allowCutHead: boolean;
  readonly json: boolean;
  readonly handlaggare: boolean;
  readonly inquiry?: string | undefined;
  readonly ground: boolean;
}

const ACTIONS: readonly string[] = ['verify', 'export', 'find'];
const flag = { type: 'boolean', default: false } as const;
const text = { type: 'string' } as const;
const OPTIONS = {
  file: text,
  brokers: text,
  keys: text,
  strict: flag,
  'allow-cut-head': flag,
  json: flag,
  handlaggare: flag,
  inquiry: text,
  ground: flag,
  version: flag,
  help: { ...flag, short: 'h' },
} as const;

/** Reads the arguments. Nothing that was typed is repeated: somebody may have typed an identity. */
export function readArguments(args: readonly string[]): Asked | 'help' | 'version' | undefined {
  try {
    const { values, positionals } = parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true });
    if (values.help) return 'help';
    if (values.version) return 'version';
    const [action, ...others] = positionals;
    if (action === undefined || !ACTIONS.includes(action) || others.length > 0) return undefined;
    const { 'allow-cut-head': allowCutHead, help: _, version: __, ...rest } = values;
    return { ...rest, allowCutHead, action: action as Action };
  } catch {
    return undefined;
  }
}

import type { Environment, Setting, Settings, Values } from './setting';

/** Values, or every mistake at once and the values of the other settings. */
export type ReadResult<S extends Settings> =
  | { readonly ok: true; readonly values: Values<S> }
  | { readonly ok: false; readonly mistakes: readonly string[]; readonly values: Partial<Values<S>> };

/** Reads and checks all settings of a record; never stops at the first mistake. */
export function readSettings<S extends Settings>(settings: S, env: Environment): ReadResult<S> {
  const values: Record<string, unknown> = {};
  const mistakes: string[] = [];
  for (const [key, setting] of Object.entries(settings)) {
    const result = setting.parse(env[setting.name]);
    if ('mistake' in result) mistakes.push(result.mistake);
    else values[key] = result.value;
  }
  return mistakes.length > 0
    ? { ok: false, mistakes, values: values as Partial<Values<S>> }
    : { ok: true, values: values as Values<S> };
}

/** One line of `--print-config`. */
export interface ShownSetting {
  readonly name: string;
  /** What is in force: as given, else the default; secrets masked. */
  readonly shown: string;
}

const MASK = '********';

function show(setting: Setting<unknown>, env: Environment): string {
  const given = env[setting.name]?.trim() ?? '';
  if (given === '') return setting.defaultText;
  // A value that breaks the rule may be a secret in the wrong place, or an address with a password in it.
  return setting.secret || 'mistake' in setting.parse(given) ? MASK : given;
}

/** What is in force, sorted by name, for people. A variable that several records declare is shown once. */
export function showSettings(records: readonly Settings[], env: Environment): readonly ShownSetting[] {
  const byName = new Map<string, string>();
  for (const setting of records.flatMap((record) => Object.values(record))) {
    if (byName.get(setting.name) !== MASK) byName.set(setting.name, show(setting, env));
  }
  return [...byName].map(([name, shown]) => ({ name, shown })).sort((a, b) => (a.name < b.name ? -1 : 1));
}

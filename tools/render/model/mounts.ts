import type { Workload } from './workload.ts';

/** Files that come from outside and are mounted as one folder. */
export interface Mount {
  /** Name of the volume. */
  readonly name: string;
  readonly folder: string;
  /** File names by the setting that tells the process about them. */
  readonly files: Readonly<Record<string, string>>;
}

/** Keys for what Kafka carries. */
const PAYLOAD_KEYS: Mount = {
  name: 'payload-keys',
  folder: '/etc/ssbtek/payload-keys',
  files: { SSBTEK_PAYLOAD_KEYS_FILE: 'keys.json' },
};

/** Keys that the audit trail is made with. */
const AUDIT_KEYS: Mount = {
  name: 'audit-keys',
  folder: '/etc/ssbtek/audit-keys',
  files: { SSBTEK_AUDIT_KEYS_FILE: 'keys.json' },
};

/** Secrets without which a process does not start: name by volume. */
export const KEY_SECRETS = [
  { mount: PAYLOAD_KEYS, secret: 'ssbtek-payload-keys' },
  { mount: AUDIT_KEYS, secret: 'ssbtek-audit-keys' },
] as const;

/** The settings that a mount gives a process. */
export const settingsOfMount = ({ folder, files }: Mount): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(files).map(([setting, file]) => [setting, `${folder}/${file}`]));

/** The secrets with keys that this process reads. A process that uses no broker has nothing to encrypt. */
export const keySecretsOf = ({ usesKafka, settings }: Workload): readonly (typeof KEY_SECRETS)[number][] =>
  KEY_SECRETS.filter(
    ({ mount }) => usesKafka && Object.keys(mount.files).every((name) => settings.has(name)),
  );

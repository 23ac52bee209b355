import type { Workload } from './workload.ts';

/** Files that come from outside and are mounted as one folder. */
export interface Mount {
  /** Name of the volume. */
  readonly name: string;
  readonly folder: string;
  /** File names by the setting that tells the process about them. */
  readonly files: Readonly<Record<string, string>>;
  /** Settings that go with the files. */
  readonly settings?: Readonly<Record<string, string>>;
}

/** Keys for what Kafka carries. */
export const PAYLOAD_KEYS: Mount = {
  name: 'payload-keys',
  folder: '/etc/ssbtek/payload-keys',
  files: { SSBTEK_PAYLOAD_KEYS_FILE: 'keys.json' },
};

/** Keys that the audit trail is made with. */
export const AUDIT_KEYS: Mount = {
  name: 'audit-keys',
  folder: '/etc/ssbtek/audit-keys',
  files: { SSBTEK_AUDIT_KEYS_FILE: 'keys.json' },
};

/** Client certificate towards Kafka. */
export const KAFKA_TLS: Mount = {
  name: 'kafka-tls',
  folder: '/etc/ssbtek/kafka',
  files: {
    SSBTEK_KAFKA_TLS_CA_FILE: 'ca.crt',
    SSBTEK_KAFKA_TLS_CERT_FILE: 'user.crt',
    SSBTEK_KAFKA_TLS_KEY_FILE: 'user.key',
  },
  settings: { SSBTEK_KAFKA_TLS: 'on' },
};

/** The ingress's server certificate and the authorities of its callers. */
export const CALLER_TLS: Mount = {
  name: 'tls',
  folder: '/etc/ssbtek/tls',
  files: {
    SSBTEK_TLS_CERT_FILE: 'tls.crt',
    SSBTEK_TLS_KEY_FILE: 'tls.key',
    SSBTEK_TLS_CLIENT_CA_FILE: 'ca.crt',
  },
  settings: { SSBTEK_TLS_MODE: 'terminate' },
};

/** Who is connected, and who is whose ombud. */
export const PARTIES: Mount = {
  name: 'parties',
  folder: '/etc/ssbtek/parties',
  files: { SSBTEK_PARTIES_FILE: 'parties.yaml' },
};

/** Client certificate towards an agency, and the authority of the agency's own. */
export const agencyTls = (kod: string): Mount => {
  const file = (kind: string): string => `SSBTEK_AGENCY_${kod.toUpperCase()}_${kind}_FILE`;
  return {
    name: 'agency-tls',
    folder: '/etc/ssbtek/agency',
    files: { [file('CA')]: 'ca.crt', [file('CERT')]: 'tls.crt', [file('KEY')]: 'tls.key' },
  };
};

/** Secrets without which a process does not start: name by volume. */
export const KEY_SECRETS = [
  { mount: PAYLOAD_KEYS, secret: 'ssbtek-payload-keys' },
  { mount: AUDIT_KEYS, secret: 'ssbtek-audit-keys' },
] as const;

/** The settings that a mount gives a process. */
export const settingsOfMount = ({ folder, files, settings }: Mount): Readonly<Record<string, string>> => ({
  ...settings,
  ...Object.fromEntries(Object.entries(files).map(([setting, file]) => [setting, `${folder}/${file}`])),
});

/** The secrets with keys that this process reads. A process that uses no broker has nothing to encrypt. */
export const keySecretsOf = ({ usesKafka, settings }: Workload): readonly (typeof KEY_SECRETS)[number][] =>
  KEY_SECRETS.filter(
    ({ mount }) => usesKafka && Object.keys(mount.files).every((name) => settings.has(name)),
  );

import type { TLSSocket } from 'node:tls';
import { choice, filePath, type Values } from '@ssbtek/config';
import type { Telemetry } from '@ssbtek/telemetry';
import {
  crlDescription,
  freshTls,
  OpenPeers,
  revocationSettings,
  tlsFileMistakes,
  tlsPairMistakes,
  type TlsMaterial,
  type TlsNames,
  type TlsPaths,
} from '@ssbtek/tls';
import { FreshFiles } from '@ssbtek/watched-files';

/** TLS towards the brokers. The client certificate is the user that permissions are given to. */
export const kafkaTlsSettings = {
  kafkaTls: choice('SSBTEK_KAFKA_TLS', {
    of: ['off', 'on'],
    default: 'off',
    description: 'on connects to the brokers with TLS; certificate and name of each are checked.',
  }),
  kafkaCaFile: filePath('SSBTEK_KAFKA_TLS_CA_FILE', {
    derived: 'the authorities that Node knows',
    description:
      "PEM file with the authorities that the brokers' certificates must come from. Read again when it changes.",
  }),
  kafkaCertFile: filePath('SSBTEK_KAFKA_TLS_CERT_FILE', {
    description: 'PEM file with our client certificate towards the brokers. Read again when it changes.',
  }),
  kafkaKeyFile: filePath('SSBTEK_KAFKA_TLS_KEY_FILE', {
    description: 'PEM file with the key of that certificate. Read again when it changes.',
  }),
  kafkaCrlFile: filePath('SSBTEK_KAFKA_TLS_CRL_FILE', {
    description: crlDescription("the brokers' certificates"),
  }),
  ...revocationSettings,
};

type KafkaTlsValues = Values<typeof kafkaTlsSettings>;
type KafkaTlsFiles = Omit<KafkaTlsValues, 'crlOutOfDate'>;

const NAMES: TlsNames = {
  ca: kafkaTlsSettings.kafkaCaFile.name,
  cert: kafkaTlsSettings.kafkaCertFile.name,
  key: kafkaTlsSettings.kafkaKeyFile.name,
  crl: kafkaTlsSettings.kafkaCrlFile.name,
};

const pathsOf = (values: KafkaTlsFiles): TlsPaths => ({
  ca: values.kafkaCaFile,
  cert: values.kafkaCertFile,
  key: values.kafkaKeyFile,
  crl: values.kafkaCrlFile,
});

/** Everything that is wrong with these settings and their files, one sentence each. */
export function kafkaTlsMistakes(values: KafkaTlsFiles): readonly string[] {
  const paths = pathsOf(values);
  if (values.kafkaTls === 'on') return [...tlsFileMistakes(paths, NAMES), ...tlsPairMistakes(paths, NAMES)];
  // A switch forgotten beside files that are there would send everything in plain text.
  return (['ca', 'cert', 'key', 'crl'] as const)
    .filter((kind) => paths[kind] !== undefined)
    .map(
      (kind) =>
        `${NAMES[kind]} has no meaning when SSBTEK_KAFKA_TLS is off: set it on or leave the file out.`,
    );
}

/**
 * The certificates towards the brokers, kept fresh; undefined where TLS is off. A connection whose broker is revoked
 * meanwhile ends: the next one is refused.
 */
export function kafkaTls(
  values: KafkaTlsValues,
  telemetry: Telemetry,
): { current(): TlsMaterial; opened(socket: TLSSocket): void; close(): void } | undefined {
  if (values.kafkaTls === 'off') return undefined;
  const files = new FreshFiles(telemetry);
  const purpose = { file: 'kafka', certificates: { own: 'kafka-client', ca: 'kafka-ca' } } as const;
  const given = { paths: pathsOf(values), names: NAMES, outOfDate: values.crlOutOfDate };
  const peers = new OpenPeers();
  const fresh = freshTls(files, given, purpose, telemetry, ({ revocations }) =>
    peers.endRevoked(revocations),
  );
  return {
    current: () => fresh.current(),
    opened: (socket) => peers.add(socket),
    close: () => files.close(),
  };
}

import { filePath, type Values } from '@ssbtek/config';
import type { Telemetry } from '@ssbtek/telemetry';
import {
  crlDescription,
  freshTls,
  revocationSettings,
  tlsFileMistakes,
  TlsListener,
  tlsPairMistakes,
  type TlsNames,
  type TlsPaths,
} from '@ssbtek/tls';
import type { FreshFiles } from '@ssbtek/watched-files';

/** TLS of the simulated agencies; without a certificate they speak plain HTTP. */
export const simulatorTlsSettings = {
  certFile: filePath('SSBTEK_SIMULATOR_TLS_CERT_FILE', {
    description:
      'PEM file with the server certificate of the simulated agencies; set, they speak TLS only. Read again when it changes.',
  }),
  keyFile: filePath('SSBTEK_SIMULATOR_TLS_KEY_FILE', {
    description: 'PEM file with the key of that certificate. Read again when it changes.',
  }),
  clientCaFile: filePath('SSBTEK_SIMULATOR_TLS_CLIENT_CA_FILE', {
    description:
      'PEM file with the authorities that our client certificates must come from; set, the simulated agencies refuse a connection without one. Read again when it changes.',
  }),
  clientCrlFile: filePath('SSBTEK_SIMULATOR_TLS_CLIENT_CRL_FILE', {
    description: crlDescription('our client certificates'),
  }),
  ...revocationSettings,
};

type SimulatorTls = Values<typeof simulatorTlsSettings>;
type SimulatorFiles = Omit<SimulatorTls, 'crlOutOfDate'>;

const NAMES: TlsNames = {
  cert: simulatorTlsSettings.certFile.name,
  key: simulatorTlsSettings.keyFile.name,
  ca: simulatorTlsSettings.clientCaFile.name,
  crl: simulatorTlsSettings.clientCrlFile.name,
};

const pathsOf = (values: SimulatorFiles): TlsPaths => ({
  cert: values.certFile,
  key: values.keyFile,
  ca: values.clientCaFile,
  crl: values.clientCrlFile,
});

/** Everything that is wrong with these settings and their files, one sentence each. */
export function simulatorTlsMistakes(values: SimulatorFiles): readonly string[] {
  const paths = pathsOf(values);
  const alone = paths.cert === undefined && paths.key === undefined;
  const idle = (['ca', 'crl'] as const).filter((kind) => alone && paths[kind] !== undefined);
  return [
    ...tlsFileMistakes(paths, NAMES),
    ...tlsPairMistakes(paths, NAMES),
    ...idle.map((kind) => `${NAMES.cert} and ${NAMES.key} must be set when ${NAMES[kind]} is.`),
  ];
}

/** The server side of TLS; undefined where the simulated agencies speak plain HTTP. */
export function simulatorTls(
  values: SimulatorTls,
  files: FreshFiles,
  telemetry: Telemetry,
): TlsListener | undefined {
  const paths = pathsOf(values);
  if (paths.cert === undefined) return undefined;
  const purpose = {
    file: 'simulator',
    certificates: { own: 'simulator', ca: 'simulator-client-ca' },
  } as const;
  const given = { paths, names: NAMES, outOfDate: values.crlOutOfDate };
  const material = freshTls(files, given, purpose, telemetry, (renewed) => listener.renew(renewed));
  const listener = new TlsListener(material.current(), 'refused');
  return listener;
}

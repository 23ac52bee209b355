import { filePath, integer, text, url, type Check, type Values } from '@ssbtek/config';
import type { Surroundings } from '@ssbtek/runtime';
import { timeSettings } from '@ssbtek/shell-settings';
import {
  crlDescription,
  revocationSettings,
  tlsFileMistakes,
  tlsPairMistakes,
  type TlsEnd,
  type TlsNames,
} from '@ssbtek/tls';

/** What an answer may take beyond the ingress's own deadline, ms: connecting, and the way back. */
const BEYOND_DEADLINE_MS = 2000;

/** The settings of the probe. */
export const probeSettings = {
  deadlineMs: timeSettings.deadlineMs,
  url: url('SSBTEK_PROBE_URL', {
    description:
      'Where the probe asks, as callers do: https://ssbtek.example.se, or the ingress inside of the cluster.',
  }),
  intervalMs: integer('SSBTEK_PROBE_INTERVAL_MS', {
    default: 60_000,
    min: 1000,
    max: 60_000,
    unit: 'ms',
    description: 'How often the probe asks each contract version that is open. Alerts expect once a minute.',
  }),
  timeoutMs: integer('SSBTEK_PROBE_TIMEOUT_MS', {
    min: 100,
    max: 600_000,
    unit: 'ms',
    derived: `SSBTEK_DEADLINE_MS and ${BEYOND_DEADLINE_MS} more`,
    description: 'How long the probe waits for an answer.',
  }),
  serverName: text('SSBTEK_PROBE_SERVER_NAME', {
    pattern: /[A-Za-z0-9.-]{1,253}/,
    rule: 'a DNS name',
    derived: 'the host of SSBTEK_PROBE_URL',
    description:
      'DNS name that the certificate of the door must be for, where it is asked by another name than callers use.',
  }),
  caFile: filePath('SSBTEK_PROBE_CA_FILE', {
    derived: 'the authorities that Node knows',
    description:
      'PEM file with the authorities that the certificate of the door must come from. Read again when it changes.',
  }),
  certFile: filePath('SSBTEK_PROBE_CERT_FILE', {
    description:
      'PEM file with the client certificate that the probe shows, of a party of the register. Read again when it changes.',
  }),
  keyFile: filePath('SSBTEK_PROBE_KEY_FILE', {
    description: 'PEM file with the key of that certificate. Read again when it changes.',
  }),
  crlFile: filePath('SSBTEK_PROBE_CRL_FILE', {
    description: crlDescription('the certificate of the door'),
  }),
  ...revocationSettings,
};

export type ProbeValues = Values<typeof probeSettings>;

const NAMES: TlsNames = {
  ca: probeSettings.caFile.name,
  cert: probeSettings.certFile.name,
  key: probeSettings.keyFile.name,
  crl: probeSettings.crlFile.name,
};

/** How long an answer is waited for, ms. */
export const patienceOf = ({
  timeoutMs,
  deadlineMs,
}: Pick<ProbeValues, 'timeoutMs' | 'deadlineMs'>): number => timeoutMs ?? deadlineMs + BEYOND_DEADLINE_MS;

/** The files of the probe's end of TLS; undefined where there are none. */
export function tlsEndOf(values: ProbeValues): TlsEnd | undefined {
  const { caFile: ca, certFile: cert, keyFile: key, crlFile: crl, crlOutOfDate: outOfDate } = values;
  const paths = { ca, cert, key, crl };
  if (Object.values(paths).every((path) => path === undefined)) return undefined;
  return { paths, names: NAMES, outOfDate };
}

/** What is wrong with these settings and the files they name. */
export const probeChecks = (values: ProbeValues, { alone }: Surroundings): readonly Check[] => [
  () => (alone && values.url === undefined ? ['SSBTEK_PROBE_URL must be set: the probe asks there.'] : []),
  () => fileMistakes(values),
];

function fileMistakes(values: ProbeValues): readonly string[] {
  const end = tlsEndOf(values);
  if (!end) return [];
  // A certificate that is never shown would be taken for one that works.
  if (values.url?.startsWith('http:'))
    return ['SSBTEK_PROBE_URL must begin with https: when the probe is given files for TLS.'];
  return [...tlsFileMistakes(end.paths, end.names), ...tlsPairMistakes(end.paths, end.names)];
}

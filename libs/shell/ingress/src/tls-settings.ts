import { choice, filePath, text, type Check, type Values } from '@ssbtek/config';
import { readRegister } from '@ssbtek/parties';
import { crlDescription, revocationSettings, tlsFileMistakes, type TlsEnd, type TlsNames } from '@ssbtek/tls';
import { readFiles, type Readout } from '@ssbtek/watched-files';
import { secretsIn } from './caller-proxy';

/** How callers are known (architecture 2). */
export const tlsSettings = {
  tlsMode: choice('SSBTEK_TLS_MODE', {
    of: ['off', 'terminate', 'proxy'],
    default: 'off',
    description:
      'How callers are known: off knows nobody and lets every caller in; terminate asks for a client certificate; proxy takes the certificate that an authenticated proxy hands on.',
  }),
  certFile: filePath('SSBTEK_TLS_CERT_FILE', {
    description:
      'PEM file with the server certificate and those between it and its authority. Read again when it changes.',
  }),
  keyFile: filePath('SSBTEK_TLS_KEY_FILE', {
    description: 'PEM file with the key of the server certificate. Read again when it changes.',
  }),
  clientCaFile: filePath('SSBTEK_TLS_CLIENT_CA_FILE', {
    description:
      "PEM file with the authorities that the client certificates come from; in mode proxy the authority of the proxy's own certificate. Read again when it changes.",
  }),
  clientCrlFile: filePath('SSBTEK_TLS_CLIENT_CRL_FILE', {
    description: crlDescription(
      "the callers' certificates, in mode proxy those that it hands on and its own,",
    ),
  }),
  ...revocationSettings,
  proxyCertHeader: text('SSBTEK_TLS_PROXY_CERT_HEADER', {
    default: 'x-ssl-client-cert',
    pattern: /[A-Za-z0-9-]{1,60}/,
    rule: 'the name of a header',
    description:
      "Header with the caller's certificate in mode proxy: PEM, URL encoded (nginx: $ssl_client_escaped_cert), or Envoy's x-forwarded-client-cert with Cert.",
  }),
  proxySecretFile: filePath('SSBTEK_TLS_PROXY_SECRET_FILE', {
    description:
      'File with the secret that the proxy sends in x-ssbtek-proxy-secret, at least 32 characters; a line each while two are in use. Read again when it changes.',
  }),
  proxyName: text('SSBTEK_TLS_PROXY_NAME', {
    pattern: /[A-Za-z0-9.-]{1,253}/,
    rule: 'a DNS name',
    description:
      "DNS name that the proxy's own certificate must be for, when SSBTEK_TLS_CLIENT_CA_FILE is set.",
  }),
  partiesFile: filePath('SSBTEK_PARTIES_FILE', {
    description:
      'YAML file with the register of parties: parties: [{ organisationsnummer, namn, ombud: [] }], numbers with twelve digits. Read again when it changes.',
  }),
};

export type TlsValues = Values<typeof tlsSettings>;

/** Everything that is wrong with these settings and the files they name, one sentence each. */
export const tlsChecks = (values: TlsValues): readonly Check[] => [
  () => combinationMistakes(values),
  () => fileMistakes(values),
];

/** Which variables are set, by name. */
const given = (values: TlsValues): Readonly<Record<string, boolean>> => ({
  SSBTEK_TLS_CERT_FILE: values.certFile !== undefined,
  SSBTEK_TLS_KEY_FILE: values.keyFile !== undefined,
  SSBTEK_TLS_CLIENT_CA_FILE: values.clientCaFile !== undefined,
  SSBTEK_TLS_CLIENT_CRL_FILE: values.clientCrlFile !== undefined,
  SSBTEK_TLS_PROXY_SECRET_FILE: values.proxySecretFile !== undefined,
  SSBTEK_TLS_PROXY_NAME: values.proxyName !== undefined,
});

const SERVER = ['SSBTEK_TLS_CERT_FILE', 'SSBTEK_TLS_KEY_FILE'];
const TERMINATE = [...SERVER, 'SSBTEK_TLS_CLIENT_CA_FILE'];
const PROXY_ONLY = ['SSBTEK_TLS_PROXY_SECRET_FILE', 'SSBTEK_TLS_PROXY_NAME'];

function combinationMistakes(values: TlsValues): string[] {
  const { tlsMode } = values;
  const is = given(values);
  const missing = (names: readonly string[], why: string): string[] =>
    names.filter((name) => !is[name]).map((name) => `${name} must be set when ${why}.`);
  // A mode forgotten beside files that are there would open the door to everybody.
  const idle = (names: readonly string[]): string[] =>
    names
      .filter((name) => is[name])
      .map(
        (name) => `${name} has no meaning when SSBTEK_TLS_MODE is ${tlsMode}: set the mode or leave it out.`,
      );
  if (tlsMode === 'off') return idle([...TERMINATE, 'SSBTEK_TLS_CLIENT_CRL_FILE', ...PROXY_ONLY]);
  if (tlsMode === 'terminate')
    return [...missing(TERMINATE, 'SSBTEK_TLS_MODE is terminate'), ...idle(PROXY_ONLY)];
  const proof = is['SSBTEK_TLS_PROXY_SECRET_FILE'] || is['SSBTEK_TLS_CLIENT_CA_FILE'];
  const mutual = is['SSBTEK_TLS_CLIENT_CA_FILE'] || is['SSBTEK_TLS_PROXY_NAME'];
  const tls = SERVER.some((name) => is[name]);
  return [
    ...(proof
      ? []
      : [
          'SSBTEK_TLS_PROXY_SECRET_FILE or SSBTEK_TLS_CLIENT_CA_FILE must be set when SSBTEK_TLS_MODE is proxy: the proxy must prove itself.',
        ]),
    ...(mutual
      ? missing([...TERMINATE, 'SSBTEK_TLS_PROXY_NAME'], 'the proxy is known by a certificate')
      : tls
        ? missing(SERVER, 'the proxy connects with TLS')
        : []),
  ];
}

const NAMES: TlsNames = {
  cert: 'SSBTEK_TLS_CERT_FILE',
  key: 'SSBTEK_TLS_KEY_FILE',
  ca: 'SSBTEK_TLS_CLIENT_CA_FILE',
  crl: 'SSBTEK_TLS_CLIENT_CRL_FILE',
};

/** The files of our end of TLS with callers, and the settings that name them. */
export const tlsFilesOf = ({
  certFile: cert,
  keyFile: key,
  clientCaFile: ca,
  clientCrlFile: crl,
  crlOutOfDate: outOfDate,
}: TlsValues): TlsEnd => ({ paths: { cert, key, ca, crl }, names: NAMES, outOfDate });

function fileMistakes(values: TlsValues): readonly string[] {
  const { certFile, keyFile, clientCrlFile, proxySecretFile, partiesFile } = values;
  const { paths, names } = tlsFilesOf(values);
  const mistakesOf = <T>(path: string | undefined, make: (text: string) => Readout<T>): readonly string[] => {
    if (path === undefined) return [];
    const read = readFiles([path], ([text = '']) => make(text));
    return read.ok ? [] : read.mistakes;
  };
  const pair = certFile !== undefined && keyFile !== undefined;
  const parties = mistakesOf(partiesFile, readRegister);
  return [
    ...(pair || clientCrlFile !== undefined ? tlsFileMistakes(paths, names) : []),
    ...mistakesOf(proxySecretFile, secretsIn),
    ...parties.map((mistake) => `SSBTEK_PARTIES_FILE: ${mistake}`),
  ];
}

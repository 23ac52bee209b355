import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { simulatorTlsMistakes } from './tls';

const path = (name: string): string =>
  fileURLToPath(new URL(`../../../certificates/fixtures/${name}`, import.meta.url));
const [certFile, keyFile, clientCaFile] = [path('server.pem'), path('server.key'), path('ca.pem')];
const clientCrlFile = path('revocation/root.crl');
const none = { certFile: undefined, keyFile: undefined, clientCaFile: undefined, clientCrlFile: undefined };

it.each([
  ['nothing', {}, []],
  ['TLS', { certFile, keyFile }, []],
  ['mutual TLS', { certFile, keyFile, clientCaFile }, []],
  [
    'no key',
    { certFile, clientCaFile },
    ['SSBTEK_SIMULATOR_TLS_KEY_FILE must be set when SSBTEK_SIMULATOR_TLS_CERT_FILE is.'],
  ],
  [
    'authorities without TLS',
    { clientCaFile },
    [
      'SSBTEK_SIMULATOR_TLS_CERT_FILE and SSBTEK_SIMULATOR_TLS_KEY_FILE must be set when SSBTEK_SIMULATOR_TLS_CLIENT_CA_FILE is.',
    ],
  ],
  ['lists', { certFile, keyFile, clientCaFile: path('revocation/root.pem'), clientCrlFile }, []],
  [
    'lists without TLS',
    { clientCrlFile: path('revocation/root.pem') },
    [
      'SSBTEK_SIMULATOR_TLS_CLIENT_CRL_FILE must hold revocation lists in PEM form (X509 CRL).',
      'SSBTEK_SIMULATOR_TLS_CERT_FILE and SSBTEK_SIMULATOR_TLS_KEY_FILE must be set when SSBTEK_SIMULATOR_TLS_CLIENT_CRL_FILE is.',
    ],
  ],
  [
    "another certificate's key",
    { certFile, keyFile: path('proxy.key') },
    ['SSBTEK_SIMULATOR_TLS_KEY_FILE holds a key that is not the one of the certificate.'],
  ],
])('TLS of the simulated agencies: %s', (_, values, mistakes) => {
  expect(simulatorTlsMistakes({ ...none, ...values })).toEqual(mistakes);
});

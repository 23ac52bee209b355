import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { renderMetrics, testTelemetry } from '@ssbtek/telemetry';
import { FreshFiles } from '@ssbtek/watched-files';
import { agencyTls, agencyTlsMistakes, type AgencyTlsFiles } from './tls';

const path = (name: string): string =>
  fileURLToPath(new URL(`../../../certificates/fixtures/${name}`, import.meta.url));
const good: AgencyTlsFiles = {
  caFile: path('ca.pem'),
  certFile: path('server-2.pem'),
  keyFile: path('server-2.key'),
};

describe('TLS files towards an agency', () => {
  it.each<[string, AgencyTlsFiles, readonly string[]]>([
    ['none', {}, []],
    ['all', good, []],
    ['only a CA', { caFile: path('ca.pem') }, []],
    [
      'no key',
      { ...good, keyFile: undefined },
      ['SSBTEK_AGENCY_CSN_KEY_FILE must be set when SSBTEK_AGENCY_CSN_CERT_FILE is.'],
    ],
    [
      'no certificate',
      { ...good, certFile: undefined },
      ['SSBTEK_AGENCY_CSN_CERT_FILE must be set when SSBTEK_AGENCY_CSN_KEY_FILE is.'],
    ],
    [
      "another certificate's key",
      { ...good, keyFile: path('server.key') },
      ['SSBTEK_AGENCY_CSN_KEY_FILE holds a key that is not the one of the certificate.'],
    ],
    [
      'a script',
      { caFile: path('make.sh'), certFile: path('make.sh'), keyFile: path('make.sh') },
      [
        'SSBTEK_AGENCY_CSN_CERT_FILE must hold certificates in PEM form.',
        'SSBTEK_AGENCY_CSN_KEY_FILE must hold a private key in PEM form, without a passphrase.',
        'SSBTEK_AGENCY_CSN_CA_FILE must hold certificates in PEM form.',
      ],
    ],
  ])('%s', (_, files, mistakes) => {
    expect(agencyTlsMistakes('csn', files)).toEqual(mistakes);
  });

  it('are shown by when they end', async () => {
    const telemetry = testTelemetry();
    const files = new FreshFiles(telemetry);
    expect(agencyTls('csn', good, files, telemetry, () => undefined)?.current().cert).toContain('BEGIN');
    files.close();
    const { body } = await renderMetrics([telemetry]);
    const [client, ca] = [Date.UTC(2119, 0, 1) / 1000, Date.UTC(2120, 0, 1) / 1000];
    expect(body).toContain(`certificate_expiry_timestamp_seconds{certificate="csn-client"} ${client}`);
    expect(body).toContain(`certificate_expiry_timestamp_seconds{certificate="csn-ca"} ${ca}`);
  });

  it('are not there, nor shown, when none is given', async () => {
    const telemetry = testTelemetry();
    const files = new FreshFiles(telemetry);
    expect(agencyTls('csn', {}, files, telemetry, () => undefined)).toBeUndefined();
    expect((await renderMetrics([telemetry])).body).not.toContain('certificate');
  });
});

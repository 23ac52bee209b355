import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { renderMetrics, testTelemetry } from '@ssbtek/telemetry';
import { kafkaTls, kafkaTlsMistakes } from './kafka-tls';

const path = (name: string): string =>
  fileURLToPath(new URL(`../../certificates/fixtures/${name}`, import.meta.url));
const none = {
  kafkaCaFile: undefined,
  kafkaCertFile: undefined,
  kafkaKeyFile: undefined,
  kafkaCrlFile: undefined,
  crlOutOfDate: 'use',
} as const;
const all = {
  ...none,
  kafkaCaFile: path('ca.pem'),
  kafkaCertFile: path('server-2.pem'),
  kafkaKeyFile: path('server-2.key'),
};

describe('TLS towards the brokers', () => {
  it.each([
    ['off', { kafkaTls: 'off', ...none }, []],
    ['on, as Node trusts', { kafkaTls: 'on', ...none }, []],
    ['on, with a certificate of ours', { kafkaTls: 'on', ...all }, []],
    [
      'off beside files',
      { kafkaTls: 'off', ...none, kafkaCaFile: all.kafkaCaFile },
      [
        'SSBTEK_KAFKA_TLS_CA_FILE has no meaning when SSBTEK_KAFKA_TLS is off: set it on or leave the file out.',
      ],
    ],
    [
      'on, and nothing fits',
      {
        kafkaTls: 'on',
        ...none,
        kafkaCaFile: path('make.sh'),
        kafkaKeyFile: path('make.sh'),
      },
      [
        'SSBTEK_KAFKA_TLS_KEY_FILE must hold a private key in PEM form, without a passphrase.',
        'SSBTEK_KAFKA_TLS_CA_FILE must hold certificates in PEM form.',
        'SSBTEK_KAFKA_TLS_CERT_FILE must be set when SSBTEK_KAFKA_TLS_KEY_FILE is.',
      ],
    ],
    [
      "on, with another certificate's key",
      { kafkaTls: 'on', ...all, kafkaKeyFile: path('server.key') },
      ['SSBTEK_KAFKA_TLS_KEY_FILE holds a key that is not the one of the certificate.'],
    ],
  ] as const)('%s', (_, values, mistakes) => {
    expect(kafkaTlsMistakes(values)).toEqual(mistakes);
  });

  it('is there with its ends in the metrics when on, and not when off', async () => {
    const telemetry = testTelemetry();
    expect(kafkaTls({ kafkaTls: 'off', ...none }, telemetry)).toBeUndefined();
    const tls = kafkaTls({ kafkaTls: 'on', ...all }, telemetry);
    expect(tls?.current().cert).toContain('BEGIN CERTIFICATE');
    tls?.close();
    const { body } = await renderMetrics([telemetry]);
    const [client, ca] = [Date.UTC(2119, 0, 1) / 1000, Date.UTC(2120, 0, 1) / 1000];
    expect(body).toContain(`certificate_expiry_timestamp_seconds{certificate="kafka-client"} ${client}`);
    expect(body).toContain(`certificate_expiry_timestamp_seconds{certificate="kafka-ca"} ${ca}`);
  });
});

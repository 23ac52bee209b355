import { readFileSync } from 'node:fs';
import type { AgencyClientSettings } from '@ssbtek/agency-http';
import { certificatesIn, certificatesMistake, expiryOf, keyMistake } from '@ssbtek/certificates';
import type { Metrics } from '@ssbtek/telemetry';

/** Files for TLS towards one agency; paths. */
export interface AgencyTlsFiles {
  readonly caFile?: string | undefined;
  readonly certFile?: string | undefined;
  readonly keyFile?: string | undefined;
}

const textOf = (path: string | undefined): string | undefined => path && readFileSync(path, 'utf8');

/** Everything that is wrong with the files of this agency, one sentence each. */
export function agencyTlsMistakes(kod: string, { caFile, certFile, keyFile }: AgencyTlsFiles): string[] {
  const name = (kind: string): string => `SSBTEK_AGENCY_${kod.toUpperCase()}_${kind}_FILE`;
  const [ca, cert, key] = [textOf(caFile), textOf(certFile), textOf(keyFile)];
  const sentence = (kind: string, mistake: string | undefined): string[] =>
    mistake === undefined ? [] : [`${name(kind)} ${mistake}.`];
  return [
    ...sentence('CA', ca === undefined ? undefined : certificatesMistake(ca)),
    ...sentence('CERT', cert === undefined ? undefined : certificatesMistake(cert)),
    ...sentence('KEY', key === undefined ? undefined : keyMistake(key, cert ?? '')),
    ...(cert !== undefined && key === undefined
      ? [`${name('KEY')} must be set when ${name('CERT')} is.`]
      : []),
    ...(key !== undefined && cert === undefined
      ? [`${name('CERT')} must be set when ${name('KEY')} is.`]
      : []),
  ];
}

/** What the agency's client takes: texts, read once at start. */
export function agencyTls(files: AgencyTlsFiles): Pick<AgencyClientSettings, 'tls'> {
  const [ca, cert, key] = [textOf(files.caFile), textOf(files.certFile), textOf(files.keyFile)];
  if (!ca && !cert && !key) return {};
  return { tls: { ...(ca && { ca }), ...(cert && { cert }), ...(key && { key }) } };
}

/** Shows when our certificate towards the agency and the agency's CA stop being valid. */
export function showExpiry(kod: string, { tls }: Pick<AgencyClientSettings, 'tls'>, metrics: Metrics): void {
  const pems = { [`${kod}-client`]: tls?.cert, [`${kod}-ca`]: tls?.ca };
  for (const [certificate, pem] of Object.entries(pems))
    if (pem)
      metrics.gauge('certificate_expiry_timestamp_seconds', expiryOf(certificatesIn(pem)), { certificate });
}

import type { Metrics } from '@ssbtek/telemetry';
import type { Fresh, FreshFiles, WatchedFile } from '@ssbtek/watched-files';
import { tlsReading, type TlsNames, type TlsPaths } from './files';
import type { TlsMaterial } from './material';

/** What material is for, in metrics and logs. */
export interface TlsPurpose {
  readonly file: WatchedFile;
  /** Values of the label `certificate` of `certificate_expiry_timestamp_seconds`. */
  readonly certificates: { readonly own: string; readonly ca: string };
  readonly agency?: string;
}

/**
 * TLS material that follows its files; new files that cannot be used leave the old ones in force. Shows when the
 * certificates in force end.
 * @throws Error when the files cannot be used at the start
 */
export function freshTls(
  files: FreshFiles,
  { paths, names }: { readonly paths: TlsPaths; readonly names: TlsNames },
  { file, certificates, agency }: TlsPurpose,
  metrics: Metrics,
  renewed: (material: TlsMaterial) => void,
): Fresh<TlsMaterial> {
  const reading = tlsReading(paths, names);
  const showExpiry = ({ expiry }: TlsMaterial): void => {
    for (const whose of ['own', 'ca'] as const)
      if (expiry[whose] !== undefined)
        metrics.gauge('certificate_expiry_timestamp_seconds', expiry[whose], {
          certificate: certificates[whose],
        });
  };
  const fresh = files.keep(
    { file, ...(agency !== undefined && { agency }) },
    reading.paths,
    reading.make,
    (material) => {
      renewed(material);
      showExpiry(material);
    },
  );
  showExpiry(fresh.current());
  return fresh;
}

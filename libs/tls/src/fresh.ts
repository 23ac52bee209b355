import type { OutOfDate } from '@ssbtek/certificates';
import type { Telemetry } from '@ssbtek/telemetry';
import type { Fresh, FreshFiles, WatchedFile } from '@ssbtek/watched-files';
import type { TlsNames, TlsPaths } from './end';
import { tlsReading } from './files';
import type { TlsMaterial } from './material';
import { tellOfLists } from './list-age';

/** What material is for, in metrics and logs. */
export interface TlsPurpose {
  readonly file: WatchedFile;
  /** Values of the label `certificate` of `certificate_expiry_timestamp_seconds`; lists are shown as those of `ca`. */
  readonly certificates: { readonly own: string; readonly ca: string };
  readonly agency?: string;
}

/** Files of one end of TLS, and what holds while its revocation lists are out of date: `use` unless said. */
export interface TlsEnd {
  readonly paths: TlsPaths;
  readonly names: TlsNames;
  readonly outOfDate?: OutOfDate;
}

/**
 * TLS material that follows its files; new files that cannot be used leave the old ones in force. Shows when the
 * certificates in force end and the next revocation lists are due, and says so when these have not come.
 * @throws Error when the files cannot be used at the start
 */
export function freshTls(
  files: FreshFiles,
  { paths, names, outOfDate }: TlsEnd,
  { file, certificates, agency }: TlsPurpose,
  telemetry: Telemetry,
  renewed: (material: TlsMaterial) => void,
): Fresh<TlsMaterial> {
  const { metrics } = telemetry;
  const reading = tlsReading(paths, names, outOfDate);
  const showExpiry = ({ expiry }: TlsMaterial): void => {
    for (const whose of ['own', 'ca'] as const)
      if (expiry[whose] !== undefined)
        metrics.gauge('certificate_expiry_timestamp_seconds', expiry[whose], {
          certificate: certificates[whose],
        });
  };
  const lists = tellOfLists(telemetry, certificates.ca);
  const fresh = files.keep(
    { file, ...(agency !== undefined && { agency }) },
    reading.paths,
    reading.make,
    (material) => {
      renewed(material);
      showExpiry(material);
      lists.follow(material.revocations);
    },
  );
  showExpiry(fresh.current());
  lists.follow(fresh.current().revocations);
  files.alsoClose(lists);
  return fresh;
}

import type { AgencyValues } from '@ssbtek/shell-settings';
import type { Telemetry } from '@ssbtek/telemetry';
import {
  freshTls,
  tlsFileMistakes,
  tlsPairMistakes,
  type TlsMaterial,
  type TlsNames,
  type TlsPaths,
} from '@ssbtek/tls';
import type { Fresh, FreshFiles } from '@ssbtek/watched-files';

/** Settings of the files for TLS towards one agency. */
export type AgencyTlsFiles = Partial<Pick<AgencyValues, 'caFile' | 'certFile' | 'keyFile' | 'crlFile'>>;

const pathsOf = ({ caFile: ca, certFile: cert, keyFile: key, crlFile: crl }: AgencyTlsFiles): TlsPaths => ({
  ca,
  cert,
  key,
  crl,
});

function namesOf(kod: string): TlsNames {
  const name = (kind: string): string => `SSBTEK_AGENCY_${kod.toUpperCase()}_${kind}_FILE`;
  return { ca: name('CA'), cert: name('CERT'), key: name('KEY'), crl: name('CRL') };
}

/** Everything that is wrong with the files of this agency, one sentence each. */
export const agencyTlsMistakes = (kod: string, values: AgencyTlsFiles): readonly string[] => [
  ...tlsFileMistakes(pathsOf(values), namesOf(kod)),
  ...tlsPairMistakes(pathsOf(values), namesOf(kod)),
];

/** Our certificate towards an agency and the authority of the agency's, kept fresh; undefined where neither is set. */
export function agencyTls(
  kod: string,
  values: AgencyTlsFiles & Partial<Pick<AgencyValues, 'crlOutOfDate'>>,
  files: FreshFiles,
  telemetry: Telemetry,
  renewed: (material: TlsMaterial) => void,
): Fresh<TlsMaterial> | undefined {
  const paths = pathsOf(values);
  if (Object.values(paths).every((path) => path === undefined)) return undefined;
  const certificates = { own: `${kod}-client`, ca: `${kod}-ca` };
  const purpose = { file: 'agency', certificates, agency: kod } as const;
  const { crlOutOfDate: outOfDate = 'use' } = values;
  return freshTls(files, { paths, names: namesOf(kod), outOfDate }, purpose, telemetry, renewed);
}

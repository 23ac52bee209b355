import type { OutOfDate } from '@ssbtek/certificates';
import { readFiles, type Readout } from '@ssbtek/watched-files';
import type { TlsNames, TlsPaths } from './end';
import { tlsMaterial, type TlsMaterial } from './material';

const KINDS = ['cert', 'key', 'ca', 'crl'] as const;

/** How the files are read: their paths, and what to make of their texts. */
export interface TlsReading {
  readonly paths: readonly string[];
  readonly make: (texts: readonly string[]) => Readout<TlsMaterial>;
}

/** The reading of these files; mistakes are told by the settings' names. */
export function tlsReading(paths: TlsPaths, names: TlsNames, outOfDate: OutOfDate = 'use'): TlsReading {
  const given = KINDS.filter((kind) => paths[kind] !== undefined);
  return {
    paths: given.map((kind) => paths[kind] ?? ''),
    make: (texts) =>
      tlsMaterial(Object.fromEntries(given.map((kind, i) => [kind, texts[i]])), names, outOfDate),
  };
}

/** Everything that is wrong with the files themselves, one sentence each; certificate and key must fit. */
export function tlsFileMistakes(paths: TlsPaths, names: TlsNames): readonly string[] {
  const reading = tlsReading(paths, names);
  const read = readFiles(reading.paths, reading.make);
  return read.ok ? [] : read.mistakes;
}

/** What is wrong with which files are set: a certificate is of no use without its key, nor a key without it. */
export function tlsPairMistakes({ cert, key }: TlsPaths, names: TlsNames): readonly string[] {
  if ((cert === undefined) === (key === undefined)) return [];
  const [missing, given] = cert === undefined ? [names.cert, names.key] : [names.key, names.cert];
  return [`${missing} must be set when ${given} is.`];
}

/**
 * `npm run release`: what a release consists of, in a folder of its own: the tree of the image and the file that makes an image
 * of it, its bill of materials (CycloneDX), the chart as an archive, notes from the changelog, checksums. It publishes nothing.
 */
import { createHash } from 'node:crypto';
import { execFileSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parse } from 'yaml';
import { argumentsOf } from './arguments.ts';
import { appsOf, bundleApps, dropCompiled, dropEarlier, versionOf, WORKSPACE } from './build/bundle.ts';
import { sbom } from './build/sbom.ts';
import { notesOf, releaseMistakes } from './release/notes.ts';

const USAGE = 'npm run release -- [--out <folder>] [--unreleased] [--no-build]';
const { values } = argumentsOf(USAGE, {
  out: { type: 'string' },
  // For a look at what there would be: notes of what is not released yet, whatever the versions say.
  unreleased: { type: 'boolean' },
  // What lies in dist already.
  'no-build': { type: 'boolean' },
} as const);

const read = (path: string): string => readFileSync(join(WORKSPACE, path), 'utf8');
const version = versionOf();
const chart = parse(read('deploy/helm/Chart.yaml')) as {
  readonly version: string;
  readonly appVersion: string;
};
const changelog = read('CHANGELOG.md');
const image = /^ARG VERSION=(.*)$/m.exec(read('deploy/Dockerfile'))?.[1] ?? '';
const told = { package: version, chart: chart.version, appVersion: chart.appVersion, image };
const mistakes = values.unreleased ? [] : releaseMistakes(told, changelog);
if (mistakes.length > 0) {
  console.error(mistakes.join('\n'));
  process.exit(1);
}
const notes = notesOf(changelog, values.unreleased ? 'Unreleased' : version) ?? '';

if (!values['no-build']) {
  const bundles = await bundleApps(appsOf(), { plugins: [sbom()] }).catch(() => process.exit(1));
  dropEarlier(bundles, false);
}
dropCompiled(WORKSPACE);

const name = `ssbtek-mesh-${version}`;
const out = resolve(values.out ?? join(WORKSPACE, 'tmp/release', name));
if (existsSync(out) && readdirSync(out).length > 0) {
  console.error(`${out} is there already: a release is made once.`);
  process.exit(1);
}
mkdirSync(out, { recursive: true });

/** An archive of a folder, which has this name in it. */
function archive(file: string, from: string, folder: string): void {
  const staged = mkdtempSync(join(tmpdir(), 'ssbtek-release-'));
  try {
    cpSync(join(WORKSPACE, from), join(staged, folder), { recursive: true });
    execFileSync('tar', ['-czf', join(out, file), '-C', staged, folder]);
  } finally {
    rmSync(staged, { recursive: true });
  }
}

archive(`${name}-image.tar.gz`, 'dist', 'app');
cpSync(join(WORKSPACE, 'deploy/Dockerfile'), join(out, 'Dockerfile'));
cpSync(join(WORKSPACE, 'dist/sbom.json'), join(out, `${name}.cdx.json`));
archive(`ssbtek-${chart.version}.tgz`, 'deploy/helm', 'ssbtek');
writeFileSync(join(out, 'NOTES.txt'), `# ${name}\n\n${notes}\n`);
const sums = readdirSync(out)
  .sort()
  .map(
    (file) =>
      `${createHash('sha256')
        .update(readFileSync(join(out, file)))
        .digest('hex')}  ${file}\n`,
  );
writeFileSync(join(out, 'SHA256SUMS'), sums.join(''));
console.log(
  [
    out,
    ...readdirSync(out)
      .sort()
      .map((file) => `  ${file}`),
  ].join('\n'),
);

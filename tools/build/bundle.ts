import {
  copyFileSync,
  existsSync,
  globSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { build, type BuildOptions, type Metafile, type Plugin } from 'esbuild';

/** Folder of the workspace, from a file in `tools/`. */
export const WORKSPACE = join(import.meta.dirname, '../..');

/**
 * What NestJS and its parts load only when somebody asks for it, which nobody here does. Named, so that a package
 * missing for any other reason fails the build instead of the running process.
 */
const NEVER_ASKED_FOR: readonly string[] = [
  '@fastify/multipart',
  '@fastify/static',
  '@fastify/view',
  '@grpc/grpc-js',
  '@grpc/proto-loader',
  '@nats-io/transport-node',
  '@nestjs/platform-express',
  '@nestjs/websockets',
  'amqp-connection-manager',
  'amqplib',
  'class-transformer',
  'class-validator',
  'ioredis',
  'mqtt',
];

/** Installed, because some part of NestJS names them as its own, and asked for by nobody here either. */
const NEVER_LOADED: readonly string[] = ['file-type'];

/** Leaves the packages out that are not asked for. */
const leaveOut = (workspace: string): Plugin => {
  const require = createRequire(join(workspace, 'package.json'));
  const installed = (name: string): boolean => {
    try {
      return Boolean(require.resolve(`${name}/package.json`));
    } catch {
      return false;
    }
  };
  const out = [...NEVER_ASKED_FOR.filter((name) => !installed(name)), ...NEVER_LOADED];
  const filter = new RegExp(`^(?:${out.join('|')})(?:/|$)`);
  return {
    name: 'leave-out',
    setup: (bundler) => bundler.onResolve({ filter }, ({ path }) => ({ path, external: true })),
  };
};

/**
 * Of @platformatic/kafka the parts that are used: one file names them all, and loading them all takes 50 MiB and half a
 * second of CPU, most of it for registries and clients that nobody here makes. None of its files does anything but define.
 */
const kafkaParts = (): Plugin => ({
  name: 'kafka-parts',
  setup(bundler) {
    const inside = /[\\/]@platformatic[\\/]kafka[\\/]/;
    bundler.onResolve(
      { filter: /^(@platformatic\/kafka$|\.|ajv\/dist\/2020\.js$)/ },
      async ({ path, pluginData, ...from }) => {
        const seen = pluginData === 'kafka-parts' || !(path.startsWith('@') || inside.test(from.importer));
        if (seen) return undefined;
        if (path.startsWith('ajv/')) return { path: join(import.meta.dirname, 'no-ajv.ts') };
        const { importer, resolveDir, kind } = from;
        const found = await bundler.resolve(path, { importer, resolveDir, kind, pluginData: 'kafka-parts' });
        return { ...found, sideEffects: false };
      },
    );
  },
});

/** Of xmlbuilder2 what reads and writes XML: it reads YAML as well, with a package that is a seventh of it. */
const withoutYaml: Plugin = {
  name: 'without-yaml',
  setup: (bundler) =>
    bundler.onResolve({ filter: /^js-yaml$/ }, ({ importer }) =>
      /[\\/]xmlbuilder2[\\/]/.test(importer) ? { path: join(import.meta.dirname, 'no-yaml.ts') } : undefined,
    ),
};

/** What CommonJS packages expect to find around them, in a bundle that is an ES module. */
const COMMONJS_SURROUNDINGS = [
  "import { createRequire as surroundingCreateRequire } from 'node:module';",
  'const require = surroundingCreateRequire(import.meta.url);',
  'const __filename = import.meta.filename, __dirname = import.meta.dirname;',
].join('\n');

/** The version of the mesh, as package.json has it. */
export const versionOf = (workspace = WORKSPACE): string =>
  (JSON.parse(readFileSync(join(workspace, 'package.json'), 'utf8')) as { readonly version: string }).version;

/** How everything is bundled: needing nothing but Node; names and lines kept for stack traces. */
export const bundleOptions = (workspace = WORKSPACE): BuildOptions => ({
  absWorkingDir: workspace,
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node24',
  charset: 'utf8',
  tsconfig: 'tsconfig.base.json',
  // Decorators need it to have run. Order within a bundle is kept only where one module imports the other.
  define: { SSBTEK_BUILT_VERSION: JSON.stringify(versionOf(workspace)) },
  inject: ['tools/build/before-all.ts'],
  loader: { '.xsd': 'text', '.wsdl': 'text', '.md': 'text', '.xml': 'text', '.mime': 'text', '.txt': 'text' },
  // The same with its machine code in it instead of beside it.
  alias: { '@platformatic/wasm-utils': '@platformatic/wasm-utils/bundled' },
  banner: { js: COMMONJS_SURROUNDINGS },
  plugins: [leaveOut(workspace), kafkaParts(), withoutYaml],
  logLevel: 'warning',
});

/** Names of all apps: the folders with a `src/main.ts`. */
export const appsOf = (workspace = WORKSPACE): readonly string[] =>
  readdirSync(join(workspace, 'apps')).filter((app) =>
    existsSync(join(workspace, `apps/${app}/src/main.ts`)),
  );

/** Where an app's bundle begins, below the workspace. */
export const bundleOf = (app: string): string => `dist/apps/${app}/main.js`;

/** The app itself, which its beginning loads once it has made sure of Node's version. */
const appOf = (app: string): string => `dist/apps/${app}/app.js`;

/** Where the parts lie that several apps need. */
const SHARED = 'shared';

/** A bundle that was written. */
export interface Bundle {
  readonly app: string;
  /** All that the app may load, what it shares with others included. */
  readonly bytes: number;
  /** Source files in it, below the workspace. */
  readonly sources: ReadonlySet<string>;
  /** Files it may load, below the workspace. */
  readonly files: ReadonlySet<string>;
}

function reachable(app: string, { outputs }: Metafile): Bundle {
  const [seen, waiting] = [new Set<string>(), [appOf(app)]];
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (seen.has(path)) continue;
    seen.add(path);
    waiting.push(
      ...(outputs[path]?.imports ?? []).filter(({ external }) => !external).map((one) => one.path),
    );
  }
  const parts = [...seen].flatMap((path) => outputs[path] ?? []);
  return {
    app,
    bytes: parts.reduce((total, { bytes }) => total + bytes, 0),
    sources: new Set(parts.flatMap(({ inputs }) => Object.keys(inputs))),
    files: seen,
  };
}

/** How one run of the bundler differs from the others. */
export interface Differently extends BuildOptions {
  readonly workspace?: string;
}

/**
 * Bundles these apps in one pass: `dist/apps/<app>/main.js`, and beside them in `dist/shared` what they have in
 * common. Nothing outside `dist` is needed to run them; all apps together are what lies in the image.
 */
export async function bundleApps(
  apps: readonly string[],
  { workspace = WORKSPACE, plugins = [], ...change }: Differently = {},
): Promise<readonly Bundle[]> {
  const { plugins: always = [], ...options } = bundleOptions(workspace);
  const { metafile } = await build({
    ...options,
    entryPoints: apps.map((app) => ({ in: `apps/${app}/src/main.ts`, out: `apps/${app}/app` })),
    outdir: 'dist',
    splitting: true,
    chunkNames: `${SHARED}/[name]-[hash]`,
    sourcesContent: false,
    ...change,
    plugins: [...always, ...plugins],
    metafile: true,
  });
  if (change.write !== false) finish(apps, workspace);
  return apps.map((app) => reachable(app, metafile));
}

/** What stands around the bundles so that they run wherever their folder is put, and nothing of those before them. */
function finish(apps: readonly string[], workspace: string): void {
  dropCompiled(workspace);
  for (const app of apps)
    copyFileSync(join(import.meta.dirname, 'launcher.js'), join(workspace, bundleOf(app)));
  const text = readFileSync(join(workspace, 'package.json'), 'utf8');
  const { name, version, type } = JSON.parse(text) as Readonly<Record<string, string>>;
  writeFileSync(join(workspace, 'dist/package.json'), `${JSON.stringify({ name, version, type })}\n`);
}

/** Names of the folders in which Node keeps what it compiled: its version, the machine, a checksum, the user. */
const COMPILED = /^v\d+\.\d+\.\d+\S*-\w+-[\da-f]+-\d+$/;

/** Removes what Node compiled of earlier bundles: it is for their names, and only grows. */
export function dropCompiled(workspace: string): void {
  const folder = join(workspace, 'dist/compiled');
  if (!existsSync(folder)) return;
  const [own, others] = [[] as string[], [] as string[]];
  for (const name of readdirSync(folder)) (COMPILED.test(name) ? own : others).push(name);
  // A process that ends meanwhile may put something there.
  const gone = { recursive: true, force: true, maxRetries: 5 } as const;
  if (others.length === 0) rmSync(folder, gone);
  else for (const name of own) rmSync(join(folder, name), gone);
}

/** Removes what earlier builds made and these bundles are not: `dist` is then what a build from nothing would leave. */
export function dropEarlier(bundles: readonly Bundle[], sourceMaps: boolean, workspace = WORKSPACE): void {
  const made = new Set(bundles.flatMap(({ app, files }) => [bundleOf(app), ...files]));
  const kept = (path: string): boolean =>
    made.has(path) || (sourceMaps && path.endsWith('.map') && made.has(path.slice(0, -'.map'.length)));
  const cwd = workspace;
  for (const path of globSync([`dist/{apps/*,${SHARED}}/*.js`, `dist/{apps/*,${SHARED}}/*.js.map`], { cwd }))
    if (!kept(path)) rmSync(join(workspace, path));
}

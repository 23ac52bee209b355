/**
 * Loaded before a script that Node runs as it is (`node --import ./tools/aliases.ts`): resolves the projects' aliases and
 * imports without an ending, as the compiler and the bundler do.
 */
import { existsSync } from 'node:fs';
import { registerHooks } from 'node:module';
import base from '../tsconfig.base.json' with { type: 'json' };

const ROOT = new URL('../', import.meta.url);
const paths: Readonly<Record<string, readonly string[]>> = base.compilerOptions.paths;

registerHooks({
  resolve(specifier, context, next) {
    const [target] = paths[specifier] ?? [];
    if (target) return next(new URL(target, ROOT).href, context);
    if (!specifier.startsWith('.') || /\.\w+$/.test(specifier)) return next(specifier, context);
    const file = [`${specifier}.ts`, `${specifier}/index.ts`].find((one) =>
      existsSync(new URL(one, context.parentURL)),
    );
    return next(file ?? specifier, context);
  },
});

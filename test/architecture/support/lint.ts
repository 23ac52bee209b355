import { join } from 'node:path';
import { ESLint } from 'eslint';
import tseslint from 'typescript-eslint';
import { ROOT } from './workspace';

/** The rules that say who may import what, and what pure code may touch. */
const BOUNDARY_RULES = new Set([
  '@nx/enforce-module-boundaries',
  'no-restricted-imports',
  'no-restricted-globals',
  'no-restricted-properties',
  'no-restricted-syntax',
]);

// Without type information: boundaries do not need it, and a snippet is then a matter of milliseconds.
const eslint = new ESLint({ cwd: ROOT, overrideConfig: [tseslint.configs.disableTypeChecked] });

/** A complaint about a snippet. */
export interface Complaint {
  readonly rule: string;
  readonly text: string;
}

/** Lints a piece of code as if it stood in this file, which need not exist. */
export async function lint(file: string, code: string): Promise<readonly Complaint[]> {
  const results = await eslint.lintText(code, { filePath: join(ROOT, file) });
  const messages = results.flatMap((result) => result.messages);
  const broken = messages.find(({ fatal }) => fatal);
  if (broken) throw new Error(`${file}: ${broken.message}`);
  return messages.map(({ ruleId, message }) => ({ rule: ruleId ?? '', text: message }));
}

/** Complaints of the boundary rules about a snippet. */
export const crossed = async (file: string, code: string): Promise<readonly Complaint[]> =>
  (await lint(file, code)).filter(({ rule }) => BOUNDARY_RULES.has(rule));

/** The rules in force for a file: severity first. */
export const configFor = (
  file: string,
): Promise<{ readonly rules: Readonly<Record<string, readonly unknown[]>> }> =>
  new ESLint({ cwd: ROOT }).calculateConfigForFile(join(ROOT, file));

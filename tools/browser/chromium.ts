import { execFile } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Names that Chromium and its kin have on the machines of those who work here, the first that is found is taken. */
const NAMES = ['chromium', 'chromium-browser', 'google-chrome'] as const;
/** Says where it is, on machines where none of the names is on the path. */
const VARIABLE = 'SSBTEK_TEST_CHROMIUM';

/** Why there is none, for people. */
export const NO_CHROMIUM = `no ${NAMES.join(', ')} is on the PATH, and ${VARIABLE} names none`;

/** Path of the browser that tests and screenshots use: one that the machine has. Undefined where it has none. */
export function findChromium(env: NodeJS.ProcessEnv = process.env): string | undefined {
  const named = env[VARIABLE];
  if (named !== undefined && named !== '') return isProgram(named) ? named : undefined;
  const folders = (env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  return NAMES.flatMap((name) => folders.map((folder) => join(folder, name))).find(isProgram);
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * The browser, installed first where it is not here and this may install: as root, on a Debian or its kin.
 * @throws Error with what to do
 */
export async function installedChromium(): Promise<string> {
  const here = findChromium();
  if (here !== undefined) return here;
  const help = `Install Chromium (Debian: apt-get install chromium), or name one in ${VARIABLE}.`;
  if (process.getuid?.() !== 0) throw new Error(`There is no browser: ${NO_CHROMIUM}. ${help}`);
  try {
    await run('apt-get', ['-qq', 'update']);
    await run('apt-get', ['-qq', 'install', '--yes', 'chromium'], {
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
      maxBuffer: 64 * 1024 * 1024,
    });
  } catch (error) {
    const said = error instanceof Error ? error.message.trim().split('\n').slice(-3).join(' ') : '';
    throw new Error(`There is no browser, and it cannot be installed: ${said} ${help}`, { cause: error });
  }
  const installed = findChromium();
  if (installed === undefined) throw new Error(`Chromium is installed and not found: ${NO_CHROMIUM}.`);
  return installed;
}

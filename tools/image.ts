/** `npm run image:tree`: the files of the image, without an engine, in `dist/image` or the folder that is named. */
import { join, resolve } from 'node:path';
import { argumentsOf } from './arguments.ts';
import { WORKSPACE } from './build/bundle.ts';
import { makeTree } from './image/tree.ts';

const [folder] = argumentsOf('npm run image:tree -- [<folder>]', {}, 1).positionals;
const target = folder === undefined ? join(WORKSPACE, 'dist/image') : resolve(folder);
try {
  const { root, user, entrypoint, cmd } = await makeTree(target);
  console.log(`${root}\nis started as ${user} with ${[...entrypoint, ...cmd].join(' ')}`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

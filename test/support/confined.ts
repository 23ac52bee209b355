import { execFileSync, spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { program } from '../../tools/programs/program';
import { started, TREE } from './image';
import type { StartedProcess, Starter } from './start-process';

/** The devices that a container has and Node asks for. */
const DEVICES = ['/dev/null', '/dev/zero', '/dev/random', '/dev/urandom'];

/** Runs what lies in the image as a container would, without an engine. */
export interface Confined {
  /** An app of the image, as its Deployment would start it. */
  readonly app: Starter;
  /** Node with other arguments in the same surroundings. */
  node(args: readonly string[], env?: Readonly<Record<string, string>>): StartedProcess;
}

/**
 * The user of the image, as the process with number 1, sees the image's files, Node with the libraries it is linked
 * to, and the files that settings name: nothing of it can be written, and nothing else of the machine is there but
 * the network.
 */
export async function confined(): Promise<Confined> {
  const { user, workdir, env, entrypoint } = started();
  const bwrap = await program('bwrap');
  const [nodeInside = ''] = entrypoint;
  const readOnly = (path: string, inside = path): readonly string[] => ['--ro-bind', path, inside];
  const surroundings = [
    ...['--unshare-user', '--unshare-pid', '--unshare-ipc', '--unshare-uts', '--as-pid-1'],
    ...['--die-with-parent', '--new-session', '--clearenv'],
    ...['--uid', user.split(':')[0] ?? '', '--gid', user.split(':')[1] ?? ''],
    ...readOnly(TREE, '/app'),
    ...readOnly(process.execPath, nodeInside),
    ...librariesOf(process.execPath).flatMap((path) => readOnly(path)),
    ...DEVICES.flatMap((path) => ['--dev-bind', path, path]),
    ...['--proc', '/proc', '--chdir', workdir],
  ];
  const node = (args: readonly string[], settings: Readonly<Record<string, string>> = {}): StartedProcess => {
    const variables = { ...env, ...settings };
    const files = Object.values(settings).filter((value) => value.startsWith('/') && existsSync(value));
    const child = spawn(
      bwrap,
      [
        ...surroundings,
        ...files.flatMap((path) => readOnly(path)),
        ...Object.entries(variables).flatMap(([name, value]) => ['--setenv', name, value]),
        ...['--remount-ro', '/', '--', nodeInside, ...args],
      ],
      { stdio: ['ignore', 'pipe', 'pipe'] },
    );
    const signal = (name: NodeJS.Signals): void => {
      const inner = innerOf(child.pid ?? 0);
      if (inner === undefined) child.kill(name);
      else process.kill(inner, name);
    };
    return { child, signal };
  };
  return { node, app: (app, settings) => node([`/app/apps/${app}/main.js`], settings) };
}

/** What a program is linked to, the loader included: what a base image without a shell holds. */
const librariesOf = (file: string): readonly string[] =>
  execFileSync('ldd', [file], { encoding: 'utf8' })
    .split('\n')
    .flatMap((line) => /(?:=> )?(\/\S+) \(0x/.exec(line)?.[1] ?? []);

/** The process inside: the one child of the one that set up its surroundings. */
function innerOf(pid: number): number | undefined {
  const children = `/proc/${pid}/task/${pid}/children`;
  const [inner] = existsSync(children) ? readFileSync(children, 'utf8').trim().split(' ') : [];
  return inner ? Number(inner) : undefined;
}

/**
 * Begins an app, with the memory that it needs, whoever starts it. The bundles need Node 24; where `node` is an older one,
 * the project's own is used, as `npm start` and `npm test` do. Written for old Nodes.
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import * as module from 'node:module';
import { fileURLToPath } from 'node:url';

const NEEDED = 24;
const major = Number(process.versions.node.split('.')[0]);
const ownNode = fileURLToPath(new URL('../../../node_modules/node/bin/node', import.meta.url));
/** What was compiled before. Where it cannot be written to, it is read all the same. */
const compiled = fileURLToPath(new URL('../../compiled', import.meta.url));

/**
 * Objects here die young: without a bound, space for young ones grows with the machine, and a small one is collected so
 * often that a busy mesh pays for it in time (ADR 33). V8 hears it at its start only.
 */
const YOUNG = '--max-semi-space-size';
const YOUNG_MIB = 16;
/** The portal has few readers and much time: WebAssembly for its schemas is compiled once, quickly, code is kept short, and V8 has no threads. */
const SMALL = ['--liftoff-only', '--optimize-for-size', '--single-threaded'];
const SMALL_YOUNG_MIB = 1;
const isSmall = import.meta.url.endsWith('/portal/main.js');
/** glibc has an arena of freed memory for each thread: what one frees serves no other. */
const ALLOCATOR = { MALLOC_ARENA_MAX: '1' };

// Whoever starts the process has the last word. What the image says for all is nobody's word about the portal.
const options = (process.env.NODE_OPTIONS || '').replace(/_/g, '-');
const said = isSmall ? options.replace(new RegExp(`${YOUNG}=${YOUNG_MIB}(?!\\d)`), '') : options;
const given = `${said} ${process.execArgv.join(' ').replace(/_/g, '-')}`;
const wanted = [`${YOUNG}=${isSmall ? SMALL_YOUNG_MIB : YOUNG_MIB}`, ...(isSmall ? SMALL : [])];
const missing = wanted.filter((flag) => !given.includes(flag.replace(/^--|=.*/g, '')));
const command = [...missing, ...process.execArgv, ...process.argv.slice(1)];
const environment = { ...ALLOCATOR, ...process.env };

if (major >= NEEDED) {
  // In its place: the process keeps its id, its output and whoever waits for it.
  if (missing.length > 0 && process.execve)
    process.execve(process.execPath, [process.execPath, ...command], environment);
  // Started by an older Node: gone with it, however it ends.
  if (process.connected) {
    process.once('disconnect', () => process.exit(1));
    process.channel.unref();
  }
  module.enableCompileCache({ directory: compiled, portable: true });
  await import('./app.js');
} else if (existsSync(ownNode)) {
  runWith(ownNode);
} else {
  process.stderr.write(`Node ${NEEDED} is needed, this is ${process.versions.node}.\n`);
  process.exitCode = 1;
}

/** Runs the same command with another Node: output, signals and exit code are passed on. */
function runWith(node) {
  const child = spawn(node, command, {
    env: environment,
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.once('error', (error) => {
    process.stderr.write(`${node} cannot be run: ${error.code}\n`);
    process.exit(1);
  });
  child.once('exit', (code) => process.exit(code === null ? 1 : code));
}

/**
 * Begins an app. The bundles need Node 24; where `node` is an older one, the project's own is used, as `npm start` and
 * `npm test` do. Written for old Nodes.
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const NEEDED = 24;
const major = Number(process.versions.node.split('.')[0]);
const ownNode = fileURLToPath(new URL('../../../node_modules/node/bin/node', import.meta.url));

if (major >= NEEDED) {
  // Started by an older Node: gone with it, however it ends.
  if (process.connected) {
    process.once('disconnect', () => process.exit(1));
    process.channel.unref();
  }
  await import('./app.js');
} else if (existsSync(ownNode)) {
  runWith(ownNode);
} else {
  process.stderr.write(`Node ${NEEDED} is needed, this is ${process.versions.node}.\n`);
  process.exitCode = 1;
}

/** Runs the same command with another Node: output, signals and exit code are passed on. */
function runWith(node) {
  const child = spawn(node, [...process.execArgv, ...process.argv.slice(1)], {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.once('error', (error) => {
    process.stderr.write(`${node} cannot be run: ${error.code}\n`);
    process.exit(1);
  });
  child.once('exit', (code) => process.exit(code === null ? 1 : code));
}

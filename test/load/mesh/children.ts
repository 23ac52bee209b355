import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, copyFileSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** How a process is started. */
export interface ChildOptions {
  readonly name: string;
  /** Arguments of Node: its own options, the script, the script's arguments. */
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
}

interface Child {
  readonly name: string;
  readonly process: ChildProcess;
  readonly log: string;
}

const STOP_MS = 8000;
const TAIL_LINES = 15;

/** The processes of a run. Each is stopped by its pid; what it printed is kept until the end of the run. */
export class Children {
  private readonly children: Child[] = [];
  private readonly logFolder: string;
  private stopping = false;
  private readonly failed: (error: Error) => void;
  /** Rejects when a process ends that should not; never resolves. */
  readonly failure: Promise<never>;

  constructor(logFolder: string) {
    this.logFolder = logFolder;
    const { promise, reject } = Promise.withResolvers<never>();
    promise.catch(() => undefined);
    this.failure = promise;
    this.failed = reject;
  }

  /** Starts a process; its environment is ours without any setting of the mesh, and then what is given. */
  start({ name, args, cwd, env }: ChildOptions): void {
    const log = join(this.logFolder, `${name}.log`);
    const out = openSync(log, 'a');
    const inherited = Object.entries(process.env).filter(([key]) => !key.startsWith('SSBTEK_'));
    const child = spawn(process.execPath, args, {
      cwd,
      env: { ...Object.fromEntries(inherited), ...env },
      stdio: ['ignore', out, out],
    });
    closeSync(out);
    this.children.push({ name, process: child, log });
    child.once('error', (error) => this.failed(error));
    child.once('exit', (code, signal) => {
      if (this.stopping) return;
      this.failed(new Error(`${name} ended (${signal ?? `exit code ${code}`}):\n${this.tail(name)}`));
    });
  }

  pid(name: string): number {
    return this.named(name).process.pid ?? 0;
  }

  /** Everything that a process has printed. */
  output(name: string): string {
    return readFileSync(this.named(name).log, 'utf8');
  }

  /** Copies what all processes have printed, for a look at what went wrong. */
  keepOutput(folder: string): void {
    mkdirSync(folder, { recursive: true });
    for (const { name, log } of this.children) copyFileSync(log, join(folder, `${name}.log`));
  }

  /** The last lines that a process has printed. */
  tail(name: string): string {
    return this.output(name).trimEnd().split('\n').slice(-TAIL_LINES).join('\n');
  }

  /** Stops all, the last one started first, and waits until they are gone. */
  async stop(): Promise<void> {
    this.stopping = true;
    // The broker comes last: the others say goodbye to it.
    const [first, ...others] = this.children;
    await Promise.all(others.map(stopChild));
    if (first) await stopChild(first);
  }

  private named(name: string): Child {
    const child = this.children.find((one) => one.name === name);
    if (!child) throw new Error(`no process ${name}`);
    return child;
  }
}

async function stopChild({ process: child }: Child): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
  await gone;
  clearTimeout(timer);
}

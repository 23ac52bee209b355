import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, copyFileSync, existsSync, mkdirSync, openSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { PROBE_FILE, PROBE_SIGNAL, type Probed } from '../probe/probed.ts';

/** How a process is started. */
export interface ChildOptions {
  readonly name: string;
  /** Arguments of Node: its own options, the script, the script's arguments. */
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  /** It has loaded the probe. */
  readonly probed?: boolean;
}

interface Child {
  readonly name: string;
  readonly process: ChildProcess;
  readonly log: string;
  readonly probed: boolean;
}

const STOP_MS = 8000;
const TAIL_LINES = 15;
/** A busy machine may leave a process without a core for seconds. */
const PROBE_MS = 30_000;
const PROBE_LOOK_MS = 20;

/** The processes of a run. Each is stopped by its pid; what it printed is kept until the end of the run. */
export class Children {
  private children: Child[] = [];
  private readonly logFolder: string;
  private readonly stopping = new Set<ChildProcess>();
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
  start({ name, args, cwd, env, probed = false }: ChildOptions): void {
    const log = join(this.logFolder, `${name}.log`);
    const out = openSync(log, 'a');
    const inherited = Object.entries(process.env).filter(([key]) => !key.startsWith('SSBTEK_'));
    const child = spawn(process.execPath, args, {
      cwd,
      env: { ...Object.fromEntries(inherited), ...env, [PROBE_FILE]: probeFile(log) },
      stdio: ['ignore', out, out],
    });
    closeSync(out);
    this.children.push({ name, process: child, log, probed });
    child.once('error', (error) => this.failed(error));
    child.once('exit', (code, signal) => {
      if (this.stopping.has(child)) return;
      this.failed(new Error(`${name} ended (${signal ?? `exit code ${code}`}):\n${this.tail(name)}`));
    });
  }

  pid(name: string): number {
    return this.named(name).process.pid ?? 0;
  }

  /** From now on the process counts for {@link probe}. */
  beginProbe(names: readonly string[]): void {
    for (const name of names) if (this.named(name).probed) this.named(name).process.kill(PROBE_SIGNAL);
  }

  /** What processes tell since {@link beginProbe}; those without a probe tell nothing. */
  async probe(names: readonly string[]): Promise<Readonly<Record<string, Probed>>> {
    const asked = names.map((name) => this.named(name)).filter(({ probed }) => probed);
    return Object.fromEntries(
      await Promise.all(asked.map(async (child) => [child.name, await ask(child)] as const)),
    );
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

  /** Stops these, or all, the last one started first, and waits until they are gone. */
  async stop(names?: readonly string[]): Promise<void> {
    const going = this.children.filter(({ name }) => !names || names.includes(name));
    for (const { process: child } of going) this.stopping.add(child);
    // The broker comes last: the others say goodbye to it.
    const broker = names ? [] : going.slice(0, 1);
    await Promise.all(going.slice(broker.length).map(stopChild));
    await Promise.all(broker.map(stopChild));
    this.children = this.children.filter((child) => !going.includes(child));
  }

  private named(name: string): Child {
    const child = this.children.find((one) => one.name === name);
    if (!child) throw new Error(`no process ${name}`);
    return child;
  }
}

const probeFile = (log: string): string => `${log}.probe`;

/** What a process tells when it gets the signal for the second time. */
async function ask({ name, process: child, log }: Child): Promise<Probed> {
  const file = probeFile(log);
  child.kill(PROBE_SIGNAL);
  for (const until = Date.now() + PROBE_MS; !existsSync(file); await sleep(PROBE_LOOK_MS))
    if (Date.now() > until) throw new Error(`${name} tells nothing of itself`);
  const told = JSON.parse(readFileSync(file, 'utf8')) as Probed;
  rmSync(file);
  return told;
}

async function stopChild({ process: child }: Child): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
  await gone;
  clearTimeout(timer);
}

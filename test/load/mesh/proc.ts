import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';

/** CPU time and memory of processes from /proc. */

let ticksPerSecond: number | undefined;

/** Throws a sentence where there is no /proc. */
export function requireProc(): void {
  if (!existsSync('/proc/self/stat')) throw new Error('The benchmark reads /proc: it runs on Linux only.');
  ticksPerSecond ??= Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }));
}

/** CPU time of a process and of all that it has started, user and system, ms. */
export function cpuMs(pid: number): number {
  return tree(pid).reduce((sum, one) => sum + ownCpuMs(one), 0);
}

/** CPU time that the whole machine has spent since it was started, waiting not counted, ms. */
export function machineCpuMs(): number {
  const [user = 0, nice = 0, system = 0, , , irq = 0, softirq = 0, steal = 0] = read('/proc/stat')
    .split('\n', 1)
    .join('')
    .trim()
    .split(/\s+/)
    .slice(1)
    .map(Number);
  return ((user + nice + system + irq + softirq + steal) * 1000) / (ticksPerSecond ?? 100);
}

/** Resident memory of a process and of all that it has started, MiB. */
export function rssMib(pid: number): number {
  return tree(pid).reduce((sum, one) => sum + ownRssMib(one), 0);
}

function tree(pid: number): readonly number[] {
  return [pid, ...childrenOf(pid).flatMap(tree)];
}

function childrenOf(pid: number): readonly number[] {
  const threads = safely(() => readdirSync(`/proc/${pid}/task`), []);
  const lists = threads.map((thread) => safely(() => read(`/proc/${pid}/task/${thread}/children`), ''));
  return lists.flatMap((list) => list.split(' ').filter(Boolean).map(Number));
}

function ownCpuMs(pid: number): number {
  // The second field is the program's name in brackets and may hold blanks.
  const fields =
    safely(() => read(`/proc/${pid}/stat`), '')
      .split(') ')
      .at(-1)
      ?.split(' ') ?? [];
  const ticks = Number(fields[11] ?? 0) + Number(fields[12] ?? 0);
  return (ticks * 1000) / (ticksPerSecond ?? 100);
}

function ownRssMib(pid: number): number {
  const kib = /^VmRSS:\s+(\d+) kB/m.exec(safely(() => read(`/proc/${pid}/status`), ''))?.[1];
  return Number(kib ?? 0) / 1024;
}

const read = (path: string): string => readFileSync(path, 'utf8');

/** A process that has just ended has no files any more: it counts as nothing. */
function safely<T>(get: () => T, otherwise: T): T {
  try {
    return get();
  } catch {
    return otherwise;
  }
}

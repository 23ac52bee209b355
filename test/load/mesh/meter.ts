import { cpuMs, machineCpuMs, rssMib } from './proc.ts';

/** CPU time by process name, ms. */
export type CpuTimes = Readonly<Record<string, number>>;

const RSS_EVERY_MS = 500;

/** Measures the processes of a run: CPU time between two moments, and the most memory that each has had. */
export class Meter {
  private readonly pids: Readonly<Record<string, number>>;
  private readonly maxRss: Record<string, number> = {};
  private timer: NodeJS.Timeout | undefined;

  constructor(pids: Readonly<Record<string, number>>) {
    this.pids = pids;
  }

  /** CPU times since the start of each process; the load generator is this process. */
  cpu(): CpuTimes {
    const own = process.cpuUsage();
    const times = Object.entries(this.pids).map(([name, pid]) => [name, cpuMs(pid)] as const);
    return { ...Object.fromEntries(times), load: (own.user + own.system) / 1000 };
  }

  /** CPU time of all other programs of the machine, ms: what disturbs the measurement. */
  othersMs(): number {
    return machineCpuMs() - Object.values(this.cpu()).reduce((sum, ms) => sum + ms, 0);
  }

  /** From now on the memory of each process is looked at twice a second. */
  watchMemory(): void {
    this.timer ??= setInterval(() => this.lookAtMemory(), RSS_EVERY_MS);
  }

  stop(): void {
    clearInterval(this.timer);
    this.timer = undefined;
  }

  /** The most resident memory that each process had while it was watched, MiB. */
  get memory(): Readonly<Record<string, number>> {
    return this.maxRss;
  }

  private lookAtMemory(): void {
    for (const [name, pid] of Object.entries(this.pids))
      this.maxRss[name] = Math.max(this.maxRss[name] ?? 0, rssMib(pid));
  }
}

/** What was used between two moments, by process. */
export const used = (before: CpuTimes, after: CpuTimes): CpuTimes =>
  Object.fromEntries(Object.entries(after).map(([name, ms]) => [name, ms - (before[name] ?? 0)]));

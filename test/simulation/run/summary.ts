import type { SeedResult } from './task.ts';

/** What many seeds came to, as it grows. */
export class Summary {
  seeds = 0;
  inquiries = 0;
  steps = 0;
  virtualMs = 0;
  readonly violations: Array<{ readonly seed: number; readonly invariant: string; readonly what: string }> =
    [];
  private readonly kinds = new Map<string, { times: number; runs: number; alone: number }>();
  private readonly pairs = new Map<string, number>();
  private readonly ends = new Map<string, number>();

  add({ seed, inquiries, steps, virtualMs, kinds, ends, found }: SeedResult): void {
    this.seeds += 1;
    this.inquiries += inquiries;
    this.steps += steps;
    this.virtualMs += virtualMs;
    for (const [end, count] of Object.entries(ends)) this.ends.set(end, (this.ends.get(end) ?? 0) + count);
    const met = Object.keys(kinds).sort();
    for (const [at, kind] of met.entries()) {
      const known = this.kinds.get(kind) ?? { times: 0, runs: 0, alone: 0 };
      known.times += kinds[kind] ?? 0;
      known.runs += 1;
      if (met.length === 1) known.alone += 1;
      this.kinds.set(kind, known);
      for (const other of met.slice(at + 1)) {
        const pair = `${kind} ${other}`;
        this.pairs.set(pair, (this.pairs.get(pair) ?? 0) + 1);
      }
    }
    for (const one of found) this.violations.push({ seed, ...one });
  }

  /** Seeds that broke a rule, each with the first that it broke. */
  get broken(): ReadonlyMap<number, string> {
    const broken = new Map<number, string>();
    for (const { seed, invariant, what } of this.violations)
      if (!broken.has(seed)) broken.set(seed, `${invariant} ${what}`);
    return broken;
  }

  /** As tables of Markdown. */
  text(seconds: number): string {
    const count = this.kinds.size;
    const possible = (count * (count - 1)) / 2;
    const rate = Math.round(this.inquiries / seconds);
    return [
      `${this.seeds} schedules, ${this.inquiries} inquiries in ${Math.round(seconds)} s (${rate}/s), ` +
        `${this.steps} steps, ${Math.round(this.virtualMs / 3_600_000)} hours of virtual time.`,
      `${count} kinds of fault, ${this.pairs.size} of ${possible} pairs of them in one run. ` +
        `Violations: ${this.violations.length}.`,
      '',
      ...table(
        ['how questions ended', 'number'],
        [...this.ends].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([end, times]) => [end, String(times)]),
      ),
      '',
      ...table(
        ['fault', 'times', 'runs', 'runs without another', 'kinds beside it'],
        [...this.kinds]
          .toSorted(([a], [b]) => (a < b ? -1 : 1))
          .map(([kind, { times, runs, alone }]) => [
            kind,
            ...[times, runs, alone, this.partners(kind)].map(String),
          ]),
      ),
    ].join('\n');
  }

  private partners(kind: string): number {
    return [...this.pairs.keys()].filter((pair) => pair.split(' ').includes(kind)).length;
  }
}

const table = (head: readonly string[], rows: readonly (readonly string[])[]): readonly string[] =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`);

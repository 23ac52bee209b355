/** Tells on the console what is being done, and for how long already. */
export class Progress {
  private readonly startedAt = performance.now();
  private readonly timer: NodeJS.Timeout;
  private what = '';
  private since = 0;

  constructor() {
    this.timer = setInterval(() => this.show(), process.stderr.isTTY ? 1000 : 15_000);
  }

  /** From now on this is being done. */
  begin(what: string): void {
    this.end();
    this.what = what;
    this.since = performance.now();
    if (process.stderr.isTTY) this.show();
    else process.stderr.write(`${seconds(performance.now() - this.startedAt)}  ${what}\n`);
  }

  stop(): void {
    clearInterval(this.timer);
    this.end();
  }

  private show(): void {
    if (this.what === '') return;
    const line = `${seconds(performance.now() - this.startedAt)}  ${this.what} (${seconds(performance.now() - this.since).trim()})`;
    process.stderr.write(process.stderr.isTTY ? `\r${line}` : `${line}\n`);
  }

  private end(): void {
    if (this.what !== '' && process.stderr.isTTY) process.stderr.write('\n');
    this.what = '';
  }
}

const seconds = (ms: number): string => `${(ms / 1000).toFixed(0).padStart(4)} s`;

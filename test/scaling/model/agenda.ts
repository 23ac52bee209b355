interface Entry {
  readonly at: number;
  readonly order: number;
  readonly run: () => void;
}

const isBefore = (a: Entry, b: Entry): boolean => a.at < b.at || (a.at === b.at && a.order < b.order);

/** What happens when: a clock that jumps from event to event. Times in ms. */
export class Agenda {
  private readonly heap: Entry[] = [];
  private orders = 0;
  now = 0;

  /** Events of the same time run in the order in which they were entered. */
  at(time: number, run: () => void): void {
    const entry = { at: Math.max(time, this.now), order: (this.orders += 1), run };
    this.heap.push(entry);
    for (let i = this.heap.length - 1; i > 0;) {
      const parent = (i - 1) >> 1;
      if (!this.swapIfBefore(i, parent)) break;
      i = parent;
    }
  }

  after(ms: number, run: () => void): void {
    this.at(this.now + ms, run);
  }

  every(ms: number, run: () => void, first = ms): void {
    this.after(first, () => {
      run();
      this.every(ms, run);
    });
  }

  runUntil(end: number): void {
    for (let next = this.heap[0]; next && next.at <= end; next = this.heap[0]) {
      this.removeFirst();
      this.now = next.at;
      next.run();
    }
    this.now = end;
  }

  private removeFirst(): void {
    const last = this.heap.pop();
    if (!last || this.heap.length === 0) return;
    this.heap[0] = last;
    for (let i = 0; ;) {
      const [left, right] = [2 * i + 1, 2 * i + 2];
      if (left >= this.heap.length) return;
      const least =
        right < this.heap.length && isBefore(this.heap[right] as Entry, this.heap[left] as Entry)
          ? right
          : left;
      if (!this.swapIfBefore(least, i)) return;
      i = least;
    }
  }

  private swapIfBefore(one: number, other: number): boolean {
    const [a, b] = [this.heap[one] as Entry, this.heap[other] as Entry];
    if (!isBefore(a, b)) return false;
    [this.heap[one], this.heap[other]] = [b, a];
    return true;
  }
}

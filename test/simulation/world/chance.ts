import { randomFrom } from '../../scaling/model/random.ts';

/** A number from a name: FNV-1a. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193) >>> 0;
  return hash;
}

/** All the chance there is in a simulation: the same seed and name give the same draws, on every machine. */
export class Chance {
  private readonly random: () => number;

  constructor(
    private readonly seed: number,
    private readonly name: string,
  ) {
    this.random = randomFrom(hashOf(`${seed}/${name}`));
  }

  /** A stream of its own: what others draw from theirs changes nothing here. */
  fork(name: string): Chance {
    return new Chance(this.seed, `${this.name}/${name}`);
  }

  /** From 0 up to 1. */
  share(): number {
    return this.random();
  }

  /** True with this probability; draws in any case. */
  happens(probability: number): boolean {
    return this.random() < probability;
  }

  /** From `from` up to `to`. */
  between(from: number, to: number): number {
    return from + this.random() * (to - from);
  }

  /** A whole number from 0 up to `below`. */
  below(below: number): number {
    return Math.floor(this.random() * below);
  }

  /** One of several. */
  one<T>(of: readonly T[]): T {
    return of[this.below(of.length)] as T;
  }

  /** Each of several with this probability. */
  some<T>(of: readonly T[], probability: number): readonly T[] {
    return of.filter(() => this.happens(probability));
  }

  /** A time around `median` with a long tail, ms. */
  delay(median: number, spread = 0.5): number {
    const normal = Math.sqrt(-2 * Math.log(1 - this.random())) * Math.cos(2 * Math.PI * this.random());
    return median * Math.exp(spread * normal);
  }

  /** So many bytes. Nobody's secret hangs on them: nothing here leaves the process. */
  bytes(count: number): Buffer {
    const bytes = Buffer.allocUnsafe(count);
    for (let at = 0; at < count; at += 1) bytes[at] = this.below(256);
    return bytes;
  }

  /** So many hexadecimal digits. */
  hex(digits: number): string {
    let text = '';
    while (text.length < digits)
      text += Math.floor(this.random() * 0x100000000)
        .toString(16)
        .padStart(8, '0');
    return text.slice(0, digits);
  }
}

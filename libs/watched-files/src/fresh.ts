import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { look, lookSync, type Look } from './look';

/** What became of the text of some files: something to use, or every mistake in one sentence each. */
export type Readout<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly mistakes: readonly string[] };

/** Told after the files have changed. */
export interface FreshEvents<T> {
  /** The new state is in force. */
  reloaded(value: T): void;
  /** The new state cannot be used; the old one stays in force. Once per change. */
  broken(mistakes: readonly string[]): void;
}

/** Something made of files, made anew when they change. */
export interface Fresh<T> {
  /** What is in force now. */
  current(): T;
  /** Ends the looking; what is in force stays. */
  close(): void;
}

export interface FreshOptions {
  /** How often the files are looked at, ms. */
  readonly intervalMs?: number;
}

const INTERVAL_MS = 1000;
const UNREADABLE = 'a file is not there or cannot be read';

/** Reads files with the mistakes of `make`; a file that cannot be read is one of them. */
export function readFiles<T>(
  paths: readonly string[],
  make: (texts: readonly string[]) => Readout<T>,
): Readout<T> {
  let texts: readonly string[];
  try {
    texts = paths.map((path) => readFileSync(path, 'utf8'));
  } catch {
    return { ok: false, mistakes: [UNREADABLE] };
  }
  return make(texts);
}

/**
 * Reads the files and keeps what `make` makes of them fresh: a change is taken over within three intervals, once the
 * files have looked the same for one interval, so that a file which is still being written is not taken for whole.
 * It looks instead of waiting for notices: those are lost when links are swapped and on some network file systems.
 * @throws Error when the files cannot be used at the start
 */
export function freshFrom<T>(
  paths: readonly string[],
  make: (texts: readonly string[]) => Readout<T>,
  events: FreshEvents<T>,
  options: FreshOptions = {},
): Fresh<T> {
  return new Watched(paths, make, events, options.intervalMs ?? INTERVAL_MS);
}

class Watched<T> implements Fresh<T> {
  #value: T;
  /** The look of what was read last, used or not. */
  #read: Look;
  #seen: Look;
  #timer: NodeJS.Timeout | undefined;
  #closed = false;

  constructor(
    private readonly paths: readonly string[],
    private readonly make: (texts: readonly string[]) => Readout<T>,
    private readonly events: FreshEvents<T>,
    private readonly intervalMs: number,
  ) {
    // Looked at before it is read: what changes in between is read again.
    this.#read = this.#seen = lookSync(paths);
    const first = readFiles(paths, make);
    if (!first.ok) throw new Error(`files that cannot be used: ${first.mistakes.join('; ')}`);
    this.#value = first.value;
    this.#later();
  }

  current(): T {
    return this.#value;
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
  }

  #later(): void {
    if (this.#closed) return;
    this.#timer = setTimeout(() => void this.#check().then(() => this.#later()), this.intervalMs).unref();
  }

  async #check(): Promise<void> {
    const now = await look(this.paths);
    const steady = now === this.#seen;
    this.#seen = now;
    if (!steady || now === this.#read) return;
    this.#read = now;
    const readout = await this.#readout();
    if (this.#closed) return;
    if (!readout.ok) return this.events.broken(readout.mistakes);
    this.#value = readout.value;
    this.events.reloaded(readout.value);
  }

  async #readout(): Promise<Readout<T>> {
    const texts = await Promise.all(this.paths.map((path) => readFile(path, 'utf8'))).catch(() => undefined);
    return texts ? this.make(texts) : { ok: false, mistakes: [UNREADABLE] };
  }
}

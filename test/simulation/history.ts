import { createHash } from 'node:crypto';

/** One agency's part of an answer, as a caller finds it. */
export interface Part {
  readonly kod: string;
  /** How many of `data` and `error` it has. */
  readonly forms: number;
  /** Whose data it is, by the nonces in it; absent where it has none. */
  readonly nonces?: readonly string[];
  readonly felkod?: string;
  readonly kalla?: string;
}

/** What can happen to a process. */
export type HostChange =
  | 'up'
  | 'dead'
  /** Stopped in good order; it ends with `left`. */
  | 'stopping'
  | 'stopped'
  /** Nothing happens in it for `ms`. */
  | 'held'
  /** Its groups have given it up. */
  | 'expelled'
  /** A commit of it did not arrive in time, or not at all. */
  | 'uncommitted'
  /** Its view of the broker's clock is off by `ms` from now on. */
  | 'clock';

/** Everything that can stand in a history; `t` in virtual ms, `b` in the broker's clock, ms since the beginning. */
export type Happening =
  /** What the run was begun with, as far as a judge needs it. */
  | {
      readonly k: 'begin';
      readonly t: number;
      readonly deadlineMs: number;
      readonly agencyMedianMs: number;
      /** Every process may hold and do as much as it ever needs. */
      readonly ample: boolean;
      readonly maintenance: readonly string[];
      readonly connected: readonly string[];
    }
  | {
      readonly k: 'ask';
      readonly t: number;
      readonly id: string;
      readonly host: string;
      readonly version: string;
      readonly typ: 'fraga' | 'test' | 'unreadable';
      readonly organisation: string;
      readonly koder: readonly string[];
      readonly person: string;
      readonly korrelationsid: string;
      readonly deadlineMs: number;
      /** What agencies write into their answers, where that does not follow from id and person. */
      readonly nonces?: readonly string[];
    }
  | { readonly k: 'refused'; readonly t: number; readonly id: string }
  | {
      readonly k: 'answer';
      readonly t: number;
      readonly id: string;
      readonly host: string;
      readonly status: number;
      readonly felkod?: string;
      readonly korrelationsid?: string;
      readonly parts?: readonly Part[];
      /** What its version's schema, or its reader, objects to. */
      readonly mistake?: string;
    }
  /** The caller went, or the process that it asked died. */
  | { readonly k: 'gone'; readonly t: number; readonly id: string }
  | { readonly k: 'reset'; readonly t: number; readonly id: string }
  | {
      readonly k: 'call';
      readonly t: number;
      readonly b: number;
      readonly id: string;
      readonly kod: string;
      readonly del: string;
      readonly person: string;
      readonly host: string;
    }
  | {
      readonly k: 'append';
      readonly t: number;
      readonly b: number;
      readonly topic: string;
      readonly id: string;
      readonly type: string;
      readonly kod: string;
      readonly host: string;
      /** Of a message that is asked with. */
      readonly askedAt?: number;
      readonly budgetMs?: number;
    }
  | {
      readonly k: 'audit';
      readonly t: number;
      readonly id: string;
      readonly outcome: string;
      readonly host: string;
    }
  | {
      readonly k: 'host';
      readonly t: number;
      readonly host: string;
      readonly role: string;
      readonly what: HostChange;
      readonly ms?: number;
    }
  /** The network did something to a write. */
  | { readonly k: 'hurt'; readonly t: number; readonly what: string; readonly host: string }
  /** A fault that really happened, and the end of one that lasts. */
  | { readonly k: 'fault'; readonly t: number; readonly kind: string; readonly at: string }
  | { readonly k: 'over'; readonly t: number; readonly kind: string; readonly at: string }
  /** Something personal stands outside of a seal. */
  | { readonly k: 'outside'; readonly t: number; readonly where: string }
  /** A fault in the program. */
  | { readonly k: 'crash'; readonly t: number; readonly host: string; readonly error: string }
  | {
      readonly k: 'log';
      readonly t: number;
      readonly host: string;
      readonly message: string;
      readonly id: string;
    }
  /** What a process still holds when everything should be over, or when it has stopped. */
  | {
      readonly k: 'left';
      readonly t: number;
      readonly host: string;
      readonly figures: Readonly<Record<string, number>>;
    }
  | {
      readonly k: 'counted';
      readonly t: number;
      readonly host: string;
      readonly role: string;
      readonly counters: Readonly<Record<string, number>>;
    };

export type Kind = Happening['k'];
export type Of<K extends Kind> = Extract<Happening, { k: K }>;

/** SHA-256 over everything that happened, in its order: two runs with the same are the same. */
export function hashOf(history: readonly Happening[]): string {
  const hash = createHash('sha256');
  for (const happening of history) hash.update(`${JSON.stringify(happening)}\n`);
  return hash.digest('hex');
}

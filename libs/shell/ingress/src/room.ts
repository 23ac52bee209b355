import type { IncomingMessage } from 'node:http';
import { Holding, type ByteBudget } from '@ssbtek/core';

/** What a question costs besides the bytes of its body. */
const OVERHEAD_BYTES = 4 * 1024;
/** An answer is held as it came, opened, and as it is written: never all three, never less than one. */
const ANSWER_COPIES = 2;

/** What a question and its answer take of the memory that the ingress may hold. */
export class Room {
  private readonly holding: Holding;

  constructor(budget: ByteBudget) {
    this.holding = new Holding(budget);
  }

  /** Room for a question's body, before it is read; `announced` is its Content-Length. False when there is none. */
  takeQuestion(announced: string | undefined, mostBytes: number): boolean {
    const bytes = announced === undefined ? mostBytes : Math.min(Number(announced) || 0, mostBytes);
    return this.holding.take(bytes + OVERHEAD_BYTES);
  }

  /** Room for an answer of so many bytes, as it stands on the bus. */
  takeAnswer(bytes: number): boolean {
    return this.holding.take(ANSWER_COPIES * bytes);
  }

  /** The answer has left, or nobody waits for it. */
  end(): void {
    this.holding.end();
  }
}

/** Only what has a body needs room. */
export const hasBody = ({ method }: Pick<IncomingMessage, 'method'>): boolean => method === 'POST';

/** A question as one worker group sees it. Times in ms. */
export interface Message {
  readonly appendedAt: number;
  readonly partition: number;
  /** Whether the agency is asked; the others are passed over at once. */
  readonly asks: boolean;
}

/** A message in a reader's hands. */
export interface Fetched {
  readonly message: Message;
  readonly begin: () => void;
  readonly done: () => void;
}

/** One partition of the topic and where its group stands: only the low watermark is committed. */
export class Partition {
  private readonly messages: Message[] = [];
  private readonly open = new Set<number>();
  private fetched = 0;
  private begun = 0;
  private committed = 0;

  /** What an operator, and KEDA, sees: messages after the last commit. */
  get lag(): number {
    return this.messages.length - this.committed;
  }

  /** Messages that nobody has begun. */
  get waiting(): number {
    return this.messages.length - this.begun;
  }

  append(message: Message): void {
    this.messages.push(message);
  }

  /** Everything that has not been fetched. */
  fetch(): readonly Fetched[] {
    const first = this.fetched;
    this.fetched = this.messages.length;
    return this.messages.slice(first).map((message, i) => ({
      message,
      begin: () => {
        this.begun = first + i + 1;
        this.open.add(first + i);
      },
      done: () => void this.open.delete(first + i),
    }));
  }

  commit(): void {
    const [oldest] = this.open;
    this.committed = oldest ?? this.begun;
  }

  /** The partition changes hands: what is begun will be finished by whoever began it, the rest is read again. */
  handOver(): void {
    this.committed = this.fetched = this.begun;
  }
}

/** Who reads in a group, as the group sees it. */
export interface GroupMember {
  readonly pinned: number | undefined;
  /** Commits nothing and remembers its position only while it lives. */
  readonly memoryless: boolean;
  reads(partition: number): boolean;
  position(partition: number): bigint;
  /** A rebalance is about to be. */
  rebalancing(): void;
  /** The partitions that are its own from now on. */
  assign(partitions: readonly number[]): void;
}

/** The members of one group on one topic, and what the group has committed. */
export class MemoryGroup {
  readonly committed = new Map<number, bigint>();
  private readonly members: GroupMember[] = [];
  private dealing = false;

  constructor(private readonly partitions: number) {}

  join(member: GroupMember): void {
    this.members.push(member);
    this.rebalance();
  }

  leave(member: GroupMember): void {
    const at = this.members.indexOf(member);
    if (at < 0) return;
    this.members.splice(at, 1);
    this.rebalance();
  }

  /** Offset below which no reader needs anything. A group without members still needs what it did not commit. */
  needsFrom(partition: number): bigint {
    const held = this.members.flatMap((member) =>
      member.memoryless && member.reads(partition) ? [member.position(partition)] : [],
    );
    const remembers =
      this.members.length === 0 ? this.committed.size > 0 : this.members.some((m) => !m.memoryless);
    if (remembers) held.push(this.committed.get(partition) ?? 0n);
    return held.reduce((least, offset) => (offset < least ? offset : least), BigInt(Number.MAX_SAFE_INTEGER));
  }

  /** Members are told first: what they commit then counts for those who get their partitions. */
  private rebalance(): void {
    for (const member of this.members) member.rebalancing();
    if (this.dealing) return;
    this.dealing = true;
    setImmediate(() => {
      this.dealing = false;
      this.deal();
    });
  }

  private deal(): void {
    const sharing = this.members.filter(({ pinned }) => pinned === undefined);
    for (const member of this.members) {
      if (member.pinned !== undefined) {
        if (!member.reads(member.pinned)) member.assign([member.pinned]);
        continue;
      }
      const mine = Array.from({ length: this.partitions }, (_, partition) => partition).filter(
        (partition) => sharing[partition % sharing.length] === member,
      );
      member.assign(mine);
    }
  }
}

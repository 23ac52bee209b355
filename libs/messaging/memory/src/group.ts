import type { Network, NetworkClient } from './network';

/** Who reads in a group, as the group sees it. */
export interface GroupMember {
  readonly client: NetworkClient;
  readonly pinned: number | undefined;
  /** Commits nothing and remembers its position only while it lives. */
  readonly memoryless: boolean;
  reads(partition: number): boolean;
  position(partition: number): bigint;
  /** A rebalance is about to be. */
  rebalancing(): void;
  /** The partitions that are its own from now on, by the group's generation that says so. */
  assign(partitions: readonly number[], generation: number): void;
}

/** The members of one group on one topic, and what the group has committed. */
export class MemoryGroup {
  readonly committed = new Map<number, bigint>();
  private readonly joined: GroupMember[] = [];
  private dealing = false;
  private dealt = 0;

  constructor(
    private readonly partitions: () => number,
    private readonly network: Network,
  ) {}

  get members(): readonly GroupMember[] {
    return this.joined;
  }

  /** Counts how often partitions were dealt out: whoever was not there the last time commits nothing. */
  get generation(): number {
    return this.dealt;
  }

  join(member: GroupMember): void {
    if (!this.joined.includes(member)) this.joined.push(member);
    this.rebalance();
  }

  /** Gone by its own wish, or because nothing was heard of it: it need not know of it. */
  leave(member: GroupMember): void {
    const at = this.joined.indexOf(member);
    if (at < 0) return;
    this.joined.splice(at, 1);
    this.rebalance();
  }

  /** Whether a member may commit: it is one, and was there when partitions were last dealt out. */
  takes(member: GroupMember, generation: number): boolean {
    if (member.pinned !== undefined) return true;
    return this.joined.includes(member) && generation === this.dealt;
  }

  /** Offset below which no reader needs anything. A group without members still needs what it did not commit. */
  needsFrom(partition: number): bigint {
    const held = this.joined.flatMap((member) =>
      member.memoryless && member.reads(partition) ? [member.position(partition)] : [],
    );
    const remembers =
      this.joined.length === 0 ? this.committed.size > 0 : this.joined.some((m) => !m.memoryless);
    if (remembers) held.push(this.committed.get(partition) ?? 0n);
    return held.reduce((least, offset) => (offset < least ? offset : least), BigInt(Number.MAX_SAFE_INTEGER));
  }

  /** Members are told first: what they commit then counts for those who get their partitions. */
  private rebalance(): void {
    for (const member of this.joined)
      this.network.toClient(member.client, 'rebalance', () => member.rebalancing());
    if (this.dealing) return;
    this.dealing = true;
    this.network.gather(this, () => {
      this.dealing = false;
      this.deal();
    });
  }

  private deal(): void {
    this.dealt += 1;
    const generation = this.dealt;
    const sharing = this.joined.filter(({ pinned }) => pinned === undefined);
    for (const member of this.joined) {
      if (member.pinned !== undefined) {
        if (!member.reads(member.pinned)) this.tell(member, [member.pinned], generation);
        continue;
      }
      const mine = Array.from({ length: this.partitions() }, (_, partition) => partition).filter(
        (partition) => sharing[partition % sharing.length] === member,
      );
      this.tell(member, mine, generation);
    }
  }

  private tell(member: GroupMember, partitions: readonly number[], generation: number): void {
    this.network.toClient(member.client, 'assigned', () => member.assign(partitions, generation));
  }
}

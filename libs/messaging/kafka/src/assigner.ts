/**
 * What all members of a group agree on, whichever library they use. Version 0 of the consumer protocol has no fields beside topics
 * and user data.
 */
export const GROUP_PROTOCOL = { name: 'ssbtek-mesh', version: 0 } as const;

/** What a member tells its group's leader: the one partition it is pinned to, or those it has at present. */
export interface Wish {
  readonly pinned?: number;
  readonly has: readonly number[];
}

/** A member as the leader sees it. */
export interface Member extends Wish {
  readonly id: string;
}

/**
 * Who reads what. Pinned members get their own partition and nothing else; the others share all partitions
 * evenly and keep what they have as far as that allows, so that few joins move when a replica comes or goes.
 */
export function share(
  members: readonly Member[],
  partitions: readonly number[],
): ReadonlyMap<string, readonly number[]> {
  const shares = new Map<string, number[]>(
    members.map(({ id, pinned }) => [
      id,
      pinned !== undefined && partitions.includes(pinned) ? [pinned] : [],
    ]),
  );
  const sharing = members
    .filter(({ pinned }) => pinned === undefined)
    .toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const free = new Set(sharing.length > 0 ? partitions : []);
  const least = Math.floor(free.size / Math.max(1, sharing.length));
  let extra = free.size % Math.max(1, sharing.length);
  for (const { id, has } of sharing.toSorted((a, b) => b.has.length - a.has.length)) {
    const mine = shares.get(id) ?? [];
    for (const partition of has) {
      if (!free.has(partition) || mine.length > least || (mine.length === least && extra === 0)) continue;
      if (mine.length === least) extra -= 1;
      mine.push(partition);
      free.delete(partition);
    }
  }
  for (const partition of free) {
    const poorest = sharing
      .map(({ id }) => shares.get(id) ?? [])
      .reduce((a, b) => (b.length < a.length ? b : a));
    poorest.push(partition);
  }
  return shares;
}

/** A wish as the user data of a member. */
export const asWish = (pinned: number | undefined, has: readonly number[]): Buffer =>
  Buffer.from(JSON.stringify({ ...(pinned !== undefined && { pinned }), has }));

/** The wish in a member's user data. */
export const readWish = (userData: Buffer | null | undefined): Wish =>
  userData && userData.length > 0 ? (JSON.parse(userData.toString()) as Wish) : { has: [] };

import type { CpuProfile, ProfileNode } from './inspector.ts';
import { placeOf, type Place } from './places.ts';

/** Self time of something, summed over the profile. */
export interface Hot {
  readonly name: string;
  readonly where: string;
  readonly ms: number;
  /** Share of the time in which the process worked. */
  readonly share: number;
}

/** What a profile says. */
export interface Hottest {
  /** Time in which the process worked, ms. */
  readonly busyMs: number;
  /** Functions by self time. */
  readonly functions: readonly Hot[];
  /** Self time by library; what Node and V8 do counts for the library that called them. */
  readonly owners: readonly Hot[];
}

interface Sum {
  readonly place: Place;
  us: number;
}

/** Not work. */
const IDLE = new Set(['(idle)', '(root)']);
const OF_NOBODY = /^(?:node|V8)\b/;

/** Sums up profiles: of one process, or of several that do the same. */
export function hottest(profiles: readonly CpuProfile[], count: number): Hottest {
  const functions = new Map<string, Sum>();
  const owners = new Map<string, number>();
  for (const profile of profiles)
    for (const { place, owner, us } of selfTimes(profile)) {
      const key = `${place.name} ${place.where}`;
      const sum = functions.get(key) ?? { place, us: 0 };
      sum.us += us;
      functions.set(key, sum);
      owners.set(owner, (owners.get(owner) ?? 0) + us);
    }
  const busyUs = [...owners.values()].reduce((sum, us) => sum + us, 0);
  const hot = (name: string, where: string, us: number): Hot => ({
    name,
    where,
    ms: us / 1000,
    share: us / busyUs,
  });
  const most = (all: readonly Hot[]): readonly Hot[] => [...all].sort((a, b) => b.ms - a.ms).slice(0, count);
  return {
    busyMs: busyUs / 1000,
    functions: most([...functions.values()].map(({ place, us }) => hot(place.name, place.where, us))),
    owners: most([...owners].map(([owner, us]) => hot(owner, '', us))),
  };
}

interface SelfTime extends Sum {
  readonly owner: string;
}

function selfTimes({ nodes, samples, timeDeltas }: CpuProfile): readonly SelfTime[] {
  const us = new Map<number, number>();
  samples.forEach((node, index) =>
    us.set(node, (us.get(node) ?? 0) + Math.max(0, timeDeltas[index + 1] ?? 0)),
  );
  const parents = new Map<number, ProfileNode>();
  for (const node of nodes) for (const child of node.children ?? []) parents.set(child, node);
  const places = new Map(nodes.map((node) => [node.id, placeOf(node)]));
  return nodes.flatMap((node) => {
    const place = places.get(node.id);
    if (!place || !us.has(node.id) || IDLE.has(place.name)) return [];
    return [{ place, us: us.get(node.id) ?? 0, owner: ownerOf(node, places, parents) }];
  });
}

/** The nearest caller that belongs to somebody. */
function ownerOf(
  node: ProfileNode,
  places: ReadonlyMap<number, Place>,
  parents: ReadonlyMap<number, ProfileNode>,
): string {
  const own = places.get(node.id)?.owner ?? '';
  if (own.startsWith('V8 (')) return own;
  for (let at: ProfileNode | undefined = node; at; at = parents.get(at.id)) {
    const owner = places.get(at.id)?.owner ?? '';
    if (owner !== '' && !OF_NOBODY.test(owner)) return owner;
  }
  return 'node, called by nobody';
}

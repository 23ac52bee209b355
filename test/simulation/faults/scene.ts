import { ANSWER_TOPIC, AUDIT_TOPIC, INQUIRY_TOPIC, REPLY_TOPIC, type Incoming } from '@ssbtek/messaging';
import type { Callers } from '../mesh/callers.ts';
import type { Mood } from '../mesh/agencies.ts';
import type { Running, SimulatedMesh } from '../mesh/mesh.ts';
import { KODER } from '../mesh/plain-documents.ts';
import type { PlannedFault } from '../plan.ts';
import type { Chance } from '../world/chance.ts';

/** What a fault acts on. */
export interface Scene {
  readonly mesh: SimulatedMesh;
  readonly callers: Callers;
  readonly chance: Chance;
}

/** How a kind of fault is brought about; what it is meant to do it does itself, when its time has come. */
export type Act = (scene: Scene, fault: PlannedFault) => void;

export const TOPICS = [INQUIRY_TOPIC, REPLY_TOPIC, ANSWER_TOPIC, AUDIT_TOPIC] as const;
export const READ_TOPICS = [INQUIRY_TOPIC, REPLY_TOPIC, ANSWER_TOPIC] as const;

export const pick = <T>(of: readonly T[], whom: number): T | undefined => of[Math.floor(whom * of.length)];

export const alive = ({ mesh }: Scene): readonly Running[] => mesh.roles.flatMap((role) => mesh.of(role));

/** One of the processes that are there; the fault is told of it. */
export function hit(scene: Scene, { kind, whom }: PlannedFault, then: (running: Running) => void): void {
  const running = pick(alive(scene), whom);
  if (!running) return;
  scene.mesh.fault(kind, running.host.role);
  then(running);
}

export const later = ({ mesh }: Scene, ms: number, then: () => void): void =>
  void mesh.time.after(ms, undefined, then);

/** Nothing can be written to a topic for a while; the broker says so at once, by this code. */
export const writesOff =
  (code: string): Act =>
  (scene, fault) => {
    const topic = pick(TOPICS, fault.whom) ?? AUDIT_TOPIC;
    const { broker } = scene.mesh;
    scene.mesh.fault(fault.kind, topic);
    broker.refuseWrites(topic, code);
    later(scene, fault.ms, () => {
      broker.takeWrites(topic);
      scene.mesh.over(fault.kind, topic);
    });
  };

/** An agency is in a mood for a while. */
export const agency =
  (mood: Mood): Act =>
  ({ mesh }, { ms, whom, how }) =>
    mesh.agencies.begin({
      mood,
      kod: pick(KODER, whom) ?? 'csn',
      share: how > 0.5 ? 1 : 0.5,
      until: mesh.time.now + ms,
    });

/** A message that stands in a topic now. */
export function standing({ mesh }: Scene, { whom, how }: PlannedFault): Incoming | undefined {
  const topic = mesh.broker.topic(pick(READ_TOPICS, whom) ?? INQUIRY_TOPIC);
  const all = Array.from({ length: topic.partitions }, (_, partition) => topic.log(partition));
  const full = all.filter((log) => log.high > log.bounds(undefined).low);
  const log = pick(full, how);
  if (!log) return undefined;
  const { low, high } = log.bounds(undefined);
  return log.read(low + BigInt(Math.floor(how * Number(high - low))), 1)[0];
}

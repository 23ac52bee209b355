import {
  ANSWER_TOPIC,
  AUDIT_TOPIC,
  EVENT,
  HEADER,
  INQUIRY_TOPIC,
  REPLY_TOPIC,
  SCHEMA_VERSION,
  type Incoming,
} from '@ssbtek/messaging';
import type { Chance } from '../world/chance.ts';
import { ORGANISATIONS } from './load.ts';
import type { Callers } from '../mesh/callers.ts';
import type { Mood } from '../mesh/agencies.ts';
import { KODER } from '../mesh/plain-documents.ts';
import type { Running, SimulatedMesh } from '../mesh/mesh.ts';
import type { PlannedFault } from '../plan.ts';
import { CALM, type Weather } from '../world/network.ts';

/** What a fault acts on. */
export interface Scene {
  readonly mesh: SimulatedMesh;
  readonly callers: Callers;
  readonly chance: Chance;
}

/** How a kind of fault is brought about; what it is meant to do it does itself, when its time has come. */
type Act = (scene: Scene, fault: PlannedFault) => void;

const TOPICS = [INQUIRY_TOPIC, REPLY_TOPIC, ANSWER_TOPIC, AUDIT_TOPIC] as const;
const READ_TOPICS = [INQUIRY_TOPIC, REPLY_TOPIC, ANSWER_TOPIC] as const;

const pick = <T>(of: readonly T[], whom: number): T | undefined => of[Math.floor(whom * of.length)];

const alive = ({ mesh }: Scene): readonly Running[] => mesh.roles.flatMap((role) => mesh.of(role));

/** One of the processes that are there; the fault is told of it. */
function hit(scene: Scene, { kind, whom }: PlannedFault, then: (running: Running) => void): void {
  const running = pick(alive(scene), whom);
  if (!running) return;
  scene.mesh.fault(kind, running.host.role);
  then(running);
}

const later = ({ mesh }: Scene, ms: number, then: () => void): void =>
  void mesh.time.after(ms, undefined, then);

/** For a while the weather is worse in one respect. */
function weather(scene: Scene, { kind, ms }: PlannedFault, change: Partial<Weather>): void {
  const { network } = scene.mesh;
  const before: Partial<Weather> = Object.fromEntries(
    Object.keys(change).map((name) => [name, CALM[name as keyof Weather]]),
  );
  Object.assign(network.weather, change);
  scene.mesh.fault(kind, 'broker');
  later(scene, ms, () => {
    Object.assign(network.weather, before);
    scene.mesh.over(kind, 'broker');
  });
}

const writesOff =
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

const agency =
  (mood: Mood): Act =>
  ({ mesh }, { ms, whom, how }) =>
    mesh.agencies.begin({
      mood,
      kod: pick(KODER, whom) ?? 'csn',
      share: how > 0.5 ? 1 : 0.5,
      until: mesh.time.now + ms,
    });

function restart(scene: Scene, running: Running, afterMs: number): void {
  later(scene, afterMs, () => scene.mesh.start(running.host.role));
}

/** A message that stands in a topic now. */
function standing({ mesh }: Scene, { whom, how }: PlannedFault): Incoming | undefined {
  const topic = mesh.broker.topic(pick(READ_TOPICS, whom) ?? INQUIRY_TOPIC);
  const all = Array.from({ length: topic.settings.partitions }, (_, partition) => topic.log(partition));
  const full = all.filter((log) => log.high > log.bounds(undefined).low);
  const log = pick(full, how);
  if (!log) return undefined;
  const { low, high } = log.bounds(undefined);
  return log.read(low + BigInt(Math.floor(how * Number(high - low))), 1)[0];
}

/** Copies and changed copies of what the mesh has written, past all clients. */
const foreign =
  (change: (message: Incoming, scene: Scene) => Partial<Incoming>): Act =>
  (scene, fault) => {
    const message = standing(scene, fault);
    if (!message) return;
    scene.mesh.fault(fault.kind, message.topic);
    const put = { ...message, ...change(message, scene) };
    scene.mesh.broker.put(put);
    scene.mesh.foreign(put);
  };

const flipped = (value: Uint8Array): Uint8Array =>
  value.map((byte, at) => (at === value.length - 1 ? byte ^ 1 : byte));

/** Every kind of fault by its name. */
export const FAULTS: Readonly<Record<string, Act>> = {
  'process-killed': (scene, fault) =>
    hit(scene, fault, (running) => {
      scene.mesh.kill(running);
      scene.callers.died(running);
      restart(scene, running, fault.ms);
    }),
  'process-paused': (scene, fault) =>
    hit(scene, fault, (running) => scene.mesh.hold(running, 1000 + fault.ms / 2)),
  'process-paused-past-its-session': (scene, fault) =>
    hit(scene, fault, (running) => scene.mesh.hold(running, 10_500 + fault.ms)),
  'event-loop-blocked': (scene, fault) =>
    hit(scene, fault, (running) => scene.mesh.hold(running, 300 + 1200 * fault.how)),
  'process-restarted': (scene, fault) =>
    hit(scene, fault, (running) => {
      scene.mesh.stop(running);
      restart(scene, running, fault.ms);
    }),
  'role-rolled': (scene, { kind, whom }) => {
    const { mesh } = scene;
    const role = pick(mesh.roles, whom);
    if (role === undefined) return;
    mesh.fault(kind, role);
    mesh.of(role).forEach((running, at) =>
      later(scene, 1500 * at, () => {
        mesh.start(role);
        later(scene, 800, () => running.host.alive && !running.stopping && mesh.stop(running));
      }),
    );
  },
  'all-replicas-gone': (scene, { kind, whom, ms }) => {
    const { mesh } = scene;
    const role = pick(
      mesh.roles.filter((one) => one !== 'ingress'),
      whom,
    );
    if (role === undefined) return;
    mesh.fault(kind, role);
    for (const running of mesh.of(role)) {
      mesh.kill(running);
      restart(scene, running, ms);
    }
  },
  'replica-comes': ({ mesh }, { kind, whom }) => {
    const role = pick(mesh.roles, whom);
    if (role === undefined) return;
    mesh.fault(kind, role);
    mesh.start(role);
  },
  'replica-goes': (scene, fault) =>
    hit(scene, fault, (running) => {
      if (scene.mesh.of(running.host.role).length > 1) scene.mesh.stop(running);
    }),
  'cut-off-from-broker': (scene, fault) =>
    hit(scene, fault, ({ client }) => scene.mesh.network.cut(client, fault.ms)),
  'cut-off-past-its-session': (scene, fault) =>
    hit(scene, fault, ({ client }) => scene.mesh.network.cut(client, 10_500 + fault.ms)),
  'clock-off': (scene, fault) =>
    hit(scene, fault, ({ host }) => {
      // What a client knows of the broker's clock is off by the time that it took to ask, at most.
      host.clockErrorMs = (fault.how - 0.5) * 1500;
      scene.mesh.changed(host, 'clock', host.clockErrorMs);
    }),
  'local-clock-off': (scene, fault) =>
    hit(scene, fault, ({ host }) => (host.localErrorMs = (fault.how - 0.5) * 600_000)),
  'broker-clock-jumps': ({ mesh }, { kind, how }) => {
    mesh.fault(kind, 'broker');
    mesh.brokerErrorMs += (how - 0.5) * 1000;
  },
  'broker-away': (scene, { kind, ms }) => {
    const { mesh } = scene;
    mesh.fault(kind, 'broker');
    mesh.broker.stop();
    later(scene, ms, () => {
      mesh.broker.start();
      mesh.over(kind, 'broker');
    });
  },
  'broker-slow': (scene, fault) => weather(scene, fault, { latencyMs: 20 + 400 * fault.how }),
  reordering: (scene, fault) => weather(scene, fault, { latencyMs: 10, spread: 2 }),
  'topic-full': writesOff('NOT_ENOUGH_REPLICAS'),
  'leader-moved': writesOff('NOT_LEADER_OR_FOLLOWER'),
  'topic-lost': ({ mesh }, { kind, whom }) => {
    const topic = pick(READ_TOPICS, whom) ?? INQUIRY_TOPIC;
    mesh.fault(kind, topic);
    mesh.broker.lose(topic);
  },
  'acknowledgements-lost': (scene, fault) => weather(scene, fault, { ackLost: 0.2 + 0.5 * fault.how }),
  'writes-lost': (scene, fault) => weather(scene, fault, { writeLost: 0.2 + 0.5 * fault.how }),
  'partial-batches': (scene, fault) => weather(scene, fault, { partial: 0.5 }),
  duplicates: (scene, fault) => weather(scene, fault, { duplicate: 0.3 + 0.4 * fault.how }),
  'commits-refused': (scene, fault) => weather(scene, fault, { commitRefused: 0.7 }),
  'commits-late': (scene, fault) => weather(scene, fault, { commitLate: 0.7 }),
  'message-replayed': foreign(() => ({})),
  'message-forged': foreign(({ value }) => ({ value: flipped(value) })),
  'message-of-a-stranger': foreign((_message, { chance }) => ({
    key: chance.hex(8),
    headers: { [HEADER.type]: EVENT.inquiry, [HEADER.inquiryId]: 'nobody', [HEADER.schema]: SCHEMA_VERSION },
    value: chance.bytes(64),
  })),
  'message-redirected': foreign(({ headers }) => ({
    headers: { ...headers, [HEADER.replyPartition]: '3', [HEADER.budgetMs]: '290000' },
  })),
  'message-of-another-inquiry': foreign(({ headers }, { mesh }) => {
    const others = mesh.history.filter((one) => one.k === 'ask');
    const other = others.at(-1);
    return { headers: { ...headers, [HEADER.inquiryId]: other?.id ?? 'nobody' } };
  }),
  'message-in-another-schema': foreign(({ headers }) => ({ headers: { ...headers, [HEADER.schema]: '9' } })),
  'record-unreadable': foreign(() => ({ unreadable: true, key: '', headers: {}, value: new Uint8Array() })),
  'keys-rotated': (scene, { kind }) => {
    const { mesh } = scene;
    mesh.fault(kind, 'all');
    mesh.activeKey += 1;
    const running = alive(scene);
    running.forEach((one, at) =>
      later(scene, 200 * at, () => {
        if (!one.host.alive || one.stopping) return;
        mesh.start(one.host.role);
        mesh.stop(one);
      }),
    );
  },
  'register-changed': (scene, { kind, ms, whom }) => {
    const { mesh } = scene;
    const gone = pick(ORGANISATIONS, whom) ?? ORGANISATIONS[0];
    mesh.fault(kind, gone);
    mesh.register = new Map([...mesh.fullRegister].filter(([number]) => !gone.endsWith(number)));
    later(scene, ms, () => (mesh.register = mesh.fullRegister));
  },
  'agency-slow': agency('slow'),
  'agency-hanging': agency('hanging'),
  'agency-late': agency('late'),
  'agency-refusing': agency('refusing'),
  'agency-resetting': agency('resetting'),
  'agency-garbage': agency('garbage'),
  'agency-empty': agency('empty'),
  'agency-half': agency('half'),
  'agency-huge': agency('huge'),
  'agency-status-500': agency('status-500'),
  'agency-redirect': agency('redirect'),
  'agency-other-document': agency('other-document'),
  'agency-other-person': agency('other-person'),
  'agency-own-error': agency('own-error'),
};

export const FAULT_KINDS: readonly string[] = Object.keys(FAULTS);

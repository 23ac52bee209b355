import { EVENT, HEADER, INQUIRY_TOPIC, SCHEMA_VERSION, type Incoming } from '@ssbtek/messaging';
import { ORGANISATIONS } from './load.ts';
import { LATER_FAULTS } from './later-kinds.ts';
import {
  agency,
  alive,
  hit,
  later,
  pick,
  READ_TOPICS,
  standing,
  writesOff,
  type Act,
  type Scene,
} from './scene.ts';
import type { Running } from '../mesh/mesh.ts';
import type { PlannedFault } from '../plan.ts';
import { CALM, type Weather } from '../world/network.ts';

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

function restart(scene: Scene, running: Running, afterMs: number): void {
  later(scene, afterMs, () => scene.mesh.start(running.host.role));
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

/** The kinds that were there first, by name. */
const FIRST_FAULTS: Readonly<Record<string, Act>> = {
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

/** Every kind of fault by its name. */
export const FAULTS: Readonly<Record<string, Act>> = { ...FIRST_FAULTS, ...LATER_FAULTS };
export const FAULT_KINDS: readonly string[] = Object.keys(FAULTS);

/** By edition: what a seed draws of those that came later is drawn apart, so that it finds what it found before. */
export const FIRST_KINDS: readonly string[] = Object.keys(FIRST_FAULTS);
export const LATER_KINDS: readonly string[] = Object.keys(LATER_FAULTS);

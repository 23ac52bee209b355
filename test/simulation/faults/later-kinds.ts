import { INQUIRY_TOPIC } from '@ssbtek/messaging';
import { agency, alive, later, pick, READ_TOPICS, standing, TOPICS, writesOff, type Act } from './scene.ts';

/** The most partitions that one fault adds. */
const MOST_ADDED = 6;
/** Brokers that are rolled one after the other: of each topic each leads some partitions. */
const ROLLED = 3;

/** Kinds of the second edition, by name. */
export const LATER_FAULTS: Readonly<Record<string, Act>> = {
  'topic-cut-off': ({ mesh }, { kind, whom, how }) => {
    const name = pick(READ_TOPICS, whom) ?? INQUIRY_TOPIC;
    const topic = mesh.broker.topic(name);
    mesh.fault(kind, name);
    for (let partition = 0; partition < topic.partitions; partition += 1) {
      const { low, high } = topic.log(partition);
      // Half of the time nothing is left; else whatever has come last.
      const kept = how < 0.5 ? 0n : BigInt(Math.floor((how - 0.5) * 2 * Number(high - low)));
      mesh.broker.cutOff(name, partition, high - kept);
    }
  },
  'topic-grown': ({ mesh }, { kind, whom, how }) => {
    const name = pick(READ_TOPICS, whom) ?? INQUIRY_TOPIC;
    mesh.fault(kind, name);
    mesh.broker.grow(name, mesh.broker.topic(name).partitions + 1 + Math.floor(how * MOST_ADDED));
  },
  'batch-in-an-unknown-codec': (scene, fault) => {
    const message = standing(scene, fault);
    if (!message) return;
    const { mesh } = scene;
    mesh.fault(fault.kind, message.topic);
    // Only its header can be read: one place that stands for all offsets of the batch.
    const nothing = { unreadable: true, key: '', headers: {}, value: new Uint8Array() };
    mesh.broker.put({ ...message, ...nothing }, 1 + Math.floor(fault.ms / 1000));
  },
  'permission-taken': writesOff('TOPIC_AUTHORIZATION_FAILED'),
  'brokers-rolled': (scene, { kind, how }) => {
    const { mesh } = scene;
    const turns = Array.from({ length: ROLLED }, () => TOPICS).flat();
    for (const [turn, topic] of turns.entries())
      later(scene, 400 * turn, () => {
        mesh.fault(kind, topic);
        mesh.broker.refuseWrites(topic, 'NOT_LEADER_OR_FOLLOWER');
        later(scene, 100 + 600 * how, () => {
          mesh.broker.takeWrites(topic);
          mesh.over(kind, topic);
        });
      });
  },
  'certificates-rotated': (scene, { kind, how }) => {
    const { mesh } = scene;
    // Whoever has new ones connects anew; nothing gets through meanwhile.
    for (const [at, { host, client }] of alive(scene).entries())
      later(scene, 200 * at, () => {
        if (!host.alive) return;
        mesh.fault(kind, host.role);
        mesh.network.cut(client, 50 + 700 * how);
      });
  },
  'agency-untrusted': agency('untrusted'),
  'caller-goes-unnoticed': ({ callers }, { whom, ms }) => callers.goUnnoticed(whom, ms / 2),
};

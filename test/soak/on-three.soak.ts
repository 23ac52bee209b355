import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { BROKER_FAULTS, type BrokerFault } from './broker-faults';
import { MeshOnThree, whatIsAllowed } from './three-brokers';

const minutes = Number(process.env['SOAK_MINUTES'] ?? '60');
/** Processes that are killed now and then, beside what happens to brokers. */
const VICTIMS = ['aggregator.1', 'aggregator.2', 'worker-csn.1', 'worker-csn.2', 'worker-af.1'];
const EVERY_MS = 45_000;

const anyOf = <T>(list: readonly T[]): T => list[Math.floor(Math.random() * list.length)] as T;

/** `npm run soak -- 60 --brokers 3`: one fault of a broker after the other, and processes killed at the same time. */
it(`holds for ${minutes} minutes`, async () => {
  const mesh = await MeshOnThree.start(await whatIsAllowed(3));
  const until = Date.now() + minutes * 60_000;
  const isOver = (): boolean => Date.now() > until;
  try {
    await Promise.all([breakBrokers(mesh, isOver), killProcesses(mesh, isOver)]);
    await mesh.watch.stop();
    const { watch, violations } = mesh;
    const { findings } = await mesh.trail();
    process.stdout.write(
      `${watch.asked} asked, ${watch.complete} complete, otherwise ${JSON.stringify(watch.honest)}\n`,
    );
    expect(violations).toEqual({});
    expect(await mesh.askedTwice()).toEqual([]);
    expect(findings).toEqual([]);
  } finally {
    await mesh.stop();
  }
});

async function breakBrokers(mesh: MeshOnThree, isOver: () => boolean): Promise<void> {
  const possible: readonly BrokerFault[] = BROKER_FAULTS.filter(({ needs }) => !needs || mesh.allows(needs));
  while (!isOver()) {
    const { name, run } = anyOf(possible);
    const { asked, complete, recoveredAfter } = await mesh.watch.during(() => run(mesh.cluster));
    process.stdout.write(
      `${name}: ${complete} of ${asked} complete, all of them after ${recoveredAfter} s\n`,
    );
    await mesh.cluster.allInSync();
  }
}

async function killProcesses(mesh: MeshOnThree, isOver: () => boolean): Promise<void> {
  while (!isOver()) {
    await sleep(Math.random() * EVERY_MS);
    const victim = anyOf(VICTIMS);
    await mesh.fleet.mesh.end(victim, 'SIGKILL');
    mesh.fleet.mesh.startProcess(victim);
    await mesh.fleet.mesh.ready(victim);
  }
}

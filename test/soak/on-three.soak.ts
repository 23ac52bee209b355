import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { Chance } from '../simulation/world/chance.ts';
import { BROKER_FAULTS, type BrokerFault } from './broker-faults';
import { faultsOf, hitBy, PROCESS_FAULTS } from './process-faults';
import { MeshOnThree, whatIsAllowed } from './three-brokers';

const minutes = Number(process.env['SOAK_MINUTES'] ?? '60');
const seed = Number(process.env['SOAK_SEED'] ?? '1');

/** `npm run soak -- 60 --brokers 3`: one fault of a broker after the other, and of processes and agencies at the same time. */
it(`holds for ${minutes} minutes, seed ${seed}`, async () => {
  process.stdout.write(`what happens is that of --seed ${seed}\n`);
  const mesh = await MeshOnThree.start(await whatIsAllowed(3));
  const until = Date.now() + minutes * 60_000;
  const isOver = (): boolean => Date.now() > until;
  try {
    await Promise.all([breakBrokers(mesh, isOver), breakOthers(mesh, isOver)]);
    await mesh.watch.stop();
    const { watch, violations } = mesh;
    process.stdout.write(
      `${watch.asked} asked, ${watch.complete} complete, otherwise ${JSON.stringify(watch.honest)}\n`,
    );
    expect(violations).toEqual({});
    expect(await mesh.judged()).toEqual([]);
    expect(await mesh.askedTwice()).toEqual([]);
    const { findings } = await mesh.trail();
    expect(findings).toEqual([]);
  } finally {
    await mesh.stop();
  }
});

async function breakBrokers(
  { watch, history, cluster, allows }: MeshOnThree,
  isOver: () => boolean,
): Promise<void> {
  const chance = new Chance(seed, 'soak/brokers');
  while (!isOver()) {
    const { name, kind, run, needs }: BrokerFault = chance.one(BROKER_FAULTS);
    if (needs && !allows(needs)) continue;
    history.fault(kind, name);
    const { asked, complete, recoveredAfter } = await watch.during(() => run(cluster));
    history.over(kind, name);
    process.stdout.write(
      `${name}: ${complete} of ${asked} complete, all of them after ${recoveredAfter} s\n`,
    );
    await cluster.allInSync();
  }
}

async function breakOthers({ fleet, history }: MeshOnThree, isOver: () => boolean): Promise<void> {
  for (const fault of faultsOf(seed)) {
    await sleep(fault.at);
    if (isOver()) return;
    history.fault(fault.kind, hitBy(fault));
    await PROCESS_FAULTS[fault.kind]?.(fleet.mesh, fault);
    history.over(fault.kind, hitBy(fault));
  }
}

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BROKER_FAULTS } from '../../soak/broker-faults';
import { MeshOnThree, whatIsAllowed } from '../../soak/three-brokers';

const allowed = await whatIsAllowed(3);
const has = { network: allowed.network === true, disk: allowed.smallDisk !== undefined };
const possible = BROKER_FAULTS.filter(({ needs }) => !needs || has[needs]);

/** Three brokers, min.insync.replicas 2, client certificates: each is taken away in each way, and nothing is lost. */
describe('mesh over three brokers', () => {
  let mesh: MeshOnThree;
  beforeAll(async () => {
    const leftOut = BROKER_FAULTS.filter((fault) => !possible.includes(fault));
    for (const { name } of leftOut)
      process.stdout.write(`left out, this machine does not allow it: ${name}\n`);
    mesh = await MeshOnThree.start(allowed);
  });
  afterAll(() => mesh.stop());

  it.each(possible)(
    '$name: every answer right or honest, and complete again',
    async ({ name, kind, run }) => {
      const { cluster, history } = mesh;
      history.fault(kind, name);
      const seen = await mesh.watch.during(() => run(cluster));
      history.over(kind, name);
      process.stdout.write(
        `| ${name} | ${seen.asked} | ${seen.complete} | ${seen.recoveredAfter} | ${JSON.stringify(seen.otherwise)} |\n`,
      );
      expect(mesh.violations).toEqual({});
      await cluster.allInSync();
    },
  );

  it('asked no agency twice for a question, and has every answer in its audit trail', async () => {
    await mesh.watch.stop();
    process.stdout.write(`${mesh.watch.asked} asked, honest: ${JSON.stringify(mesh.watch.honest)}\n`);
    expect(mesh.violations).toEqual({});
    expect(mesh.watch.answered + mesh.fleet.service.refused).toBeGreaterThanOrEqual(mesh.watch.asked);
    expect(await mesh.askedTwice()).toEqual([]);
    expect(await mesh.judged()).toEqual([]);
    const { findings, chains } = await mesh.trail();
    expect(findings).toEqual([]);
    expect(chains.reduce((sum, { answers }) => sum + answers, 0)).toBeGreaterThanOrEqual(mesh.watch.complete);
  });
});

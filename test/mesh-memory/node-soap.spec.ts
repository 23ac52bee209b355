import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CONTRACT_VERSIONS } from '@ssbtek/contract-versions';
import { checksOf } from '../interop/node-soap/checks';
import { memoryBuses } from '../support/memory-buses';
import { startMesh, type Mesh } from '../support/mesh';

/** One of three independent SOAP stacks; the others are asked by `npm run test:interop`. */
describe('node-soap with nothing but ?wsdl', () => {
  let mesh: Mesh;
  beforeAll(async () => {
    mesh = await startMesh(memoryBuses());
  });
  afterAll(() => mesh.stop());

  const checks = checksOf(CONTRACT_VERSIONS.map(({ name }) => name));
  it.each(checks.map((check) => [check.version, check.what, check] as const))(
    '%s: %s',
    async (_version, _what, check) => {
      await expect(check.run(mesh.url)).resolves.toBeUndefined();
    },
  );
});
